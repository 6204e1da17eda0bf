"""Records out: each once, in the order in which they arrived, and no more of them than the scopes say."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.records.registry import kinds
from app.server.outside import feed, records, sight
from app.server.outside.arrivals import arrived
from app.server.outside.scopes import SCOPES
from app.server.outside.sight import PLAIN, body_for, open_kinds
from app.server.sql.port import Connection
from app.sync.enrol import enrol
from tests.fakes.dashboards import NOON, Site, passage
from tests.server.asking import answered, batch, post
from tests.server.engines import Place
from tests.server.systems import System, problem
from tests.sync.memory import ADDRESS, Centre, MemoryLedger

SICK = passage("20190001", "林晓彤", verdict="refer", reasons=["fever"], celsius=38.4, note="coughs")


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in found]


def test_every_record_comes_once_in_the_order_of_its_arrival(site: Site) -> None:
    east, west = site.station("东门"), site.station("西门")
    sent: list[str] = []
    for ledger, count in ((east, 3), (west, 1), (east, 4), (west, 2)):
        sent += site.file(ledger, *[("passage", NOON, passage("1", "x"))] * count)
    system = System(site, "records.read")
    for limit in (1, 2, 3, 500):
        assert ids(system.all("/records", limit=limit)) == sent
    place = system.get("/records").json()["next"]
    later = site.file(west, ("passage", NOON, passage("1", "x")))
    assert ids(system.all("/records", place)) == later


def test_a_batch_that_comes_again_brings_nothing_new(site: Site) -> None:
    ledger = site.station("东门")
    entries = ledger.write(5)
    for some in (entries[:3], entries, entries[2:]):
        site.take(ledger, some)
    assert ids(System(site, "records.read").all("/records")) == [entry.fact.id for entry in entries]


def test_a_reader_misses_nothing_that_is_committed_late(site: Site) -> None:
    """A batch begins, another is committed and read, and only then the first one is."""
    slow, quick = site.station("慢"), site.station("快")
    system = System(site, "records.read")
    engine = site.storage.engine
    if engine.kind == "sqlite":
        pytest.skip("one transaction writes at a time there")
    held: list[str] = []

    def late(connection: Connection) -> None:
        entries = slow.write(2)
        arrived(connection, slow.station, slow.incarnation, [], NOON)
        connection.execute("INSERT INTO arrival VALUES ('0', ?, ?, 1, 2)", (slow.station, slow.incarnation))
        held.extend(entry.fact.id for entry in entries)
        site.file(quick, ("passage", NOON, passage("1", "x")))
        held.append(system.get("/records").json()["next"])

    engine.write(late)
    after = held.pop()
    assert system.all("/records", after) == []
    assert [run.station for run in engine.read(lambda connection: list(feed.runs(connection, 0, 9)))] == [
        quick.station, slow.station,
    ]  # fmt: skip


def test_content_that_was_withheld_comes_when_it_arrives(place: Place, tmp_path: Any) -> None:
    centre = Centre(tmp_path, place())
    site = Site(centre.storage, NOON)
    ledger = MemoryLedger()
    token = enrol(ADDRESS, centre.storage.make_code(NOON), ledger.station, "x", transport=site.transport).token
    entries = ledger.write(3)
    whole = batch(ledger, entries)
    bare = msgspec.json.decode(whole.records[1]) | {"fact": None}
    partly = [whole.records[0], msgspec.Raw(msgspec.json.encode(bare)), whole.records[2]]
    answered(post(centre, token, msgspec.structs.replace(whole, records=partly)))
    system = System(site, "records.read")
    first = system.get("/records").json()
    assert ids(first["items"]) == [entries[0].fact.id, entries[2].fact.id]
    answered(post(centre, token, whole))
    assert ids(system.all("/records", first["next"])) == [entries[1].fact.id]
    site.transport.end()
    centre.close()


def test_of_one_kind_a_page_may_be_empty_and_there_be_more(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "_LOOKED_AT", 4)
    ledger = site.station("东门")
    site.file(ledger, *[("passage", NOON, passage("1", "x"))] * 10)
    (wanted,) = site.file(ledger, ("override", NOON, {"direction": "in"}))
    system = System(site, "records.read")
    page = system.get("/records?kind=override").json()
    assert (page["items"], page["more"]) == ([], True)
    assert ids(system.all("/records", kind="override")) == [wanted]
    assert system.all("/records", kind="from the future") == []


def test_without_the_scope_nothing_is_said_about_health(site: Site) -> None:
    ledger = site.station("东门")
    site.file(ledger, ("passage", NOON, SICK), ("temperature", NOON, {"person": "20190001", "celsius": 38.4}))
    for system, expected in (
        (System(site, "records.read"),
         [{"person": "20190001", "direction": "in", "verdict": "hold"}, {}]),
        (System(site, "records.read", "health.read"),
         [SICK, {"person": "20190001", "celsius": 38.4}]),
    ):  # fmt: skip
        bodies = [one["body"] for one in system.all("/records")]
        assert [
            {name: body[name] for name in wanted} for body, wanted in zip(bodies, expected, strict=True)
        ] == expected
    narrow = System(site, "records.read")
    tables = [narrow.get(f"/records.csv?kind={kind}&since=2022-04-10").text for kind in ("passage", "temperature")]
    said = "".join([narrow.get("/records").text, *tables])
    for word in ("38.4", "fever", "refer", "coughs", "林晓彤", "celsius"):
        assert word not in said, word


def test_numbers_of_deliverers_are_masked_inside_a_sheet(site: Site) -> None:
    body = {"outcome": "refused", "goods_class": "daily", "vehicle": "吉G·D12345",
            "deliverer": {"name": "x", "phone": "13800000009", "id_number": "220802200101010021"}}  # fmt: skip
    site.file(site.station("北门"), ("goods", NOON, body))
    for scopes, seen in ((("records.read", "health.read"), "138****0009"),
                         (("records.read", "health.read", "people.identity"), "13800000009")):  # fmt: skip
        (one,) = System(site, *scopes).all("/records")
        assert one["body"]["deliverer"]["phone"] == seen
    (one,) = System(site, "records.read").all("/records")
    assert "deliverer" not in one["body"]


def test_the_audit_and_narrow_kinds_are_never_given_out(site: Site) -> None:
    shut = {name for name, kind in kinds().items() if kind.audit or kind.readers}
    assert shut
    assert not shut & set(open_kinds())
    audit = next(name for name, kind in kinds().items() if kind.audit)
    site.file(site.station("东门"), (audit, NOON, {}), ("from the future", NOON, {"answer": 42}))
    system = System(site)
    assert system.all("/records") == []
    assert problem(system.get(f"/records.csv?kind={audit}&since=2022-04-10")) == (404, "absent")


def test_what_is_open_is_there_and_narrow_fields_never_are(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, fields in PLAIN.items():
        assert fields <= {field.name for field in kinds()[kind].fields}
    whole = frozenset(SCOPES)
    narrowed = {"temperature": replace(kinds()["temperature"], fields=tuple(
        replace(field, readers=frozenset({"medical"})) if field.name == "note" else field
        for field in kinds()["temperature"].fields))}  # fmt: skip
    body = {"person": "1", "celsius": 36.5, "note": "x"}
    assert body_for(whole, "temperature", body) == body
    monkeypatch.setattr(sight, "kinds", lambda: narrowed)
    sight._narrow.cache_clear()
    assert body_for(whole, "temperature", body) == {"person": "1", "celsius": 36.5}
    sight._narrow.cache_clear()


def test_a_forgotten_record_keeps_its_place(site: Site) -> None:
    ledger = site.station("东门")
    site.file(ledger, ("passage", NOON, SICK))
    site.storage.engine.write(lambda connection: connection.execute("UPDATE record SET body = NULL, salt = NULL"))
    (one,) = System(site).all("/records")
    assert (one["body"], one["kind"]) == (None, "passage")


def test_a_table_of_some_days(site: Site) -> None:
    ledger = site.station("东门")
    for days in (0, 1, 2):
        site.file(ledger, *[("passage", NOON + timedelta(days=days), passage(str(days), "x"))] * 600)
    system = System(site, "records.read")
    lines = system.get("/records.csv?kind=passage&since=2022-04-11&days=2").text.splitlines()
    assert lines[0] == "id,kind,station,post,at,entered_at,received_at,person,direction,verdict,judged,level,corrects"
    assert [line.split(",")[7] for line in lines[1:]] == ["1"] * 600 + ["2"] * 600
    assert len({line.split(",")[0] for line in lines}) == 1201
    assert len(system.get("/records.csv?kind=passage&since=0001-01-01").text.splitlines()) == 1


def test_a_feed_of_another_history_says_so(site: Site) -> None:
    ledger = site.station("东门")
    site.file(ledger, ("passage", NOON, SICK))
    system = System(site, "records.read")
    place = system.get("/records").json()["next"]
    site.storage.engine.write(lambda connection: connection.execute("UPDATE feed SET mark = 'restored'"))
    assert problem(system.get(f"/records?after={place}")) == (410, "cursor")
    assert problem(system.get("/records?after=WzkwMDcxOTkyNTQ3NDA5OTMsMCwiIl0=")) == (410, "cursor")


def test_a_centre_from_before_gives_what_it_had(site: Site) -> None:
    """What had been filed before there was a feed."""
    ledger = site.station("东门")
    sent = site.file(ledger, *[("passage", NOON, SICK)] * 7)

    def as_migrated(connection: Connection) -> None:
        connection.execute("DELETE FROM arrival")
        connection.execute(
            "INSERT INTO arrival (id, station, incarnation, first, last)"
            " SELECT incarnation, station, incarnation, 1, seq FROM head"
        )

    site.storage.engine.write(as_migrated)
    assert ids(System(site, "records.read").all("/records", limit=2)) == sent


def test_counts_add_up_to_what_was_filed(busy: Site) -> None:
    busy.file(busy.ledgers["东门"], ("passage", NOON, SICK))
    whole = System(busy, "counts.read", "health.read").all("/counts", day="2022-04-10", limit=7)
    passages = [one for one in System(busy, "records.read").all("/records") if one["kind"] == "passage"]
    assert sum(one["number"] for one in whole if one["kind"] == "passage") == len(passages)
    assert any(one["fever"] for one in whole)
    assert {one["outcome"] for one in whole if one["kind"] == "passage"} >= {"refer", "hold"}


def test_counts_without_the_scope_name_no_fever(busy: Site) -> None:
    busy.file(busy.ledgers["东门"], ("passage", NOON, SICK))
    system = System(busy, "counts.read")
    narrow = system.all("/counts", day="2022-04-10")
    whole = System(busy, "counts.read", "health.read").all("/counts", day="2022-04-10")
    assert not any(one["fever"] or one["outcome"] == "refer" for one in narrow)
    assert sum(one["number"] for one in narrow) == sum(one["number"] for one in whole)
    table = system.get("/counts.csv?day=2022-04-10").text
    assert "True" not in table
    assert "refer" not in table
    assert len(table.splitlines()) == len(narrow) + 1


def test_counts_that_have_not_changed_are_not_sent_again(busy: Site) -> None:
    system = System(busy, "counts.read")
    tag = system.get("/counts?day=2022-04-10").headers["etag"]
    assert system.get("/counts?day=2022-04-10", **{"If-None-Match": tag}).status_code == 304
    busy.file(busy.ledgers["东门"], ("passage", NOON, SICK))
    assert system.get("/counts?day=2022-04-10", **{"If-None-Match": tag}).status_code == 200
