"""What the centre holds is forgotten when its time is over; what a hold covers is not, and no count changes."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.server.counts import recount
from app.server.dashboard import acts
from app.server.meter import FORGOTTEN, Meter
from app.server.reference import keeping
from app.server.reference.changeset import Who
from app.server.reference.keeping import Wanted
from app.server.reference.published import Published
from app.server.retention import daily, due, forgetting
from app.server.retention.daily import Daily
from app.store.chain import fact_hash
from app.store.fact import Fact
from app.store.reference.staging.rows import Change
from app.store.retention import holds
from tests.fakes.dashboards import NOON, Site
from tests.server.asking import batch
from tests.server.engines import Place, place_of

PASSAGE = {"direction": "in", "verdict": "admit", "reasons": ["fever"]}
FACT = ("id", "kind", "schema", "at", "entered_at", "mono", "boot", "operator", "post", "policy", "reference", "salt",
        "content")  # fmt: skip


@pytest.fixture
def site(place: Place) -> Iterator[Site]:
    made = Site.over(place())
    yield made
    made.close()


def passage(person: str) -> tuple[str, object, dict[str, object]]:
    return ("passage", NOON, {**PASSAGE, "person": person})


def records(site: Site) -> dict[str, Fact]:
    """What the centre has, by the person's number, or by the id where it says nothing any more."""
    sql = f"SELECT {', '.join(FACT)}, body, fact_hash FROM record"
    found = {}
    for *values, body, hash_ in site.storage.engine.read(lambda connection: connection.rows(sql)):
        said = msgspec.json.decode(body) if body is not None else None
        fact = msgspec.convert({**dict(zip(FACT, values, strict=True)), "body": said}, Fact)
        assert fact_hash(fact) == bytes(hash_), "what is left of it is still what was hashed"
        found[said["person"] if said else fact.id] = fact
    return found


def left(site: Site) -> list[str]:
    return sorted(name for name, fact in records(site).items() if not fact.forgotten)


def forget(site: Site) -> int:
    steps = list(forgetting.steps(site.storage.engine, site.now))
    assert [step.error for step in steps if step.error] == []
    return sum(step.forgotten for step in steps)


def publish(site: Site, *changes: Change) -> None:
    Published(site.storage.engine).change(Who("李主任", "hold", "", site.now), changes)


def hold(site: Site, **wanted: object) -> str:
    some = {"kind": "", "number": "", "start": None, "end": None, "until": None, "why": "调查", "who": "李主任"}
    engine = site.storage.engine
    made, changes = engine.read(lambda connection: keeping.hold(connection, Wanted(**{**some, **wanted}), site.now))
    publish(site, *changes)
    return made.id


def test_what_is_over_says_nothing_any_more_and_all_else_stays(site: Site) -> None:
    gate = site.station("东门")
    site.file(gate, passage("1"), passage("2"), ("temperature", NOON, {"person": "3", "celsius": 36.5}))
    site.now += timedelta(days=29)
    assert forget(site) == 0
    site.now += timedelta(days=2)
    assert forget(site) == 2
    assert left(site) == ["3"]
    gone = [one for one in records(site).values() if one.forgotten]
    assert [(one.operator, one.salt, one.kind) for one in gone] == [("", None, "passage")] * 2
    assert recount.check(site.storage.engine, gate.station) == []
    assert forget(site) == 0


def test_the_audit_says_how_many_and_how_old(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "STEP", 2)
    site.file(site.station("东门"), *(passage(str(one)) for one in range(5)))
    site.now += timedelta(days=31)
    forget(site)
    said = [(one.who, one.about, one.detail) for one in acts.page(site.storage.engine) if one.action == "forgotten"]
    assert said == [(forgetting.WHO, "passage", "5 < 2022-04-11 12:12")]


def test_a_hold_spares_what_it_covers_until_it_ends(site: Site) -> None:
    site.file(site.station("东门"), passage("20190001"), passage("20190002"))
    id_ = hold(site, number="20190001")
    site.now += timedelta(days=31)
    assert forget(site) == 1
    assert left(site) == ["20190001"]
    publish(site, Change(holds.SECTION, id_, None))
    assert forget(site) == 1
    assert left(site) == []


def test_a_hold_that_cannot_be_read_spares_everything(site: Site) -> None:
    site.file(site.station("东门"), passage("1"))
    publish(site, Change(holds.SECTION, "x", b'{"from":"a newer version"}'))
    site.now += timedelta(days=400)
    assert forget(site) == 0


def test_a_published_period_counts_here_too(site: Site) -> None:
    site.file(site.station("东门"), passage("1"))
    publish(site, keeping.keep("passage", 60, "防控办要求"))
    site.now += timedelta(days=31)
    assert forget(site) == 0
    site.now += timedelta(days=30)
    assert forget(site) == 1


