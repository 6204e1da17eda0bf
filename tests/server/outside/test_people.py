"""People out and in, as another system meets them."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from app.policy.person import Person
from app.server.dashboard import acts
from app.server.outside import importing
from app.server.reference import horizon
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.store.reference.staging.rows import Change
from tests.fakes.dashboards import PERSON, Site
from tests.server.systems import System, problem

NUMBER = PERSON.number


def people(site: Site, count: int) -> list[Person]:
    made = [Person(number=f"S{number:05}", name="林晓彤", phone=f"138{number:08}") for number in range(count)]
    site.publish(*made)
    return made


def gone(site: Site, *numbers: str) -> None:
    by = Who("test", "gone", "", site.now)
    Published(site.storage.engine).change(by, [Change("person", number, None) for number in numbers])


def listed(site: Site) -> dict[str, Person]:
    return dict(Published(site.storage.engine).all("person", Person))


def deeds(site: Site, action: str) -> list[tuple[str, str, str]]:
    return [(one.who, one.about, one.detail) for one in acts.page(site.storage.engine) if one.action == action]


def test_everybody_comes_once_over_the_pages(site: Site) -> None:
    made = people(site, 47)
    found = System(site, "people.read").all("/people", limit=10)
    assert [one["number"] for one in found] == [one.number for one in made]


def test_whoever_reads_on_sees_what_changed_and_who_is_gone(site: Site) -> None:
    people(site, 12)
    system = System(site, "people.read")
    first = system.get("/people?limit=500").json()
    assert (first["gone"], first["more"]) == ([], False)
    site.publish(Person(number="S00003", name="吴立"), Person(number="new", name="孙爽"))
    gone(site, "S00007")
    later = system.get(f"/people?after={first['next']}").json()
    assert {one["number"]: one["name"] for one in later["items"]} == {"S00003": "吴立", "new": "孙爽"}
    assert later["gone"] == ["S00007"]
    assert system.get(f"/people?after={later['next']}").json()["items"] == []


def test_somebody_who_changes_while_the_list_is_read_is_not_missed(site: Site) -> None:
    people(site, 30)
    system = System(site, "people.read")
    page = system.get("/people?limit=10").json()
    site.publish(Person(number="S00002", name="changed"), Person(number="S00025", name="changed"))
    seen = page["items"] + system.all("/people", page["next"])
    assert {one["number"]: one["name"] for one in seen if one["name"] == "changed"}.keys() == {"S00002", "S00025"}
    assert len({one["number"] for one in seen}) == 30


def test_without_the_scope_phones_and_id_numbers_are_masked(busy: Site) -> None:
    masked = {"phone": "138****0001", "id_number": "220802********0021"}
    whole = {"phone": PERSON.phone, "id_number": PERSON.id_number}
    for scopes, seen in ((("people.read",), masked), (("people.read", "people.identity"), whole)):
        system = System(busy, *scopes)
        for answer in (system.get("/people"), system.post("/people/find", {"numbers": [NUMBER]})):
            (one,) = answer.json()["items"]
            assert {name: one[name] for name in seen} == seen
        assert all(value in system.get("/people.csv").text for value in seen.values())


def test_people_by_number(busy: Site) -> None:
    found = System(busy, "people.read").post("/people/find", {"numbers": ["nobody", NUMBER, NUMBER]}).json()
    assert [one["name"] for one in found["items"]] == [PERSON.name]
    assert found["missing"] == ["nobody"]


def test_taking_the_whole_list_is_an_act(busy: Site) -> None:
    System(busy, "people.read").get("/people.csv")
    assert [(about, who.startswith("API ")) for who, about, _ in deeds(busy, "api export")] == [("person", True)]


def test_a_table_runs_nothing_in_a_spreadsheet(site: Site) -> None:
    site.publish(Person(number="1", name="=HYPERLINK(1)", phone="+8613800000001"))
    assert System(site, "people.read", "people.identity").get("/people.csv").text.splitlines()[1] == (
        "1,'=HYPERLINK(1),student,+8613800000001,,,,,"
    )


def test_what_has_not_changed_is_not_sent_again(busy: Site) -> None:
    system = System(busy, "people.read")
    tag = system.get("/people").headers["etag"]
    for known in (tag, f'W/{tag}, "other"'):
        again = system.get("/people", **{"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert system.get("/people?limit=5", **{"If-None-Match": tag}).status_code == 200
    assert System(busy, "people.read", "people.identity").get("/people", **{"If-None-Match": tag}).status_code == 200
    busy.publish(Person(number="2", name="x"))
    assert system.get("/people", **{"If-None-Match": tag}).status_code == 200


def test_a_place_that_is_none_says_so(busy: Site) -> None:
    system = System(busy, "people.read")
    place = system.get("/people").json()["next"]
    busy.storage.engine.write(lambda connection: connection.execute("UPDATE reference_change SET mark = 'restored'"))
    for after in (place, "x", "%F0%9F", "W10=", "WzEsMiwzLDRd"):
        assert problem(system.get(f"/people?after={after}")) == (410, "cursor")


def test_who_was_away_for_longer_than_gone_people_are_remembered_begins_anew(site: Site) -> None:
    people(site, 3)
    system = System(site, "people.read")
    place = system.get("/people").json()["next"]
    gone(site, "S00001")
    site.now += horizon.KEPT + timedelta(days=1)
    site.publish(Person(number="9", name="x"))
    site.publish(Person(number="10", name="x"))
    late = System(site, "people.read")
    assert problem(late.get(f"/people?after={place}")) == (410, "cursor")
    assert len(late.all("/people")) == 4


JSON = {"people": [{"number": "7", "name": "吴立", "phone": "139 0000 0000"}, {"number": NUMBER, "place": "6-101"}]}
TABLE = f"学号,姓名,宿舍\r\n7,吴立,\r\n{NUMBER},{PERSON.name},6-101\r\n".encode()


@pytest.mark.parametrize("sent", [JSON, TABLE], ids=["json", "csv"])
def test_an_import_adds_and_changes_and_keeps_what_it_does_not_say(busy: Site, sent: Any) -> None:
    system = System(busy, "people.write")
    answer = system.post("/people/import", sent).json()
    assert (answer["added"], answer["changed"], answer["unchanged"]) == (1, 1, 0)
    assert {one["number"]: one["what"] for one in answer["changes"]} == {"7": "added", NUMBER: "changed"}
    assert listed(busy)[NUMBER] == msgspec.structs.replace(PERSON, place="6-101")
    assert listed(busy)["7"].name == "吴立"
    again = system.post("/people/import", sent).json()
    assert (again["added"], again["changed"], again["unchanged"], again["changes"]) == (0, 0, 2, [])
    assert [detail for _, _, detail in deeds(busy, "import")] == ["+0 ~0 =2", "+1 ~1 =0"]


@pytest.mark.parametrize("sent", [JSON, TABLE], ids=["json", "csv"])
def test_a_trial_says_what_would_change_and_changes_nothing(busy: Site, sent: Any) -> None:
    before = listed(busy)
    answer = System(busy, "people.write").post("/people/import?dry_run=true", sent).json()
    assert (answer["added"], answer["changed"], answer["dry_run"]) == (1, 1, True)
    assert next(one["fields"] for one in answer["changes"] if one["number"] == NUMBER) == ["place"]
    assert "6-101" not in str(answer)
    assert listed(busy) == before
    assert [detail for _, _, detail in deeds(busy, "import")] == ["dry run +1 ~1 =0"]


@pytest.mark.parametrize(
    ("sent", "rows"),
    [
        ({"people": [{"number": "1", "name": "ok"}, {"number": "2"}, {"number": "3", "name": "x", "kind": "cat"},
                     {"number": "4", "name": "a\u0007b"}, {"number": "5\n", "name": "x"}, 7, {"name": "nobody"},
                     {"number": "1", "name": "again"}, {"number": "8", "name": "x", "colour": "red"},
                     {"number": "9", "name": "x", "id_number": "220802200101010000"}]}, [2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("学号,姓名,类别\r\n1,ok,学生\r\n2,,\r\n3,x,猫\r\n".encode(), [3, 4]),
    ],
    ids=["json", "csv"],
)  # fmt: skip
def test_one_wrong_row_is_named_and_nothing_is_imported(busy: Site, sent: Any, rows: list[int]) -> None:
    before = listed(busy)
    answer = System(busy, "people.write").post("/people/import", sent)
    assert problem(answer) == (422, "rows")
    assert [one["row"] for one in answer.json()["rows"]] == rows
    assert all(one["reason"] for one in answer.json()["rows"])
    assert listed(busy) == before
    assert [detail for _, _, detail in deeds(busy, "api refused")] == ["422 rows"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"no,header\r\n1,2\r\n", (422, "table")), (b"%PDF-1.4", (422, "table")), (b"", (422, "table")),
        ({"people": []}, (400, "malformed")), ({"people": "x"}, (400, "malformed")), (3, (400, "malformed")),
        ({"people": [{"number": str(number), "name": "x"} for number in range(20_001)]}, (400, "malformed")),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_list_is_refused(busy: Site, sent: Any, said: tuple[int, str]) -> None:
    assert problem(System(busy, "people.write").post("/people/import", sent)) == said


def test_the_same_key_does_it_once_and_answers_alike(busy: Site) -> None:
    system = System(busy, "people.write")
    first = system.post("/people/import", JSON, **{"Idempotency-Key": "monday"})
    busy.publish(PERSON)
    again = system.post("/people/import", JSON, **{"Idempotency-Key": "monday"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert listed(busy)[NUMBER] == PERSON
    other = {"people": [{"number": "8", "name": "x"}]}
    assert problem(system.post("/people/import", other, **{"Idempotency-Key": "monday"})) == (422, "key")
    assert System(busy, "people.write").post("/people/import", other, **{"Idempotency-Key": "monday"}).json()["added"]
    assert problem(system.post("/people/import", other, **{"Idempotency-Key": "x y"})) == (400, "malformed")


def test_a_key_is_free_again_after_a_week(busy: Site) -> None:
    system = System(busy, "people.write")
    system.post("/people/import", JSON, **{"Idempotency-Key": "monday"})
    busy.now += timedelta(days=8)
    other = {"people": [{"number": "8", "name": "x"}]}
    assert system.post("/people/import", other, **{"Idempotency-Key": "monday"}).json()["added"] == 1


def test_what_somebody_else_changes_meanwhile_is_not_undone(busy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    busy.publish(Person(number="8", name="before"))
    written, meanwhile = importing._written, [Person(number="8", name="meanwhile")]

    def overtaken(*given: Any) -> Any:
        if meanwhile:
            busy.publish(meanwhile.pop())
        return written(*given)

    monkeypatch.setattr(importing, "_written", overtaken)
    system = System(busy, "people.write")
    assert system.post("/people/import", {"people": [{"number": "8", "place": "5-1"}]}).json()["changed"] == 1
    assert listed(busy)["8"] == Person(number="8", name="meanwhile", place="5-1")
