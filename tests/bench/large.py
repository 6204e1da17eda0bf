"""A post after years, with PEOPLE and RECORDS, beside a new one with a thousand of each: a decision through the lane,
what it looks up, and the proof of the whole ledger.

The files take about 1 kB for a record and for a person, in a temporary folder that is removed. `make bench` has a
hundredth of it.
"""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from app.clock import campus_day
from app.decode.symbol import Symbol
from app.lane.lane import Lane
from app.lane.view import LaneView
from app.policy.person import Person
from app.settings import Home
from app.station.local import LocalPost
from app.store.fact import Draft
from app.store.passages import Passages
from app.store.tallies import Tallies
from app.store.traces import Traces
from tests.bench import proof, reference
from tests.bench.ledger import BODY
from tests.bench.row import Row, paired

PEOPLE = int(os.environ.get("PEOPLE", "1000000"))
RECORDS = int(os.environ.get("RECORDS", "5000000"))
FEW = 1000
TIMES = 400
SELDOM = 20
BATCH = 2000
DAYS = timedelta(days=30)
NAMES = ("伟芳娜敏静丽强磊洋艳", "军杰娟涛明超霞平刚桂", "晨阳宇航浩然子涵欣怡")
RESULT = {"test": "nucleic-acid", "result": "negative", "organisation": "核酸检测站", "trust": "read"}
DROVE = {"direction": "in", "verdict": "admit", "driver_name": "赵师傅", "basis": "registered"}
RICE: dict[str, Any] = {"name": "大米", "quantity": 40, "unit": "袋"}
WEEK = timedelta(days=7)
ROOM = 1300
"""Bytes for a record or a person, the WAL and all indexes included."""


def rows(people: int = 50_000, records: int = 100_000, *, prove: bool = False) -> Iterator[Row]:
    """prove: the ledger's proof too."""
    needed = (people + records) * ROOM
    with tempfile.TemporaryDirectory() as folder:
        if shutil.disk_usage(folder).free < 1.2 * needed:
            print(f"large: needs {needed / 2**30:.1f} GB of room in {folder}")
            return
        many, few = _post(Path(folder) / "many", people, records), _post(Path(folder) / "few", FEW, FEW)
        try:
            yield from _beside(many, people, records, few)
            if prove:
                yield from proof.proven(many.database)
        finally:
            many.close()
            few.close()


def _post(folder: Path, people: int, records: int) -> LocalPost:
    post = LocalPost.open(Home(folder))
    post.become_demonstration()
    post.accounts.add("周明", "administrator", "2468")
    post.act_as(post.accounts.first_administrator())
    post.begin_issuing()
    begin = time.monotonic()
    post.people.upsert(_person(number) for number in range(people))
    listed = time.monotonic()
    start, each = post.clock() - DAYS, DAYS / records
    for first in range(0, records, BATCH):
        some = range(first, min(first + BATCH, records))
        post.ledger.append_all([_draft(n, people, start + n * each) for n in some])
    post.set_level("closed")
    size = sum(file.stat().st_size for file in folder.iterdir() if file.is_file()) / 2**30
    took = f"{listed - begin:.0f} s and {time.monotonic() - listed:.0f} s"
    print(f"large: {people:,} people and {records:,} records made in {took}, {size:.2f} GB", flush=True)
    return post


def _number(index: int) -> str:
    return f"20{index:08d}"


