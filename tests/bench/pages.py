"""Fields read of phone pages, by condition: of a folder of simulated frames, and of ten frames of a page drawn here."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from app.codes.claim import Claim
from app.decode.picture import load
from app.pages.engine import Engine
from app.pages.read import read_frames, read_page
from tests.bench.row import Row
from tests.fakes.phonepages import travel_card, webcam

BUDGET = {"clear": "", "usual": "≥ 0.98", "upright": "≥ 0.97", "hard": "≥ 0.85"}
FRAMES = 10
RESULTS = {"阴性": "negative", "阳性": "positive", "暂无核酸检测记录": "none"}


def rows() -> Iterator[Row]:
    engine = Engine()
    try:
        yield from _frames(engine)
        named = os.environ.get("GATEPOST_TEST_DATA")
        if named:
            yield from _folder(Path(named) / "phone-pages", engine)
        else:
            print("(phone pages: set GATEPOST_TEST_DATA to a folder with phone-pages/)")
    finally:
        engine.stop()


def _folder(folder: Path, engine: Engine) -> Iterator[Row]:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    colors = certain = 0
    for name, expected in sorted(truth.items()):
        condition = name.removesuffix(".jpg").rsplit("-", 1)[1]
        claim = read_page(load(folder / name), engine)
        good = compared(claim, expected)
        right[condition] += sum(good.values())
        asked[condition] += len(good)
        if claim:
            colors += claim.color not in {"unknown", expected["color"]}
            certain += sum(not one and field not in _doubted(claim) for field, one in good.items() if field != "color")
    for condition in asked:
        yield Row(f"page fields read, {condition}", right[condition] / asked[condition], "", None, BUDGET[condition])
    yield Row("page colours read wrongly", colors, "", None, "0")
    yield Row("page fields wrong or missing without a doubt", certain, "", None, "0")


def _frames(engine: Engine) -> Iterator[Row]:
    expected = {
        "kind": "travel-card", "phone": "151****6239", "time": "2022.05.13 06:43:02", "color": "orange", "days": 7,
        "cities": ["吉林省四平市", "上海市"], "star": [False, True],
    }  # fmt: skip
    card = travel_card("151****6239", "2022.05.13 06:43:02", "orange", 7, ("吉林省四平市", "上海市*"))
    frames = [webcam(card, across=255, blur=0.8, noise=6, glare=120, seed=seed) for seed in range(FRAMES)]
    alone = [sum(compared(read_page(frame, engine), expected).values()) for frame in frames[:3]]
    joined = compared(read_frames(frames, engine), expected)
    one = sum(alone) / len(alone) / len(joined)
    yield Row(f"page fields, {FRAMES} hard frames (one)", sum(joined.values()) / len(joined), "", one, "≥ 0.95 joined")


def compared(claim: Claim | None, expected: dict[str, Any]) -> dict[str, bool]:
    """Field → whether it is right; every field of the truth counts."""
    said = claim or Claim(kind="unknown", trust="read")
    if expected["kind"] == "travel-card":
        return {
            "holder.phone": said.holder.phone == expected["phone"],
            "updated_at": said.updated_at == datetime.strptime(expected["time"], "%Y.%m.%d %H:%M:%S"),
            "color": said.color == expected["color"],
            "days": said.days == expected["days"],
            "places": [one.name for one in said.places] == expected["cities"],
            "stars": [one.risk for one in said.places] == expected["star"],
        }
    (test,) = said.tests or (None,)
    at = expected["test_time"]
    return {
        "holder.name": said.holder.name == expected["name"],
        "holder.id_number": said.holder.id_number == expected["id"],
        "updated_at": said.updated_at == datetime.strptime(expected["time"], "%Y-%m-%d %H:%M:%S"),
        "color": said.color == expected["color"],
        "tests.result": (test.result if test else None) == RESULTS[expected["result"]],
        "tests.tested_at": (test.tested_at if test else None) == _minute(at),
        "vaccination": said.vaccination == expected["dose"],
    }


def _minute(text: str | None) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%d %H:%M") if text else None


def _doubted(claim: Claim) -> set[str]:
    """Fields named as doubtful, and those that are left out: neither is shown as certain."""
    left_out = {
        "holder.name": claim.holder.name, "holder.id_number": claim.holder.id_number,
        "holder.phone": claim.holder.phone, "updated_at": claim.updated_at,
        "days": claim.days, "places": claim.places, "stars": claim.places,
        "tests.result": claim.tests, "vaccination": claim.vaccination,
        "tests.tested_at": claim.tests and claim.tests[0].tested_at,
    }  # fmt: skip
    doubted = set(claim.doubtful) | {field for field, value in left_out.items() if not value}
    return doubted | ({"stars"} if "places" in doubted else set())
