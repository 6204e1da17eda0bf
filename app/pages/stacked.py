"""Several frames of one page made one picture: noise averages out, and print shows that glare left in any of them."""

from collections.abc import Sequence

import cv2
import numpy as np

from app.capture.items import Image
from app.pages.registered import COARSE, laid_upon, relief
from app.pages.tone import Plane

_DARK = 30
"""Percentile of a place's brightness over all frames that is kept: glare only ever brightens, and wanders."""
_AROUND = 16.0
"""Pixels over which the contrast of a frame's print is measured."""
_NOISE = 1.5
"""Grey levels of a relief that are no print."""
_HOPELESS = 0.05
"""What is added to the sum of squared gains: print that no frame shows is left faint, and not noise made loud."""
_BROAD = 14.0
"""Pixels over which what is paper and light, and not print, is averaged."""
_QUARTER = 4
_ROUNDS = 3


def stacked(pages: Sequence[Image]) -> Image:
    """What straightened pages show together, after they are laid upon the first; those that do not fit are left out.

    Print and light are parted by their fineness. Of the light the darker part of all frames is kept; the print of every
    frame counts as much as it has contrast there, which is what the least noisy sum of faint copies of one picture asks
    for (maximal ratio combining, Brennan 1959). That all frames show one person's page is for whoever chooses them to
    know: pages of one app are much alike.
    """
    layers = laid_upon(pages)
    if len(layers) == 1:
        return layers[0]
    size = layers[0].shape[1::-1]
    lights = [_light(one) for one in layers]
    print_, power = np.zeros(layers[0].shape, np.float32), np.full(size[::-1], _HOPELESS, np.float32)
    for layer, light, gain in zip(layers, lights, gains(layers), strict=True):
        wide = cv2.resize(gain, size)
        print_ += (layer - cv2.resize(light, size).astype(np.float32)) * wide[..., None]
        power += wide * wide
    dark = np.percentile(np.stack(lights), _DARK, axis=0).astype(np.float32)
    return np.asarray(np.clip(cv2.resize(dark, size) + print_ / power[..., None], 0, 255), np.uint8)


def gains(layers: Sequence[Image]) -> list[Plane]:
    """How much contrast the print of each layer has at every place of a COARSE times smaller page: 1 where it has most.

    Found in turns: the sum of all, weighted so far, is what the print looks like; how much of that a layer holds is its
    weight.
    """
    reliefs = [relief(one) for one in layers]
    found: list[Plane] = [np.ones(one.shape, np.float32) for one in reliefs]
    for _ in range(_ROUNDS):
        power = np.asarray(np.sum(np.square(found), axis=0), np.float32) + _HOPELESS
        common = np.asarray(np.sum(np.multiply(reliefs, found), axis=0), np.float32) / power
        strength = _around(common * common) + _NOISE**2
        # Where nothing is printed all count alike.
        found = [np.maximum(_around(one * common) + _NOISE**2, 0) / strength for one in reliefs]
        most = np.maximum(np.max(found, axis=0), 1e-3)
        found = [one / most for one in found]
    return found


def _around(values: Plane) -> Plane:
    return np.asarray(cv2.GaussianBlur(values, (0, 0), _AROUND / COARSE), np.float32)


def _light(layer: Image) -> Image:
    """What changes slowly over the page, a fourth as large."""
    small = cv2.resize(layer, None, fx=1 / _QUARTER, fy=1 / _QUARTER, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), _BROAD / _QUARTER), np.uint8)
