"""The evidence of a passage, as far as its record still has it: what was shown, not what stood on it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

import msgspec

from app.codes.claim import Claim, Place
from app.policy import medical, observed
from app.policy.evidence import Approval, Evidence, Item, Look, Temperature
from app.policy.level import Level
from app.policy.person import Person
from app.policy.rule import ITEMS, Demand
from app.policy.times import moment
from app.records.passage import Checked, Passage
from app.station.local import LocalPost

_NOT_LISTED = ("not-on-roster", "not-listed")
_CERTIFICATES = ("vaccination", "eu-dcc", "shc", "vds-nc")


class Rebuilt(NamedTuple):
    """lost: the items about which the record says too little for what the level asks. asked: those of the checklist."""

    evidence: Evidence
    lost: frozenset[Item]
    asked: frozenset[str]


class Record:
    """One passage at a time, put together again."""

    def __init__(self, post: LocalPost, body: Mapping[str, Any], at: datetime) -> None:
        self._post, self._at = post, at
        self._passage = msgspec.convert(body, Passage)
        self._checks = {check.item: check for check in self._passage.checks}
        listed = post.person(self._passage.person) if self._passage.person else None
        self._person = listed or self._stranger()

    def rebuilt(self, level: Level) -> Rebuilt:
        """What `decide` may be asked at that level."""
        passage, person = self._passage, self._person
        evidence = Evidence(
            self._post.settings.post, passage.direction, person=person,
            identity=self._identity(), on_roster=self._reason("identity") not in _NOT_LISTED,
            claims=(*self._claims(), *self._tests(level)), looks=tuple(self._looks()),
            temperatures=self._temperatures(), approvals=self._approvals(),
            denials=self._post.denials(person) if person else (),
            referred_at=self._at if medical.REASON in passage.reasons else None,
            observed=observed.REASON in passage.reasons,
        )  # fmt: skip
        kind, zone = person.kind if person else None, level.lists.zone(person, self._at)
        demands = level.required(evidence.post, evidence.direction, kind, zone)
        lost = frozenset(demand.item for demand in demands if self._lost(demand, evidence, level))
        return Rebuilt(evidence, lost, frozenset(self._checks))

    def _stranger(self) -> Person | None:
        passage = self._passage
        if not passage.person and not passage.name:
            return None
        kind = passage.person_kind or "visitor"
        return msgspec.convert({"number": passage.person, "name": passage.name, "kind": kind}, Person)

    def _identity(self) -> Any:
        check = self._checks.get("identity")
        return check.trust if check and check.state == "done" else None

    def _claims(self) -> Iterator[Claim]:
        """Of a travel card only whether a place had a star."""
        starred = self._reason("travel-card") == "place-starred"
        for shown in self._passage.claims:
            if shown.reason == "test-on-record" or shown.kind == "campus-code":
                continue
            plain = {
                name: getattr(shown, name) for name in ("kind", "trust", "issuer", "reason", "color", "updated_at")
            }
            claim = msgspec.convert(plain, Claim)
            places = (Place("", True),) if starred and shown.kind == "travel-card" else ()
            yield msgspec.structs.replace(claim, places=places)

    def _tests(self, level: Level) -> Iterator[Claim]:
        """The results that were kept with the person until then."""
        if self._person is None:
            return
        since = moment(self._at) - timedelta(hours=level.results_hours)
        for claim in self._post.tests(self._person.number, since):
            if all(test.sampled_at and moment(test.sampled_at) <= moment(self._at) for test in claim.tests):
                yield claim

    def _looks(self) -> Iterator[Look]:
        for item in ITEMS:
            check = self._checks.get(item)
            measured = item == "temperature" and self._passage.celsius is not None
            if check and check.trust == "seen" and item != "identity" and not measured:
                yield Look(item, check.state == "done", self._at)

    def _temperatures(self) -> tuple[Temperature, ...]:
        if self._passage.celsius is None:
            return ()
        typed = self._trust("temperature") == "seen"
        source: Literal["typed", "thermometer"] = "typed" if typed else "thermometer"
        return (Temperature(self._passage.celsius, self._at, self._post.measures_at, source),)

    def _approvals(self) -> tuple[Approval, ...]:
        return self._post.approvals(self._person.number) if self._person else ()

    def _lost(self, demand: Demand, evidence: Evidence, level: Level) -> bool:
        """Whether the record is silent about something that this demand wants to know."""
        check = self._checks.get(demand.item)
        if check and (check.reason == "page-doubtful" or check.trust == "seen"):
            return check.reason == "page-doubtful"
        if demand.item == "identity":
            return check is not None and check.state == "failed"
        if demand.item == "approval":
            return check is not None and check.reason != "exempted" and self._approved(evidence) != _good(check)
        if demand.item == "travel-card":
            return self._shown("travel-card") and self._places_lost(demand, check, level)
        if demand.item == "test-report":
            kept = any(claim.tests for claim in evidence.claims)
            return not kept and (self._shown("test-report") or (check is not None and check.state == "done"))
        return demand.item == "vaccination" and any(self._shown(kind) for kind in _CERTIFICATES)

    def _places_lost(self, demand: Demand, check: Checked | None, level: Level) -> bool:
        if check is None:
            return demand.starred != "remark" or demand.risk_places != "remark"
        listed = bool(level.lists.regions) and demand.risk_places != "remark"
        return listed or check.reason == "place-at-risk"

    def _approved(self, evidence: Evidence) -> bool:
        """Whether any approval of now was valid then, or the list of people itself does."""
        valid = any(moment(one.valid_from) <= moment(self._at) <= moment(one.valid_to) for one in evidence.approvals)
        return valid or self._reason("approval") == "registered-beforehand"

    def _shown(self, kind: str) -> bool:
        return any(one.kind == kind and one.trust != "invalid" for one in self._passage.claims)

    def _reason(self, item: str) -> str:
        check = self._checks.get(item)
        return check.reason if check else ""

    def _trust(self, item: str) -> str:
        check = self._checks.get(item)
        return check.trust if check else ""


def _good(check: Checked) -> bool:
    return check.state == "done"
