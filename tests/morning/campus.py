"""The morning's campus: everybody of the script on the lists that the script says, and codes good and bad."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.codes.campus_sign import sign
from app.demo.people import people as invented
from app.policy.evidence import Approval
from app.policy.person import Person
from app.station.local import LocalPost
from app.store.reference.approvals import Approvals
from app.store.reference.denials import Denials, Denied
from tests.morning.script import Coming

CLASS = "晨测1班"
OTHERS = 40
"""People on the list who do not come this morning."""


@dataclass
class Campus:
    """people: by who they are in the script. codes: of each, a payload that holds; spoilt: ones that do not."""

    start: datetime
    people: dict[str, Person] = field(default_factory=dict)
    absent: list[Person] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    spoilt: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, comings: Sequence[Coming], start: datetime) -> "Campus":
        """Gives everybody a person of the invented campus."""
        campus = cls(start)
        roster = list(islice(invented(), 2 * len(comings) + OTHERS))
        for coming in comings:
            if coming.who and coming.who not in campus.people:
                campus.people[coming.who] = _cast(roster.pop(0), coming)
        campus.absent = roster[:OTHERS]
        return campus

    def settle(self, post: LocalPost, comings: Sequence[Coming]) -> None:
        """Puts them on the lists of a post whose administrator is on duty, and issues their codes."""
        lists: dict[str, set[str]] = {}
        for coming in comings:
            lists.setdefault(coming.who, set()).update(coming.scene.lists)
        lists.pop("", None)
        listed = [person for person in self.people.values() if person.kind != "visitor"]
        post.people.replace([*listed, *self.absent])
        approvals = Approvals(post.database)
        approvals.replace({self.people[who].number: self._granted(who, names) for who, names in lists.items()})
        for who, names in lists.items():
            if "restricted" in names:
                Denials(post.database).put(self._denied(who), self.start)
            if "tested" in names:
                post.enter("test-result", self._result(who))
        self._issue(post, comings)

    def _granted(self, who: str, names: set[str]) -> list[Approval]:
        day = timedelta(days=1)
        found = [
            Approval(kind, self.start - day, self.start + day) for kind in ("return", "leave") if kind in names
        ]  # fmt: skip
        for word, later in (("visit", timedelta()), ("visit tomorrow", day)):
            if word in names:
                begin = self.start + later
                found.append(
                    Approval("visit", begin - timedelta(hours=1), begin + timedelta(hours=8), "王老师", "设备检修", "",
                             self.people[who].name)
                )  # fmt: skip
        return found

    def _denied(self, who: str) -> Denied:
        return Denied(
            id=f"denied {who}", by="number", value=self.people[who].number, why="", who="指挥中心",
            since=self.start - timedelta(days=1), until=self.start + timedelta(days=1),
            entered_at=self.start - timedelta(days=1),
        )  # fmt: skip

    def _result(self, who: str) -> dict[str, str]:
        sampled = self.start - timedelta(hours=14)
        return {"person": self.people[who].number, "result": "negative", "sampled_at": sampled.isoformat()}

    def _issue(self, post: LocalPost, comings: Sequence[Coming]) -> None:
        revoked = {coming.who for coming in comings if "revoked code" in coming.scene.brings}
        forger, day = Ed25519PrivateKey.generate(), timedelta(days=1)
        for who, person in self.people.items():
            if person.kind == "visitor":
                continue
            if who in revoked:
                self.spoilt[f"revoked {who}"] = post.codes.issue(person)
                post.codes.revoke(person.number, "遗失")
            self.spoilt[f"expired {who}"] = post.codes.issue(person, timedelta(minutes=-1))
            self.spoilt[f"forged {who}"] = sign(
                person.number, person.name, forger, not_before=self.start - day, not_after=self.start + day,
                person_kind=person.kind, college=person.college,
            )  # fmt: skip
            self.codes[who] = post.codes.issue(person)
        for person in self.absent:
            self.codes[person.number] = post.codes.issue(person)


def _cast(person: Person, coming: Coming) -> Person:
    """Somebody of the roster in the part of the script."""
    kind = coming.scene.kind
    number = person.id_number if kind == "visitor" else person.number
    cast = msgspec.structs.replace(person, kind=kind, number=number)
    return msgspec.structs.replace(cast, class_name=CLASS) if coming.scene.of_class else cast


def temperatures(seed: int = 7) -> random.Random:
    """Everybody's own; no two in a row are the same, so that one that goes astray is seen."""
    return random.Random(seed)