def _person(index: int) -> Person:
    name = "王李张刘陈"[index % 5] + "".join(some[index // 5 // 10**place % 10] for place, some in enumerate(NAMES))
    return Person(
        number=_number(index), name=name, kind="student", college="理学院", class_name=f"19级{index % 400}班",
        place=f"{index % 28 + 1}-{index // 28 % 900 + 100}", phone=f"100{index:08d}", id_number=f"99{index:016d}",
    )  # fmt: skip


def _draft(n: int, people: int, at: datetime) -> Draft:
    """Two passages and two temperatures for every test result; people come in no order, but most of them again. A
    vehicle among fifty records, and goods among five hundred."""
    person = _number(n * 7919 % people)
    body: dict[str, Any]
    if n % 50 == 7:
        return Draft(kind="vehicle-passage", body=DROVE | {"plate": _plate(n)}, operator="周明", post="东门", at=at)
    if n % 500 == 9:
        body = {"delivery": f"W{n:013d}", "act": "noted", "lines": [RICE | {"supplier": f"供应商{n // 500 % 200:03d}"}]}
        return Draft(kind="goods-step", body=body, operator="周明", post="东门", at=at)
    match n % 5:
        case 0 | 1:
            kind, body = "passage", BODY | {"person": person}
        case 2 | 3:
            kind, body = "temperature", {"person": person, "celsius": 36.5, "slot": "morning", "site": "axilla"}
        case _:
            kind, body = "test-result", {**RESULT, "person": person, "sampled_at": f"{at:%Y-%m-%dT%H:%M:%S+08:00}"}
    return Draft(kind=kind, body=body, operator="周明", post="东门", at=at)


def _plate(n: int) -> str:
    return f"吉A{n // 50 % 3000 + 10000}"


def _beside(many: LocalPost, people: int, records: int, few: LocalPost) -> Iterator[Row]:
    decided = paired(_decisions(many, people), _decisions(few, FEW), TIMES)
    yield Row(f"a decision, {people:,} people, {records:,} records (1,000)", decided[0], "ms", decided[1], "≤ 2")
    for what, ask in _QUESTIONS.items():
        ours, beside = paired(_asked(many, people, ask), _asked(few, FEW, ask), TIMES)
        yield Row(f"  {what}", ours, "ms", beside)
    for what, ask in _LOOKING_BACK.items():
        ours, beside = paired(_asked(many, people, ask), _asked(few, FEW, ask), SELDOM)
        yield Row(f"  looking back: {what}", ours, "ms", beside, "≤ 1000 ms")


def _decisions(post: LocalPost, people: int) -> Callable[[], object]:
    """One person after the other through a lane, from the code to the record on the disk."""
    chance = random.Random(1)
    codes = [post.issue_code(_number(n)) for n in (chance.randrange(people) for _ in range(TIMES))]
    views: list[LaneView] = []
    lane = Lane(post, post.clock, on_decision=views.append)

    def decide() -> None:
        before = len(views)
        lane.scan(Symbol("QRCode", codes.pop().encode()), time.monotonic())
        lane.decide_now()
        lane.next_person()
        assert len(views) == before + 1, "one person, one decision"

    return decide


Ask = Callable[[LocalPost, str], object]
_QUESTIONS: dict[str, Ask] = {
    "the person of a number": lambda post, number: post.people.get(number),
    "the person of an ID number": lambda post, number: post.people.by_id_number(f"99{int(number[2:]):016d}"),
    "people by name": lambda post, number: post.people.search(_person(int(number[2:])).name),
    "people by initials": lambda post, _: post.people.search("zw"),
    "a person's test results": lambda post, number: post.tests(number, post.clock() - timedelta(days=7)),
    "today's counts": lambda post, _: Tallies(post.database).day(campus_day(post.clock())),
    "the last ten passages": lambda post, _: list(post.ledger.entries("passage", newest_first=True, limit=10)),
    "what is unsent": lambda post, _: post.unsent(),
}


_LOOKING_BACK: dict[str, Ask] = {
    "who came with a vehicle, 30 days": lambda post, number: Traces(post.database).of_vehicle(
        _plate(int(number[2:])), *_last(post, DAYS)
    ),
    "goods of a supplier, a week": lambda post, number: Traces(post.database).of_goods(
        f"供应商{int(number[2:]) % 200:03d}", *_last(post, WEEK)
    ),
    "who passed near somebody, a week": lambda post, number: Passages(post.database).meetings(
        number, *_last(post, WEEK), timedelta(minutes=10)
    ),
}


def _last(post: LocalPost, span: timedelta) -> tuple[datetime, datetime]:
    now = post.clock()
    return now - span, now


def _asked(post: LocalPost, people: int, ask: Ask) -> Callable[[], object]:
    chance = random.Random(2)
    return lambda: ask(post, _number(chance.randrange(people)))


def main() -> None:
    for row in chain(rows(PEOPLE, RECORDS, prove=True), reference.rows(reference.PEOPLE)):
        print(row.line(), flush=True)


if __name__ == "__main__":
    main()
