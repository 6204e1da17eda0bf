"""Entering a sheet afterwards (补录): what its lines say, held against the level of that time, written once."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from app.access.roles import NotPermitted
from app.clock import DRIFT, campus
from app.dormitory.roster import resident_of
from app.errors import UserError
from app.i18n import tr
from app.policy.asgiven import remark
from app.policy.evidence import Direction
from app.policy.person import Person
from app.records.paper_sheet import PaperSheet
from app.records.problem import RecordProblems
from app.station.documents import LocalDocuments
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.station.paper import goodssaid
from app.station.paper.atgate import AtGate, Passing
from app.station.paper.number import Form, form_of, tail, tidy
from app.station.paper.said import NotUnderstood, at_of, celsius_of, ticked, word_of, yes_of
from app.station.paper.sheets import room_of
from app.store.fact import Entry, Fact

Said = Mapping[str, str]
WHOLE = "sheet"
"""In place of a line, of a sheet that is one record."""


class Sheet(NamedTuple):
    """A sheet in hand. printed: as this PC printed it; None for one that another did. entered: line → what is on record
    of it already. head: what was said of the whole sheet the last time."""

    number: str
    form: Form
    printed: PaperSheet | None
    entered: Mapping[str, str]
    head: Mapping[str, str]


class Head(NamedTuple):
    """What holds for all lines of a sheet. on_duty: who stood at the post then."""

    day: date
    on_duty: str
    direction: Direction = "in"


class Line(NamedTuple):
    """A line as it was understood. doubt: a sentence for what somebody has to look at once more before it is written;
    empty where nothing is remarkable."""

    at: datetime
    about: str
    doubt: str
    write: Callable[[], Entry]


class PaperDesk:
    """Of an open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._documents = LocalDocuments(post.database)
        self._gate = AtGate(post)

    def open(self, text: str) -> Sheet:
        """The sheet of the number that was typed or scanned; its end will do for one that was printed here. UserError
        where it is no number of a sheet; NotPermitted for one of a building that is not open to whoever is on duty."""
        self._post.permit("records.enter")
        number = tidy(text)
        known = self._printed(number or tail(text))
        number = number or (known.number if known else "")
        if not number:
            raise UserError(tr("“{text}”不是这里的纸单号。请照纸上右上角键入，或扫右上角的码。", text=text.strip()))
        if form_of(number) == "dormitory":
            self._permit(known)
        entries = {line: entry for line, id_ in self._lines(number).items() if (entry := self._post.ledger.entry(id_))}
        newest = max(entries.values(), key=lambda one: one.fact.id, default=None)
        entered = {line: f"{entry.seq:,}" for line, entry in entries.items()}
        return Sheet(number, form_of(number), known, entered, _head_of(newest.fact) if newest else {})

    def people(self, sheet: Sheet) -> list[Person | None]:
        """Whoever the lines were printed for; None for one who is on the list of people no more."""
        printed = sheet.printed.people if sheet.printed else ()
        return [self._post.people.get(one.person) for one in printed]

    def printed_names(self, sheet: Sheet) -> list[str]:
        """What is printed on the lines: room and name."""
        dormitory = Dormitory(self._post)
        residents = {one.number: one for one in dormitory.placed().residents} if sheet.printed else {}
        found = []
        for one in sheet.printed.people if sheet.printed else ():
            resident, person = residents.get(one.person), self._post.people.get(one.person)
            name = person.name if person else one.person
            seen = name if resident is None or dormitory.sees(resident) else ""
            found.append(f"{room_of(resident)} {seen}".strip() if resident else name)
        return found

    def _permit(self, printed: PaperSheet | None) -> None:
        """A round's sheet is for those to whom somebody's room on it is open."""
        self._post.permit("rounds.enter")
        dormitory, numbers = Dormitory(self._post), {one.person for one in (printed.people if printed else ())}
        known = [one for one in dormitory.placed().residents if one.number in numbers]
        if known and not any(map(dormitory.opens(), known)):
            raise NotPermitted.to(self._post.role())

    def named(self, text: str) -> str:
        """Whoever was meant, in words; raises NotUnderstood."""
        person, name = self._gate.whose(text)
        if person is None:
            return tr("名单上没有“{name}”", name=name)
        return " · ".join(part for part in (person.name, person.college, person.number) if part)

    # Reading a line

    def read(self, sheet: Sheet, head: Head, line: int, said: Said, before: datetime | None) -> Line:
        """What a line of a sheet says. before: the time of the line above. Raises NotUnderstood, which names the
        cell."""
        at = at_of(head.day, said.get("time", ""), before)
        if at > self._post.clock() + DRIFT:
            raise NotUnderstood("time", tr("时间晚于现在，请核对日期和时间"))
        return self._measured(sheet, head, line, said, at) if sheet.form == "dormitory" else self._passed(
            sheet, head, line, said, at
        )  # fmt: skip

    def _passed(self, sheet: Sheet, head: Head, line: int, said: Said, at: datetime) -> Line:
        person, name = self._gate.whose(said.get("who", ""))
        level = self._gate.level(at)
        passing = Passing(
            at, person, name, head.direction, celsius_of(said.get("celsius", "")),
            ticked(said.get("ticks", ""), self._gate.asked(level, head.direction, person)),
            word_of(said.get("word", "")), said.get("note", "").strip(),
        )  # fmt: skip
        decision = self._gate.decision(level, passing)

        def write() -> Entry:
            body = {**self._gate.body(level, passing, decision), "paper": _from(sheet, head, line)}
            return self._once(
                sheet, str(line), lambda: self._gate.write(body, passing, decision, f"{sheet.number}/{line}")
            )

        return Line(at, _told(at, name, passing.celsius), self._gate.doubt(passing, decision), write)

    def _measured(self, sheet: Sheet, head: Head, line: int, said: Said, at: datetime) -> Line:
        self._post.permit("rounds.enter")
        people = self.people(sheet)
        person = people[line - 1] if line <= len(people) else None
        if person is None or sheet.printed is None:
            raise NotUnderstood("time", tr("不知道这一行是谁：这张表不是在这台电脑上印的，或此人已不在名单上"))
        celsius = celsius_of(said.get("celsius", ""))
        if celsius is None:
            raise NotUnderstood("celsius", tr("没有写体温"))
        raw = {
            "person": person.number, "celsius": celsius, "site": "armpit", "source": "typed",
            "round": sheet.printed.round, "cough": yes_of(said.get("cough", "")),
            "note": said.get("note", "").strip(), "at": at.isoformat(), "paper": _from(sheet, head, line),
        }  # fmt: skip

        def write() -> Entry:
            with self._post.database.write():
                entry = self._once(sheet, str(line), lambda: self._post.enter("temperature", raw))
                Dormitory(self._post).refer([person.number], [resident_of(person)], campus(at).date())
            return entry

        return Line(at, _told(at, person.name, celsius), "", write)

    # A delivery

    def goods(self, sheet: Sheet, head: Head, said: Said, sure: Collection[str] = ()) -> Entry:
        """The sheet of a delivery, all of it, as one record. said: by the names of app.goods.items, the outcome and the
        time of it too; sure: those that were doubted and stand as they are. Raises RecordProblems, or NotUnderstood for
        the first line that says nothing."""
        at = at_of(head.day, said.get("time", ""), None)
        if at > self._post.clock() + DRIFT:
            raise NotUnderstood("time", tr("时间晚于现在，请核对日期和时间"))
        raw: dict[str, Any] = {"outcome": goodssaid.outcome(said.get(goodssaid.OUTCOME, "")), "at": at.isoformat()}
        for name, text in said.items():
            if name not in (goodssaid.OUTCOME, "time"):
                raw |= goodssaid.item(name, text, head.day, sure=name in sure)
        raw |= {"note": remark("；".join(said[name] for name in sure)), "paper": _from(sheet, head, None)}
        try:
            return self._once(sheet, WHOLE, lambda: self._post.enter("goods", raw))
        except RecordProblems as wrong:
            raise NotUnderstood(wrong.problems[0].field.split(".")[0], wrong.problems[0].sentence) from wrong

    # Once each

    def _once(self, sheet: Sheet, line: str, write: Callable[[], Entry]) -> Entry:
        """Write the record of a line and that it is written, in one step; UserError where it was already."""
        name = _name(sheet.number)
        with self._post.database.write():
            lines = self._lines(sheet.number)
            if line in lines:
                before = self._post.ledger.entry(lines[line])
                number = f"{before.seq:,}" if before else ""
                raise UserError(tr("{number} 的这一行已经补录过（{n} 号记录），不能再录。要改请到台账更正。",
                                   number=sheet.number, n=number))  # fmt: skip
            entry = write()
            self._documents.put(name, {"lines": {**lines, line: entry.fact.id}})
        return entry

    def _lines(self, number: str) -> dict[str, str]:
        """Line → the id of its record, of a sheet."""
        lines: dict[str, str] = (self._documents.get(_name(number)) or {}).get("lines", {})
        return lines

    def _printed(self, text: str) -> PaperSheet | None:
        """The newest sheet printed here whose number ends so."""
        if not text:
            return None
        for entry in self._post.ledger.entries("paper-sheet", newest_first=True):
            body = entry.fact.body or {}
            if str(body.get("number", "")).endswith(text):
                made = PaperSheet.kind.read(body)  # type: ignore[attr-defined]
                assert isinstance(made, PaperSheet)
                return made
        return None


def _head_of(fact: Fact) -> dict[str, str]:
    """What a record says of the head of its sheet; nothing once it is forgotten."""
    body = fact.body or {}
    on_duty = (body.get("paper") or {}).get("on_duty", "")
    return {"day": f"{campus(fact.at):%Y-%m-%d}", "on_duty": on_duty, "direction": body.get("direction", "in")}


def _name(number: str) -> str:
    return f"paper {number}"


def _from(sheet: Sheet, head: Head, line: int | None) -> dict[str, Any]:
    made: dict[str, Any] = {"number": sheet.number, "on_duty": head.on_duty}
    return made if line is None else {**made, "line": line}


def _told(at: datetime, name: str, celsius: float | None) -> str:
    """What is shown of a line once it is understood."""
    return " ".join([f"{campus(at):%m-%d %H:%M}", name, *([f"{celsius:.1f} ℃"] if celsius else [])])
