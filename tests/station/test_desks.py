"""What an administrator does, whoever asks for it: permitted, recorded, all or nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.accounts import Accounts
from app.access.roles import ROLES, NotPermitted
from app.errors import GivenUp, UserError, WrongUse
from app.station.accountdesk import AccountDesk
from app.station.backups import Backups
from app.station.keeping import Keeping
from app.station.keydesk import KeyDesk
from app.store.copies.names import of
from tests.fakes.administered import Administered
from tests.fakes.documents import MemoryDocuments
from tests.fakes.homes import ADMINISTRATOR, GUARD, LEADER, PINS, actions, fill_disk


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Administered]:
    made = Administered(tmp_path)
    yield made
    made.close()


ACTS: dict[str, Callable[[Administered], object]] = {
    "lines": lambda made: AccountDesk(made.post).lines(),
    "add": lambda made: AccountDesk(made.post).add("新人", "administrator", "9999"),
    "role": lambda made: AccountDesk(made.post).change_role(LEADER, "administrator"),
    "pin": lambda made: AccountDesk(made.post).new_pin(ADMINISTRATOR, "9999"),
    "disable": lambda made: AccountDesk(made.post).disable(GUARD),
    "enable": lambda made: AccountDesk(made.post).enable(GUARD),
    "codes": lambda made: AccountDesk(made.post).emergency_codes(PINS[LEADER]),
    "where": lambda made: KeyDesk(made.post).where(),
    "shown": lambda made: KeyDesk(made.post).last_shown(),
    "code": lambda made: KeyDesk(made.post).code(PINS[LEADER]),
    "move": lambda made: KeyDesk(made.post).move("passphrase", "a good lock"),
    "standing": lambda made: Backups(made.post).standing(),
    "backup": lambda made: Backups(made.post).make(),
    "keep": lambda made: Keeping(made.post).keep("passage", 60, "no. 12"),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_an_administrator_may(made: Administered, act: str) -> None:
    made.post.sign_in(LEADER, PINS[LEADER])
    before = actions(made.post)
    with pytest.raises(NotPermitted):
        ACTS[act](made)
    assert actions(made.post) == before


@pytest.mark.parametrize("act", ["role", "pin", "disable"])
def test_what_cannot_be_recorded_does_not_happen(made: Administered, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    before = made.post.accounts.all()
    fill_disk(monkeypatch)
    with pytest.raises(UserError, match="磁盘已满"):
        ACTS[act](made)
    assert made.post.accounts.all() == before


def test_the_last_sign_in_is_the_newest_of_the_last_half_year(made: Administered) -> None:
    made.post.sign_in(GUARD, PINS[GUARD])
    made.later(days=1)
    made.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    made.post.hand_over(GUARD, PINS[GUARD])
    made.later(days=100)
    made.post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    last = {line.name: line.last for line in AccountDesk(made.post).lines()}
    assert last[GUARD] == made.now - timedelta(days=100)
    assert last[LEADER] is None
    made.later(days=100)
    assert {line.name: line.last for line in AccountDesk(made.post).lines()}[GUARD] is None


def test_forgetting_tells_how_far_it_is_and_can_be_ended(made: Administered, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.station.keeping.PAUSE", 0.0)
    made.records("temperature", 90, made.now)
    made.later(days=61)
    told: list[tuple[int, int]] = []

    def end(done: int, total: int) -> None:
        told.append((done, total))
        if done:
            raise GivenUp("enough")

    with pytest.raises(GivenUp):
        Keeping(made.post).run(end)
    done = told[-1][0]
    assert 0 < done < 90
    assert Keeping(made.post).run(lambda *so_far: told.append(so_far))["temperature"] == 90 - done
    assert told[-1] == (90 - done, 90 - done)
    assert Keeping(made.post).verify(lambda *_: None).ok


def test_a_period_needs_a_reason(made: Administered) -> None:
    with pytest.raises(WrongUse):
        Keeping(made.post).keep("passage", 60, " ")


Step = tuple[str, str, str]
PEOPLE = st.sampled_from(["甲", "乙", "丙"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "role", "disable", "enable", "remove"]), PEOPLE, st.sampled_from(ROLES)),
    max_size=12,
)


@given(STEPS)
def test_whatever_is_done_somebody_can_still_change_accounts(steps: list[Step]) -> None:
    accounts = Accounts(MemoryDocuments(), keep=lambda pin: pin)
    accounts.add("甲", "administrator", "1234")
    for act, name, role in steps:
        places = [one.name for one in accounts.all()]
        try:
            if act == "add":
                accounts.add(name, role, "1234")  # type: ignore[arg-type]
            elif act == "role":
                accounts.change(name, role=role)
            elif act == "remove":
                accounts.remove(name)
            else:
                accounts.change(name, disabled=act == "disable")
        except UserError:
            assert [one.name for one in accounts.all()] == places
        assert any(one.role == "administrator" for one in accounts.active())
        if act != "remove":
            assert [one.name for one in accounts.all()][: len(places)] == places, "people sign in by their place"


def test_a_sentence_about_a_draft_names_what_was_asked_for() -> None:
    path, draft = Path("/media/duty/东门.gatepost"), Path("/media/duty/东门.gatepost.part")
    assert of(path, draft, f"打不开 {draft}。") == f"打不开 {path}。"
