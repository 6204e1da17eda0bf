"""The night check (查寝) at a post: opened, ticked by room, called about and closed; every act is permitted here and is
a record."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeAlias

from app.access.roles import NotPermitted
from app.clock import DRIFT, campus
from app.dormitory.night.hours import hours, night_of
from app.dormitory.night.state import Check
from app.dormitory.resident import Resident, living
from app.dormitory.rounds.calls import Call
from app.errors import UserError, WrongUse
from app.i18n import mark, tr
from app.records.night_step import Act
from app.station.nightbook import NightBook, NightPage

ACT = "night.check"
NOT_LISTED = mark("{number} 不在您的查寝名单里。请核对学工号。")
Tick: TypeAlias = Literal["in", "absent", "undone"]


class NightCheck(NightBook):
    """Every act gives the page as it is after it. night: of an earlier case; the night that is shown without."""

    @property
    def may(self) -> bool:
        """Whether whoever is on duty keeps the check."""
        return self._post.may(ACT)

    def open(self) -> NightPage:
        """Begin tonight's, with everybody who lives here now; or go on with one that was closed. UserError where it is
        open already."""
        return self._write(self._open)

    def tick(self, numbers: Collection[str], act: Tick) -> NightPage:
        """These are in their rooms, or were not found there, or what was ticked of them does not count."""
        return self._write(lambda: self._tick(numbers, act))

    def late(self, number: str, came: datetime, night: date | None = None) -> NightPage:
        """Somebody came in late, at that time. WrongUse for a time that is none, or not late."""
        return self._write(lambda: self._late(number, came, night or self._night))

    def called(
        self, number: str, call: Call, *, reached: bool, said: str = "", night: date | None = None
    ) -> NightPage:  # fmt: skip
        """Somebody was called about a resident; what they said."""
        more: dict[str, Any] = {
            "whose": call.whose,
            "name": call.name,
            "answer": "reached" if reached else "unreached",
            "note": said,
        }
        return self._write(lambda: self._about("called", number, night or self._night, **more))

    def settle(self, number: str, note: str, night: date | None = None) -> NightPage:
        """A case is over, by a person's note: where they are, and who knows it."""
        return self._write(lambda: self._about("settled", number, night or self._night, note=note))

    def close(self, note: str = "", night: date | None = None) -> NightPage:
        """Close the check with its numbers as they are; whoever was not found stays on the list as a case."""
        return self._write(lambda: self._close(night or self._night, note))

    def _write(self, act: Callable[[], object]) -> NightPage:
        """Nobody else writes between the look and the record."""
        self._post.permit(ACT)
        with self._turn:
            with self._post.database.write():
                act()
            return self._page()

    def _open(self) -> None:
        self._night = night_of(self._plan, self._post.clock())
        check = self._check(self._night)
        if check is not None and check.closed is None:
            at = f"{campus(check.opened.at):%H:%M}"
            raise UserError(tr("{who} 在 {at} 已开始查寝。请接着点名。", who=check.opened.operator, at=at))
        if not any(map(self._opens, self._here())):
            raise NotPermitted.to(self._post.role())
        self._step("opened", self._night)
        self._list(self._here())

    def _here(self) -> list[Resident]:
        """Everybody who lives in the building now."""
        now = self._post.clock()
        return [one for one in living(self._house.residents, now, now).values() if one.building == self._building]

    def _list(self, residents: Iterable[Resident]) -> None:
        """Put those on the list who are not on it, a floor each."""
        listed = {
            person.person
            for step in self._board.steps()
            if (step.night, step.said.building, step.said.act) == (self._night, self._building, "listed")
            for person in step.said.people
        }
        floors: dict[str, list[Resident]] = {}
        for one in residents:
            if one.number not in listed:
                floors.setdefault(one.floor, []).append(one)
        for _, some in sorted(floors.items()):
            self._step("listed", self._night, some)

    def _tick(self, numbers: Collection[str], act: Tick) -> None:
        residents = self._residents(numbers)
        if residents:
            self._step(act, self._night, residents)

    def _late(self, number: str, came: datetime, night: date) -> None:
        of_night = hours(self._plan, night)
        if came > self._post.clock() + DRIFT:
            raise WrongUse(tr("回来的时间晚于现在，请核对。"))
        if not of_night.late_from <= came < of_night.opens + timedelta(days=2):
            raise WrongUse(
                tr("{at} 以后回来才是晚归，请核对时间；之前就在的请点在寝。", at=f"{of_night.late_from:%H:%M}")
            )
        self._about("late", number, night, at=came)

    def _about(self, act: Act, number: str, night: date, at: datetime | None = None, **more: Any) -> None:
        self._step(act, night, [self._resident(number, night)], at, **more)

    def _close(self, night: date, note: str) -> None:
        self._night = night
        check = self._checked()
        if check.closed is not None:
            at = f"{campus(check.closed.at):%H:%M}"
            raise UserError(tr("{who} 在 {at} 已结束查寝。", who=check.closed.operator, at=at))
        if not any(self._opens(one.resident) for one in check.lines):
            raise NotPermitted.to(self._post.role())
        self._list(one.resident for one in check.lines)
        cases = [one.resident for one in check.lines if one.is_case(closed=True)]
        numbers = {name: getattr(check.numbers, name) for name in check.numbers.__dataclass_fields__}
        self._step("closed", night, cases, numbers=numbers, note=note)

    def _checked(self) -> Check:
        check = self._check(self._night)
        if check is None:
            raise UserError(tr("查寝还没有开始。请先按 F2 开始，或运行 gatepost night open。"))
        return check

    def _residents(self, numbers: Collection[str]) -> list[Resident]:
        """Those on the list, as far as their rooms are open to whoever is on duty; NotPermitted for anybody else."""
        lines = {one.resident.number: one.resident for one in self._checked().lines if self._opens(one.resident)}
        for number in numbers:
            if number not in lines:
                raise NotPermitted(tr(NOT_LISTED, number=number))
        return [lines[number] for number in numbers]

    def _resident(self, number: str, night: date) -> Resident:
        if night == self._night:
            return self._residents([number])[0]
        for case in (case for one in self._left() if one.night == night for case in one.cases()):
            if case.number == number and self._opens(found := self._whose(case)):
                return found
        raise NotPermitted(tr(NOT_LISTED, number=number))

    def _step(
        self, act: Act, night: date, people: Iterable[Resident] = (), at: datetime | None = None, **more: Any
    ) -> None:  # fmt: skip
        listed = [{"person": one.number, "room": one.room} for one in people]
        raw = {"night": night.isoformat(), "building": self._building, "act": act, "people": listed, **more}
        self._post.register("night-step", raw, at)
