"""Which versions a symbol may have: by its size, and by the version information beside two of its finder patterns."""

import cv2
import numpy as np

from app.capture.items import Image
from app.decode.grid import layout
from app.decode.grid.information import version_words
from app.decode.grid.locate import Place, Points
from app.decode.grid.warp import FINDER, Floats

SURE = 0.55
"""Agreement of one copy of the version information: chance does not reach it, two thirds of the modules do."""
MOST = 3


def versions(grey: Image, place: Place) -> list[int]:
    """The likeliest versions, the likeliest first."""
    measured = (place.side - 17) / 4
    reach = 1 + place.side / 30
    near = [version for version in range(1, 41) if abs(version - measured) <= reach]
    told = _told(grey, place) if place.side > 38 else {}
    sure = [version for version in near if told.get(version, 0) > SURE]
    if sure:
        return sorted(sure, key=lambda version: -told[version])[:2]
    return sorted(near, key=lambda version: abs(version - measured))[:MOST]


def _told(grey: Image, place: Place) -> dict[int, float]:
    """How well each version from 7 on agrees with the better of the two copies."""
    version = layout.VERSIONED
    side = layout.side_of(version)
    agreements = []
    for finder, modules in zip((1, 2), layout.version_modules(version), strict=True):
        middle = (side - FINDER, FINDER) if finder == 1 else (FINDER, side - FINDER)
        away = np.asarray(modules[::-1].T + 0.5 - middle, np.float64)
        agreements.append(_soft(grey, place, finder, away) @ version_words().T / modules.shape[1])
    best = np.maximum(*agreements)
    return {n + version: float(best[n]) for n in range(len(best))}


def _soft(grey: Image, place: Place, finder: int, away: Points) -> Floats:
    """Soft values of the modules that lie `away` (right, down) from the middle of a finder pattern."""
    ring = np.array([(2, 0), (-2, 0), (0, 2), (0, -2), (1, 0), (-1, 0), (0, 1), (0, -1)])
    points = place.corners[finder] + np.concatenate([away, ring]) @ place.units[finder] - 0.5
    seen = cv2.remap(grey, points.astype(np.float32)[None], np.empty(0), cv2.INTER_LINEAR)[0].astype(np.float32)
    light, dark = np.median(seen[-8:-4]), np.median(seen[-4:])
    return np.asarray(np.clip((light + dark - 2 * seen[:-8]) / max(light - dark, 1), -1, 1), np.float32)
