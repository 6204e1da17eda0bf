"""The proof by keyboard: checkpoints to print or keep, and reading everything."""

from pathlib import Path

import pytest

from app.store.proof.checkpoint import make_daily, parse
from tests.fakes.administered import Administered
from tests.fakes.homes import LEADER, PINS
from tests.fakes.office import Key, Modifier, Office
from tests.shots.stage import Stage
from ui.printing import Leaf
from ui.screens.manage.proof import ProofPage


@pytest.fixture
def page(office: Office) -> ProofPage:
    return proof(office)


def proof(office: Office) -> ProofPage:
    front = office.page("台账核对")
    assert isinstance(front, ProofPage)
    return front


def shown(page: ProofPage) -> str:
    return " ".join(page.paper.lines.full.split())


def test_a_checkpoint_is_shown_with_its_code_and_printed(office: Office, page: ProofPage) -> None:
    printed: list[Leaf] = []
    page.paper._print = lambda leaf: bool(printed.append(leaf)) or True
    office.press(Key.Key_F2)
    assert parse(shown(page)).seq == office.post.ledger.head().seq
    assert not page.paper._picture.pixmap().isNull()
    office.press(Key.Key_P, Modifier.ControlModifier)
    assert printed[0].picture.startswith(b"\x89PNG")


def test_one_of_another_day_is_shown(office: Office) -> None:
    made = make_daily(office.post.database, office.post.ledger, office.now)
    assert made is not None
    page = proof(office)
    office.press(Key.Key_F3)
    assert parse(shown(page)) == made


@pytest.mark.parametrize("name", ["paper.png", "paper.txt"])
def test_it_is_kept_as_a_file(office: Office, page: ProofPage, name: str) -> None:
    page._choose = lambda _name: office.folder / name
    office.press(Key.Key_F2)
    office.press(Key.Key_S, Modifier.ControlModifier)
    assert (office.folder / name).stat().st_size > 0
    assert name in office.said


def test_no_other_file_is_replaced(office: Office, page: ProofPage) -> None:
    other = office.folder / "letter.txt"
    other.write_text("dear colleague", encoding="utf-8")
    page._choose = lambda _name: other
    office.press(Key.Key_F2)
    office.press(Key.Key_S, Modifier.ControlModifier)
    assert "没有改动" in office.said
    assert other.read_text(encoding="utf-8") == "dear colleague"


def test_a_sound_ledger_is_said_to_be_sound(office: Office, page: ProofPage) -> None:
    office.press(Key.Key_F6)
    assert "台账完整" in page.found.full
    assert page.verdict.isVisible()


def test_a_checkpoint_that_knows_more_shows_that_the_end_is_missing(
    stage: Stage, office: Office, tmp_path: Path
) -> None:
    other = Administered(tmp_path / "other")
    stage.ending.append(other.close)
    make_daily(other.post.database, other.post.ledger, other.now)
    content = other.post.home.database.with_suffix(".checkpoints").read_bytes()
    office.post.home.database.with_suffix(".checkpoints").write_bytes(content)
    page = proof(office)
    office.press(Key.Key_F6)
    assert "台账有问题" in page.found.full
    assert page.problems.count() == 1


def test_a_leader_sees_it_too(office: Office) -> None:
    office.post.sign_in(LEADER, PINS[LEADER])
    proof(office)
    office.press(Key.Key_F2)
    assert office.said == ""