def test_what_arrives_late_is_seen_here_for_its_time(site: Site) -> None:
    site.now += timedelta(days=40)
    site.file(site.station("东门"), passage("1"))
    assert forget(site) == 0
    site.now += timedelta(days=31)
    assert forget(site) == 1


def test_an_unknown_kind_waits_until_it_is_known(site: Site) -> None:
    site.file(site.station("东门"), ("from the future", NOON, {"person": "1"}))
    site.now += timedelta(days=4000)
    assert forget(site) == 0


def test_what_comes_again_is_still_known(site: Site) -> None:
    gate = site.station("东门")
    entries = gate.write(3)
    sent = msgspec.structs.replace(batch(gate, entries), sent_at=site.now)
    site.storage.take(sent, site.now)
    site.now += timedelta(days=400)
    assert forget(site) == 3
    assert [one.status for one in site.storage.take(sent, site.now).statuses] == ["dup"] * 3
    gate.renew()
    moved = batch(gate, gate.unsent(3))
    assert [one.status for one in site.storage.take(moved, site.now).statuses] == ["dup"] * 3
    assert left(site) == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from("ab")), max_size=12), st.integers(1, 4), st.booleans())
def test_whatever_came_when_just_what_is_over_and_not_held_goes(
    engine_kind: str, tmp_path_factory: pytest.TempPathFactory, came: list[tuple[int, str]], step: int, held: bool
) -> None:
    site = Site.over(place_of(engine_kind, tmp_path_factory.mktemp("centre"))())
    gate, expected = site.station("东门"), []
    for number, (days, who) in enumerate(came):
        site.now = NOON + timedelta(days=days)
        name = f"20190{who}{number}"
        site.file(gate, ("passage", site.now, {**PASSAGE, "person": name, "note": f"20190{who}"}))
        if days >= 60 or (held and who == "a"):
            expected.append(name)
    if held:
        hold(site, number="20190a")
    site.now = NOON + timedelta(days=90, seconds=-1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forgetting, "STEP", step)
        assert forget(site) == len(came) - len(expected)
    assert left(site) == sorted(expected)
    site.close()


def day(site: Site, meter: Meter | None = None) -> int:
    return asyncio.run(Daily(site.storage.engine, lambda: site.now, meter or Meter()).round())


def test_only_days_that_follow_each_other_count(site: Site) -> None:
    site.file(site.station("东门"), passage("1"), passage("2"))
    site.now += timedelta(days=40)
    assert day(site) == 0, "the first time nobody knows whether the clock is right"
    assert day(site) == 0, "once a day"
    site.now += timedelta(days=9)
    assert day(site) == 0, "it may have jumped"
    site.now -= timedelta(days=2)
    assert day(site) == 0, "it went back"
    site.now += timedelta(days=3)
    meter = Meter()
    assert day(site, meter) == 2
    assert [number for name, _, number in meter.samples() if name == FORGOTTEN] == [2]


def test_of_several_processes_one_does_it(site: Site) -> None:
    site.file(site.station("东门"), passage("1"))
    site.now += timedelta(days=40)
    day(site)
    site.now += timedelta(days=1)

    async def both() -> list[int]:
        some = [Daily(site.storage.engine, lambda: site.now, Meter()) for _ in range(2)]
        return sorted(await asyncio.gather(*(one.round() for one in some)))

    assert asyncio.run(both()) == [0, 1]


def test_what_one_day_has_no_time_for_the_next_one_does(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "STEP", 1)
    site.file(site.station("东门"), passage("1"), passage("2"))
    site.now += timedelta(days=40)
    day(site)
    monkeypatch.setattr(daily, "LONGEST", -1.0)
    site.now += timedelta(days=1)
    assert day(site) == 0
    monkeypatch.undo()
    site.now += timedelta(days=1)
    assert day(site) == 2


def test_a_database_that_is_away_is_no_bug(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise UserError("连不上数据库。")

    monkeypatch.setattr(site.storage.engine, "write", down)
    assert day(site) == 0


def test_what_is_due_is_found_by_an_index(site: Site) -> None:
    """Otherwise every day would walk over everything that was ever forgotten."""
    if site.storage.engine.kind == "sqlite":
        plan = site.storage.engine.read(
            lambda connection: connection.rows(f"EXPLAIN QUERY PLAN {due._OLD}", ("passage", "2", "", "", "", 0, 9))
        )
        assert any("record_kept" in str(row) for row in plan)
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
        "postgresql": "SELECT indexname FROM pg_indexes",
    }[site.storage.engine.kind]
    assert ("record_kept",) in site.storage.engine.read(lambda connection: connection.rows(names))
