"""Printed sheets: what comes out of the printer is read again, by a reader and by a person."""

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from app import durable
from app.codes.campus_sign import sign, sign_point, sign_ticket
from app.codes.campus_things import ControlPoint, GoodsTicket
from app.errors import UserError
from app.policy.person import Person
from app.report.sheet import checked, drafted, render
from app.report.sheet_cards import by_hand, person_card, point_card, ticket_card
from app.report.sheet_code import QUIET, SMALLEST, fit
from app.report.sheet_font import paths
from app.report.sheet_layouts import PEOPLE, POINTS, TICKETS, Card, Layout
from tests.fakes.printed import Paper

NOW = datetime(2022, 4, 10, 6, 48, tzinfo=UTC)
END = NOW + timedelta(days=30)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAMES = ["林晓彤", "欧阳㐂𠂇", "买买提·阿不都热依木江", "Muhammad Abdul Rahman Al-Khwarizmi", "李"]


def person(at: int, name: str = "", **more: str) -> Card:
    more = {"college": "马克思主义与医学人文学院", "class_name": "临床 2019-3 班", "place": "5-316", **more}
    one = Person(number=f"S2019{at:06}", name=name or NAMES[at % len(NAMES)], **more)  # type: ignore[arg-type]
    payload = sign(one.number, one.name, KEY, not_before=NOW, not_after=END, college=one.college)
    return person_card(one, payload, END)


def point(at: int, name: str = "五公寓三层西") -> Card:
    one = ControlPoint(f"D{at:04}", name, "第五学生公寓")
    return point_card(one, sign_point(one, KEY, not_before=NOW, not_after=END))


def ticket(at: int, name: str = "吉林省绿园区农产品供应链管理有限公司") -> Card:
    one = GoodsTicket(f"WZ20220410-{at:02}", name, "daily", "吉AD12345")
    return ticket_card(one, sign_ticket(one, KEY, not_before=NOW, not_after=END), NOW, END)


def paper(folder: Path, layout: Layout, cards: list[Card]) -> Paper:
    (folder / "sheet.pdf").write_bytes(render(layout, cards))
    return Paper(folder / "sheet.pdf")


CARDS: dict[str, tuple[Layout, list[Card]]] = {
    "people": (PEOPLE, [person(at) for at in range(22)]),
    "tickets": (TICKETS, [ticket(at) for at in range(9)]),
    "points": (POINTS, [point(at) for at in range(3)]),
}
TEXTS = {
    "people": ["林晓彤", "欧阳㐂𠂇", "S2019000002", "5-316", "有效至 2022-05-10", "第 1/2 页"],
    "tickets": ["WZ20220410-03", "供应链管理有限公司", "生活物资", "吉AD12345", "04-10 14:48 至 05-10 14:48"],
    "points": ["点位", "五公寓三层西", "D0001", "第五学生公寓", "请巡逻人员扫描"],
}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    return {name: paper(tmp_path_factory.mktemp(name), *some) for name, some in CARDS.items()}


@pytest.mark.parametrize("name", CARDS)
def test_every_code_on_every_page_is_read_again(sheets: dict[str, Paper], name: str) -> None:
    layout, cards = CARDS[name]
    assert sheets[name].pages == 2
    wanted = [{card.payload for card in some} for some in (cards[: layout.cells], cards[layout.cells :])]
    assert [sheets[name].codes(page) for page in (0, 1)] == wanted


@pytest.mark.parametrize("name", CARDS)
def test_what_stands_beside_a_code_can_be_found_in_the_file_rare_names_too(sheets: dict[str, Paper], name: str) -> None:
    text = sheets[name].text()
    assert [words for words in TEXTS[name] if words not in text] == []


def test_a_character_that_the_font_has_not_is_a_blank_and_is_named(tmp_path: Path) -> None:
    card = person(1, "王𠮷")
    assert "𠮷（U+20BB7）" in by_hand(card)
    text = paper(tmp_path, PEOPLE, [card]).text()
    assert "王＿" in text
    assert "𠮷" not in text


def test_nothing_is_said_of_a_name_that_can_be_printed() -> None:
    assert by_hand(person(1, "欧阳㐂𠂇")) == ""
    assert by_hand(person(1, "葛\U000e0100城")) == ""  # a variation selector only chooses among shapes


def test_both_styles_of_the_font_have_the_same_characters() -> None:
    found = []
    for path in paths().values():
        with TTFont(path, lazy=True) as font:
            found.append(set(font.getBestCmap()))
    assert found[0] == found[1]


LONG = "极长的名称" * 12


@pytest.mark.parametrize(
    ("layout", "card"),
    [
        (PEOPLE, person(1, "买买提·阿不都热依木江" * 3, class_name=LONG, place=LONG)),
        (TICKETS, ticket(1, LONG)),
        (POINTS, point(1, LONG)),
    ],
)
def test_no_text_leaves_its_cell(tmp_path: Path, layout: Layout, card: Card) -> None:
    boxes = [box for box in paper(tmp_path, layout, [card]).boxes() if box.top() < 280]  # below is the page's foot
    assert boxes
    assert max(box.bottom() for box in boxes) <= layout.top + layout.height
    assert max(box.right() for box in boxes) <= layout.left + layout.width
    assert min(box.left() for box in boxes) >= layout.left


@given(st.integers(1, 860), st.sampled_from([PEOPLE, TICKETS, POINTS]))
def test_a_module_is_never_too_small_for_a_webcam(length: int, layout: Layout) -> None:
    how = fit("A" * length, layout.code, layout.levels)
    if how is None:
        weakest = fit("A" * length, layout.code * 10, layout.levels[-1])
        assert weakest is not None
        assert layout.code / (weakest.modules + 2 * QUIET) < SMALLEST
    else:
        assert layout.code / (how.modules + 2 * QUIET) >= SMALLEST


def test_progress_goes_up_to_the_last_card() -> None:
    told: list[tuple[int, int]] = []
    render(PEOPLE, [person(at) for at in range(25)], lambda done, total: told.append((done, total)))
    assert told == [(10, 25), (20, 25), (25, 25)]


def test_a_full_disk_is_said_and_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "codes.pdf"
    target.write_bytes(b"%PDF-old")

    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[:3])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "write", full)
    with pytest.raises(UserError, match="不能写入"), drafted(target, b"%PDF-new"):
        pytest.fail("what depends on the file does not happen")
    assert [path.name for path in tmp_path.iterdir()] == ["codes.pdf"]
    assert target.read_bytes() == b"%PDF-old"


def test_a_file_that_is_not_recorded_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="磁盘"), drafted(tmp_path / "codes.pdf", b"%PDF-new"):
        raise UserError("磁盘已满。")
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_can_read_a_sheet(tmp_path: Path) -> None:
    with drafted(tmp_path / "codes.pdf", b"%PDF-new"):
        pass
    assert (tmp_path / "codes.pdf").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["codes.png", "codes", "notes.pdf", "missing/codes.pdf", "folder.pdf"])
def test_nothing_but_a_sheet_is_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.pdf").write_text("not a PDF, whatever its name says")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(UserError, match="请换一个"):
        checked(tmp_path / name)
