"""Zones: who lives in one, and what a level asks of them at the dormitory's door."""

from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.policy.decide import decide
from app.policy.draft import Asked, changed
from app.policy.evidence import Approval, Evidence
from app.policy.level import Level, levels, parse
from app.policy.leveldiff import differences
from app.policy.leveltext import write
from app.policy.lists import Lists
from app.policy.person import RESIDENTS, Person
from app.policy.rule import DIRECTIONS
from app.policy.zone import ZONE_KINDS, Zone, zone_of

NOW = datetime(2022, 4, 10, 7, 0, tzinfo=timezone(timedelta(hours=8)))
HOUR = timedelta(hours=1)
LIVES = Person(number="1", name="某", place="5-316")


def zone(*rooms: str, kind: str = "sealed", **more: datetime) -> Zone:
    return Zone(**{"kind": kind, "rooms": rooms, "since": NOW - HOUR, **more})


def at(level: Level, *zones: Zone) -> Level:
    return level.beside(Lists(zones=zones))


def goes_out(level: Level, *approvals: Approval) -> tuple[str, tuple[str, ...]]:
    evidence = Evidence("dormitory", "out", person=LIVES, identity="verified", approvals=approvals)
    decision = decide(level, evidence, NOW)
    return decision.verdict, decision.needed


@pytest.mark.parametrize(
    ("rooms", "inside"),
    [("5", True), ("5/3", True), ("5/316", True), ("5/4", False), ("5/31", False), ("16", False), ("5/3160", False)],
)
def test_a_room_lies_in_its_building_and_floor_and_in_no_other(rooms: str, inside: bool) -> None:
    assert bool(zone_of([zone(rooms)], "5栋316", NOW)) == inside


def test_the_strictest_zone_counts_from_its_time_until_its_end() -> None:
    later = zone("5", since=NOW + HOUR)
    over = zone("5", until=NOW)
    assert zone_of([later, over], "5-316", NOW) == ""
    assert zone_of([zone("5", kind="prevention"), zone("5/3", kind="controlled"), later], "5-316", NOW) == "controlled"
    assert zone_of([zone("5")], "行政楼101", NOW) == ""


def test_a_zone_changes_what_the_dormitory_s_door_asks_and_nothing_else() -> None:
    routine = levels()["routine"]
    assert goes_out(routine) == ("admit", ())
    assert goes_out(at(routine, zone("5/316")))[0] == "refuse"
    controlled = at(routine, zone("5", kind="controlled"))
    assert goes_out(controlled)[0] == "refuse"
    assert goes_out(controlled, Approval("leave", NOW - HOUR, NOW + HOUR)) == ("hold", ("temperature",))
    assert goes_out(at(routine, zone("5", kind="prevention"))) == ("hold", ("temperature",))
    assert goes_out(at(routine, zone("6"))) == ("admit", ())
    gate = Evidence("gate", "out", person=LIVES, identity="verified")
    assert decide(at(routine, zone("5")), gate, NOW).verdict == "admit"


@given(st.sampled_from(sorted(levels())), st.sampled_from(ZONE_KINDS), st.sampled_from(DIRECTIONS),
       st.sampled_from(sorted(RESIDENTS)))  # fmt: skip
def test_no_zone_asks_less_than_the_level_does_of_everybody(name: str, kind: str, way: str, who: str) -> None:
    level = levels()[name]
    usual, zoned = level.rule("dormitory", way, who), level.rule("dormitory", way, who, kind)
    assert usual
    assert zoned
    assert zoned.forbidden >= usual.forbidden
    assert zoned.forbidden or set(usual.demands) <= set(zoned.demands)


def test_a_decision_s_version_tells_which_zones_there_were() -> None:
    routine = levels()["routine"]
    assert at(routine, zone("5")).version not in (routine.version, at(routine, zone("6")).version)


def test_the_rules_of_zones_are_kept_in_a_school_s_own_level() -> None:
    level = levels()["closed"]
    edited = changed(level.file, [("gate", "out", "student")], Asked((level.demands["identity"],), True))
    read = parse(write(edited), "own")
    assert read.file == edited
    asked = [demand.item for demand in read.required("dormitory", "out", "student", "controlled")]
    assert asked == ["identity", "approval", "temperature"]


def test_what_changed_for_those_in_a_zone_is_said() -> None:
    file = levels()["closed"].file
    said = differences(file, msgspec.structs.replace(file, zones=()))
    assert ("封控区 · 公寓 · 出 · 学生", "不予放行", "与其他人相同") in [tuple(one) for one in said]


def test_two_rules_for_one_zone_are_a_mistake() -> None:
    file = levels()["closed"].file
    with pytest.raises(UserError, match="zones"):
        parse(write(msgspec.structs.replace(file, zones=(*file.zones, file.zones[0]))), "own")
