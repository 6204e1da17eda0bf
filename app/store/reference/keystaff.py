"""Key post staff (重点岗位人员): who works where and when, where they may be, and whom to call about them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import msgspec

from app.clock import CAMPUS
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "key-staff"
BETWEEN = "/"


class Shift(msgspec.Struct, frozen=True):
    """Times of the campus's day; one that ends no later than it begins ends on the next day."""

    begins: time
    ends: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """From when to when it is on that day."""
        after = day + timedelta(days=1) if self.ends <= self.begins else day
        return datetime.combine(day, self.begins, CAMPUS), datetime.combine(after, self.ends, CAMPUS)

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"


class KeyStaff(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody at a key post. post: what it is called; category: 食堂, 保洁, 宿管, 保安 or another. signs_at: the posts
    where they sign in, everywhere where none is named; allowed: the posts where they may be seen, everywhere where
    none is. head, head_phone: who answers for them."""

    number: str
    name: str
    post: str
    shifts: tuple[Shift, ...]
    phone: str = ""
    category: str = ""
    area: str = ""
    signs_at: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    head: str = ""
    head_phone: str = ""

    @property
    def key(self) -> str:
        """Tells their work at one post from that at another."""
        return f"{self.post}{BETWEEN}{self.number}"


class KeyStaffs:
    """The key post staff of one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def all(self) -> list[KeyStaff]:
        """All of them, by post and number."""
        return list(self._reference.all(SECTION, KeyStaff).values())

    def put(self, some: Iterable[KeyStaff]) -> None:
        """Add these, or bring them up to date."""
        self._reference.put_all(SECTION, {one.key: one for one in some})

    def remove(self, key: str) -> None:
        """They work there no longer."""
        self._reference.remove(SECTION, key)
