"""Key post staff (重点岗位人员) at a post: signed in and out here, and how the day stands; permitted and recorded."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from app.access.sight import masked
from app.clock import campus_day
from app.errors import UserError
from app.i18n import tr
from app.keyposts.day import Shown, Sighting, around, may_be_at, shown, signs_here, urgency
from app.keyposts.presence import Sign, there
from app.keyposts.sheet import sheet
from app.records.key_sign import KeySign
from app.report.workbook import keep, made, refuse_other
from app.station.local import LocalPost
from app.station.outsiders.scanned import number_in
from app.store.passages import Passages
from app.store.reference.keystaff import KeyStaff, KeyStaffs
from app.store.standing import Standing

KEPT = timedelta(days=60)
AGAIN = timedelta(minutes=10)
"""A second scan within this time is the same one."""
Way = Literal["in", "out"]


class Signed(NamedTuple):
    """Somebody has signed in or out. again: they had just done so, and nothing was written. late: minutes after the
    shift began; elsewhere: they may not be here."""

    staff: KeyStaff
    act: Way
    at: datetime
    again: bool
    late: int
    elsewhere: bool


class KeyPosts:
    """The key post staff of one open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._staff, self._passages = KeyStaffs(post.database), Passages(post.database)
        self._signs = Standing(post.ledger, "key-sign", KeySign, KEPT, post.clock)

    # The list

    def day(self, day: date | None = None) -> list[Shown]:
        """The shifts of a day (today, with what is left of the night) of whoever signs in here, and of whoever was seen
        here and may not be, whom to call first. Phones are whole for whoever may see them; of those who answer for a
        post always."""
        self._post.permit("keyposts.read")
        now, here = self._post.clock(), self._post.settings.post_name
        wanted = day or campus_day(now)
        signs = self._by_person()
        found: list[Shown] = []
        for staff in self._staff.all():
            own = signs.get(staff.number, [])
            lines = shown(staff, wanted, own, self._seen(staff, wanted), now)
            if day is None:
                night = shown(staff, wanted - timedelta(days=1), own, (), now)
                lines = (*(one for one in night if one.ends > now), *lines)
            found += lines if signs_here(staff, here) else map(_elsewhere, (one for one in lines[-1:] if one.astray))
        whole = self._post.may("people.identity")
        return [one if whole else _masked(one) for one in sorted(found, key=urgency)]

    def export(self, path: Path, day: date | None = None) -> int:
        """The list of a day as a workbook; how many lines. UserError where there is a file already."""
        self._post.permit("records.export")
        refuse_other(path)
        lines = self.day(day)
        title = f"{day or campus_day(self._post.clock()):%Y-%m-%d}"
        content = made({title: sheet(lines)})
        self._post.audit("export", "key-sign", f"{len(lines)}")
        keep(path, content)
        return len(lines)

    # Signing

    def sign(self, text: str, act: Way | None = None) -> Signed:
        """Whoever's campus code was scanned, or whose number or whole name was typed, signs in; or out, where they are
        signed in. act: the one that is meant, whatever they did before. UserError for nobody of the list."""
        self._post.permit("keyposts.sign")
        number = number_in(self._post, text)
        trust = "verified" if number != text.strip() else "seen"
        with self._post.database.write():
            now = self._post.clock()
            staff = self._one(number, now)
            before = self._by_person().get(staff.number, [])
            way: Way = act or ("out" if there(before, now) else "in")
            # In either direction: a clock that was ahead must not keep anybody from signing.
            last = max((one for one in before if abs(now - one.at) < AGAIN), default=None)
            if last is not None and act in (None, last.act):
                return self._signed(staff, last.act, last.at, before, again=True)
            body = {"person": staff.number, "name": staff.name, "key_post": staff.post, "act": way, "trust": trust}
            self._post.register("key-sign", body, now)
        return self._signed(staff, way, now, [*before, Sign(now, way)], again=False)

    def _signed(self, staff: KeyStaff, way: Way, at: datetime, signs: list[Sign], *, again: bool) -> Signed:
        now, day = self._post.clock(), campus_day(at)
        lines = [one for when in (day - timedelta(days=1), day) for one in shown(staff, when, signs, (), now)]
        late = next((one.late for one in lines if one.came == at), 0)
        return Signed(staff, way, at, again, late, not may_be_at(staff, self._post.settings.post_name))

    def _one(self, text: str, now: datetime) -> KeyStaff:
        """At several posts: where they are to be now, or next."""
        everybody = self._staff.all()
        found = [one for one in everybody if one.number == text] or [one for one in everybody if one.name == text]
        if not found:
            raise UserError(tr("“{text}”不在重点岗位名册里。请核对，或请管理员导入名册。", text=text[:20]))
        if len({one.number for one in found}) > 1:
            numbers = tr("、").join(sorted({one.number for one in found}))
            raise UserError(tr("有几位叫 {name}：{numbers}。请扫校园码或键入编号。", name=text, numbers=numbers))
        return min(found, key=lambda one: _until(one, now))

    # What is known

    def _by_person(self) -> dict[str, list[Sign]]:
        found: dict[str, list[Sign]] = {}
        for one in self._signs.all():
            found.setdefault(one.said.person, []).append(Sign(one.at, one.said.act, one.post))
        return found

    def _seen(self, staff: KeyStaff, day: date) -> Iterable[Sighting]:
        if not staff.allowed:
            return ()
        start, end = around(day, [shift.on(day) for shift in staff.shifts])
        return [Sighting(one.at, one.post) for one in self._passages.of(staff.number, start, end)]


def _masked(one: Shown) -> Shown:
    return replace(one, staff=msgspec.structs.replace(one.staff, phone=masked(one.staff.phone, 3, 4)))


def _elsewhere(one: Shown) -> Shown:
    """Whoever signs at another post is not missing because this one has not heard of it."""
    return one if one.came else replace(one, state="elsewhere", came=None, left=None, late=0)


def _until(staff: KeyStaff, now: datetime) -> timedelta:
    """How long until somebody is to be at their post, negative for since when they are; their shifts that are over
    do not count."""
    days = (campus_day(now) + timedelta(days=by) for by in (-1, 0, 1))
    spans = [shift.on(day) for day in days for shift in staff.shifts]
    return min((begins - now for begins, ends in spans if ends > now), default=timedelta.max)
