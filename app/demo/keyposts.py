"""Invented key post staff of the demonstration campus, whose shift is now: in time, late, missing, out of area."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from app.clock import campus
from app.demo.earlier import Earlier
from app.i18n import mark, tr
from app.policy.person import Person
from app.station.keyposts import KeyPosts
from app.station.local import LocalPost
from app.store.reference.keystaff import KeyStaff, KeyStaffs, Shift

HOURS = timedelta(hours=8)
HEAD = mark("后勤值班室")


class Work(NamedTuple):
    """Somebody's work. signed: minutes after the shift began, None for never; allowed: where they may be, everywhere
    where that is empty; left: whether they have signed out."""

    post: str
    category: str
    signed: int | None
    allowed: str = ""
    left: bool = False


WORKS = (
    Work(mark("一食堂 · 打饭窗口"), mark("食堂"), -10), Work(mark("一食堂 · 后厨"), mark("食堂"), 25),
    Work(mark("二食堂 · 打饭窗口"), mark("食堂"), None), Work(mark("5 号楼保洁"), mark("保洁"), -5, mark("5 号楼")),
    Work(mark("12 号楼保洁"), mark("保洁"), 0, left=True), Work(mark("5 号楼值班"), mark("宿管"), -15),
    Work(mark("东门岗"), mark("保安"), 3), Work(mark("北门岗"), mark("保安"), None),
)  # fmt: skip


def appoint(post: LocalPost, clock: Earlier, roster: Sequence[Person]) -> None:
    """Where there is no list of them yet. Their shift began two hours ago."""
    kept = KeyStaffs(post.database)
    if kept.all():
        return
    begins = campus(clock()).replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    shift = Shift(begins.time(), (begins + HOURS).time())
    people = [one for one in roster if one.kind == "staff"]
    kept.put(_staff(one, work, shift) for one, work in zip(people, WORKS, strict=False))
    desk, since = KeyPosts(post), (clock() - begins).total_seconds() / 60
    for one, work in zip(people, WORKS, strict=False):
        if work.signed is not None:
            with clock.ago(minutes=since - work.signed):
                desk.sign(one.number, "in")
        if work.left:
            with clock.ago(minutes=20):
                desk.sign(one.number, "out")


def _staff(one: Person, work: Work, shift: Shift) -> KeyStaff:
    allowed = (tr(work.allowed),) if work.allowed else ()
    return KeyStaff(
        number=one.number, name=one.name, phone=one.phone, post=tr(work.post), category=tr(work.category),
        shifts=(shift,), allowed=allowed, head=tr(HEAD), head_phone="10000000000",
    )  # fmt: skip
