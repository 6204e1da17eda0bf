"""Fields read of phone pages, by condition: of a folder of simulated frames, and of hard ones drawn here."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.codes.claim import Claim
from app.decode.picture import load
from app.pages.engine import Engine
from app.pages.read import read_frames, read_page
from tests.bench.row import Row
from tests.fakes.hardpages import hard, health_code, travel_card

BUDGET = {"clear": "", "usual": "≥ 0.98", "upright": "≥ 0.97", "hard": "≥ 0.85"}
DOUBT = {"clear": "≤ 0.05", "usual": "≤ 0.05", "upright": "≤ 0.05"}
FRAMES = 10
FIRST = 300
"""Number of the first page that is drawn."""
RESULTS = {"阴性": "negative", "阳性": "positive", "暂无核酸检测记录": "none"}


def rows() -> Iterator[Row]:
    engine = Engine()
    try:
        yield from _hard_pages(engine)
        named = os.environ.get("GATEPOST_TEST_DATA")
        if named:
            yield from _folder(Path(named) / "phone-pages", engine)
        else:
            print("(phone pages: set GATEPOST_TEST_DATA to a folder with phone-pages/)")
    finally:
        engine.stop()


@dataclass
class Tally:
    """Fields of several pages, counted."""

    fields: int = 0
    right: int = 0
    certainly_wrong: int = 0
    needlessly_doubted: int = 0
    wrong_colors: int = 0

    def add(self, claim: Claim | None, expected: dict[str, Any]) -> None:
        good = compared(claim, expected)
        self.fields += len(good)
        self.right += sum(good.values())
        if claim is not None:
            absent, named = _left_out(claim), set(claim.doubtful)
            named |= {"stars"} if "places" in named else set()
            self.certainly_wrong += sum(
                not right and one not in absent | named | {"color"} for one, right in good.items()
            )
            self.needlessly_doubted += sum(right and one in named for one, right in good.items())
            self.wrong_colors += claim.color not in {"unknown", expected["color"]}

    @property
    def share(self) -> float:
        return self.right / self.fields


def _folder(folder: Path, engine: Engine) -> Iterator[Row]:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    found: dict[str, Tally] = defaultdict(Tally)
    start = _seconds(engine)
    for name, expected in sorted(truth.items()):
        condition = name.removesuffix(".jpg").rsplit("-", 1)[1]
        found[condition].add(read_page(load(folder / name), engine), expected)
    spent = _seconds(engine) - start
    for condition, tally in found.items():
        yield Row(f"page fields read, {condition}", tally.share, "", None, BUDGET[condition])
        doubted = tally.needlessly_doubted / tally.fields
        yield Row(f"page fields right but in doubt, {condition}", doubted, "", None, DOUBT.get(condition, ""))
    everything = found.values()
    yield Row("page colours read wrongly", sum(one.wrong_colors for one in everything), "", None, "0")
    yield Row("page fields wrong without a doubt", sum(one.certainly_wrong for one in everything), "", None, "0")
    yield Row("CPU of a page", spent / len(truth), "s", None, "")


def _hard_pages(engine: Engine) -> Iterator[Row]:
    """Pages drawn here, both kinds in turn: one frame, and ten of the same page."""
    one, ten = Tally(), Tally()
    for number in range(int(os.environ.get("GATEPOST_BENCH_PAGES", "8"))):
        shown = (travel_card, health_code)[number % 2](FIRST + number)
        frames = [hard(shown.page, 100 * (FIRST + number) + frame) for frame in range(FRAMES)]
        one.add(read_page(frames[0], engine), shown.truth)
        ten.add(read_frames(frames, engine), shown.truth)
    yield Row("page fields, a hard frame drawn here", one.share, "", None, BUDGET["hard"])
    yield Row(f"page fields, {FRAMES} hard frames of a page", ten.share, "", one.share, "≥ 0.95")
    wrong = one.certainly_wrong + ten.certainly_wrong
    yield Row("fields of hard frames wrong without a doubt", wrong, "", None, "0")


def _seconds(engine: Engine) -> float:
    """CPU that this process and the engine's have used; the latter where the system tells."""
    stat = Path(f"/proc/{engine.pid}/stat")
    used = stat.read_text().rsplit(")", 1)[1].split()[11:13] if engine.pid and stat.exists() else []
    return time.process_time() + sum(map(int, used)) / (os.sysconf("SC_CLK_TCK") if used else 1)


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
    test = said.tests[0] if said.tests else None
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


def _left_out(claim: Claim) -> set[str]:
    """Fields that are left out, and so not shown as certain."""
    values = {
        "holder.name": claim.holder.name, "holder.id_number": claim.holder.id_number,
        "holder.phone": claim.holder.phone, "updated_at": claim.updated_at,
        "days": claim.days, "places": claim.places, "stars": claim.places,
        "tests.result": claim.tests and claim.tests[0].result != "unknown", "vaccination": claim.vaccination,
        "tests.tested_at": claim.tests and claim.tests[0].tested_at,
    }  # fmt: skip
    return {field for field, value in values.items() if not value}
