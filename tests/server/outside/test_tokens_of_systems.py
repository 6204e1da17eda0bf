"""Tokens of other systems: shown once, ending by themselves, and each opening what its scopes say."""

from datetime import timedelta

import pytest

from app.errors import UserError, WrongUse
from app.server.dashboard import acts
from app.server.outside import tokens
from app.server.outside.scopes import SCOPES, Scope
from tests.fakes.dashboards import Site
from tests.server.systems import System, problem, token


def test_a_token_is_kept_nowhere(site: Site) -> None:
    made = token(site, "people.read")
    secret = made[-20:]
    rows = site.storage.engine.read(lambda connection: connection.rows("SELECT * FROM outside_token"))
    assert made.startswith("gpo_")
    assert secret not in str(rows)
    assert made not in str(rows)


def test_it_opens_until_its_end(site: Site) -> None:
    system = System(site, token_=token(site, "people.read", days=3))
    assert system.get("/people").status_code == 200
    site.now += timedelta(days=3) - timedelta(seconds=1)
    assert system.get("/people").status_code == 200
    site.now += timedelta(seconds=1)
    assert problem(system.get("/people")) == (401, "token")


def test_it_opens_nothing_once_revoked(site: Site) -> None:
    made = System(site, token_=token(site, "people.read", name="教务系统"))
    engine = site.storage.engine
    engine.write(lambda connection: tokens.revoke(connection, "教务系统", site.now))
    assert problem(made.get("/people")) == (401, "token")
    with pytest.raises(UserError, match="教务系统"):
        engine.write(lambda connection: tokens.revoke(connection, "教务系统", site.now))
    assert token(site, "people.read", name="教务系统")


def test_a_write_that_was_let_in_writes_nothing_once_its_token_is_revoked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System(site, token_=token(site, "people.write", name="x"))
    still_opens = tokens.still_opens

    def revoked(*given: object) -> bool:
        monkeypatch.setattr(tokens, "still_opens", still_opens)
        connection, _, now = given
        tokens.revoke(connection, "x", now)  # type: ignore[arg-type]
        return still_opens(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(tokens, "still_opens", revoked)
    assert problem(system.post("/people/import", {"people": [{"number": "1", "name": "x"}]})) == (401, "token")
    assert [one.action for one in acts.page(site.storage.engine)] == ["api refused"]


@pytest.mark.parametrize("scope", SCOPES)
def test_a_narrow_token_says_what_it_lacks(site: Site, scope: Scope) -> None:
    system = System(site, *(one for one in SCOPES if one != scope))
    paths: dict[str, str] = {
        "people.read": "/people", "records.read": "/records", "counts.read": "/counts?day=2022-04-10",
        "levels.read": "/levels", "hooks.manage": "/hooks",
    }  # fmt: skip
    for needed, path in paths.items():
        answer = system.get(path)
        if needed != scope:
            assert answer.status_code == 200
            continue
        assert problem(answer) == (403, "scope")
        assert scope in answer.json()["detail"]
        assert f'scope="{scope}"' in answer.headers["www-authenticate"]


def test_its_last_use_is_known_to_the_minute(site: Site) -> None:
    system = System(site, "people.read")
    engine = site.storage.engine
    assert tokens.all_of(engine)[0].used_at is None
    system.get("/people")
    first, site.now = site.now, site.now + timedelta(seconds=50)
    system.get("/people")
    assert tokens.all_of(engine)[0].used_at == first
    site.now += timedelta(seconds=50)
    system.get("/people")
    assert tokens.all_of(engine)[0].used_at == site.now


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [("", ["people.read"], 30), ("x", [], 30), ("x", ["people.read"], 0), ("x", ["people.read"], 367),
     ("x\ny", ["people.read"], 30), ("x" * 61, ["people.read"], 30)],
)  # fmt: skip
def test_what_can_be_no_token(site: Site, name: str, scopes: list[Scope], days: int) -> None:
    with pytest.raises(WrongUse):
        site.storage.engine.write(lambda connection: tokens.make(connection, name, scopes, days, site.now))


def test_two_tokens_of_one_name_could_not_be_told_apart(site: Site) -> None:
    token(site, name="x")
    with pytest.raises(WrongUse, match="x"):
        token(site, name="x")
    site.now += timedelta(days=31)
    assert token(site, name="x")


def test_a_database_that_does_not_answer_is_no_fault_of_the_caller(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise UserError("连不上数据库。")

    system = System(site, "people.read")
    monkeypatch.setattr(site.storage.engine, "read", down)
    answer = system.get("/people")
    assert problem(answer) == (503, "unable")
    assert answer.headers["retry-after"] == "10"
