"""A passage that stood on paper: who it was, what the level of that time asked, and what was decided then."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from app.i18n import tr
from app.lane.results import since
from app.lane.weigh import weigh
from app.policy import denial, medical
from app.policy.decision import Decision
from app.policy.evidence import Direction, Evidence, Item, Look, Temperature
from app.policy.level import Level
from app.policy.person import Person
from app.policy.words import item_label
from app.station.local import LocalPost
from app.station.paper.said import NotUnderstood, Ticked, Word
from app.store.fact import Entry

ON_PAPER = "entered-from-paper"
"""The reason of such a record: no program decided, whoever stood there did."""
MOST = 5


class Passing(NamedTuple):
    """One line of the gate's form. person: None for somebody who is not on the list, whose name alone is known."""

    at: datetime
    person: Person | None
    name: str
    direction: Direction
    celsius: float | None
    ticks: Ticked
    word: Word
    note: str


class AtGate:
    """Of an open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

    def whose(self, text: str) -> tuple[Person | None, str]:
        """The person of a number or a name; None beside a name that nobody has. NotUnderstood where several do."""
        text = " ".join(text.split())
        if not text:
            raise NotUnderstood("who", tr("请写学工号或姓名"))
        person = self._post.person(text)
        found = [person] if person else self._post.people.search(text, MOST)
        exact = [one for one in found if text in (one.name, one.number)]
        found = exact or found
        if len(found) > 1:
            names = tr("、").join(f"{one.name} {one.number}" for one in found[:MOST])
            raise NotUnderstood("who", tr("不止一人：{names}。请写学工号", names=names))
        if not found and text.isascii():
            raise NotUnderstood("who", tr("名单上没有“{text}”，请写姓名，或核对学工号", text=text))
        return (found[0], found[0].name) if found else (None, text)

    def level(self, at: datetime) -> Level:
        """What held at this post then."""
        in_force = self._post.in_force
        return in_force.level(in_force.change(at, self._post.settings.post_name, by_clock=True))

    def asked(self, level: Level, direction: Direction, person: Person | None) -> Collection[Item]:
        """What the level asks of whoever it was."""
        kind = person.kind if person else None
        return {demand.item for demand in level.required(self._post.settings.post, direction, kind)}

    def decision(self, level: Level, passing: Passing) -> Decision:
        """What the program would have said to what was written down, at that time."""
        at, person = passing.at, passing.person
        looks = [Look(item, True, at) for item in passing.ticks.good]
        looks += [Look(item, False, at) for item in passing.ticks.bad]
        patient = self._post.patients.of(person.number) if person else None
        evidence = Evidence(
            post=self._post.settings.post, direction=passing.direction, person=person, identity="seen",
            claims=self._post.tests(person.number, since(level, at)) if person else (), looks=tuple(looks),
            temperatures=(Temperature(passing.celsius, at, source="typed"),) if passing.celsius else (),
            approvals=self._post.approvals(person.number) if person else (),
            denials=self._post.denials(person) if person else (), since=at,
            referred_at=patient.referred_at if patient else None,
            released_at=patient.released_at if patient else None,
        )  # fmt: skip
        return weigh(level, evidence, at)

    def doubt(self, passing: Passing, decision: Decision) -> str:
        """What somebody looks at once more on the paper; empty for nothing."""
        if passing.person is None:
            return tr("名单上没有“{name}”。核对后再按 Enter，照纸面登记", name=passing.name)
        if passing.word != "admit":
            return ""
        if decision.verdict == "refer":
            return tr("应转校医，纸上却写放行。核对后再按 Enter，照纸面登记")
        if denial.REASON in decision.reasons or decision.verdict == "refuse":
            return tr("按当时的级别不能放行，纸上却写放行。核对后再按 Enter，照纸面登记")
        if decision.needed:
            needed = tr("、").join(item_label(item) for item in decision.needed)
            return tr("纸上没有：{needed}。核对后再按 Enter，照纸面登记", needed=needed)
        return ""

    def body(self, level: Level, passing: Passing, decision: Decision) -> dict[str, Any]:
        """The passage, decided by whoever stood there: `undecided` by the program, and judged as it was said."""
        person = passing.person
        said = {"verdict": "refer"} if passing.word == "refer" else {"verdict": "undecided", "judged": passing.word}
        return {
            "person": person.number if person else "", "name": passing.name,
            "person_kind": person.kind if person else "", "college": person.college if person else "",
            "direction": passing.direction, **said, "reasons": [ON_PAPER, *decision.reasons],
            "needed": list(decision.needed), "celsius": passing.celsius, "level": level.name, "note": passing.note,
            "checks": [
                {"item": one.item, "state": one.state, "trust": one.trust or "", "reason": one.reason}
                for one in decision.checks
            ],
        }  # fmt: skip

    def write(self, body: dict[str, Any], passing: Passing, decision: Decision, key: str) -> Entry:
        """The passage; whoever was referred is on the medical duty room's list. key: tells somebody unknown from
        another."""
        entry = self._post.register("passage", body, passing.at)
        if passing.word == "refer":
            why = [one for one in decision.reasons if decision.verdict == "refer" and one != medical.REASON]
            self._refer(passing, why or ["symptoms"], key)
        return entry

    def _refer(self, passing: Passing, why: list[str], key: str) -> None:
        number = passing.person.number if passing.person else ""
        patient = self._post.patients.of(number or key)
        if patient is not None and patient.held:
            return
        at = max(passing.at, patient.last) if patient is not None else passing.at
        self._post.register(
            "medical-step",
            {
                "act": "referred", "person": number, "name": passing.name, "key": "" if number else key,
                "reasons": why, "celsius": passing.celsius,
            },
            at,
        )  # fmt: skip
