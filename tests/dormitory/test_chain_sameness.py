"""What never changes who gets which temperature: ornaments, separators, widths, the order of lines below a heading."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.chain.plain import plain
from app.dormitory.resident import Resident
from tests.dormitory.test_chain_kinds import DIRECTORY, NAMES, PEOPLE

ALONE = [one for one in PEOPLE if NAMES.count(one.name) == 1]
ORNAMENTS = ["", "🌸", "✅", "【", "】", "[玫瑰]", "~", "…", "★", " ", "❤️", "|", "!"]
SEPARATORS = [" ", "：", "，", "、", "/", "|", "→", "_", "+", "=", "\t", "……", "🌸"]
FULL = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
HEADINGS = ["{}", "【{}】", "{}寝", "=== {} ===", "7栋{}室：", "（{}）"]
values = st.integers(355, 399)


def told(text: str, directory: Directory = DIRECTORY) -> dict[str, list[float]]:
    lines = parse(text, directory).lines
    return {one.number: [r.celsius for r in one.readings] for line in lines for one in line.said if one.readings}


@given(st.sampled_from(ALONE), values, st.sampled_from(SEPARATORS), st.lists(st.sampled_from(ORNAMENTS), min_size=3,
       max_size=3), st.booleans())  # fmt: skip
def test_ornaments_separators_and_widths_change_nothing(
    one: Resident, n: int, sign: str, ornaments: list[str], wide: bool
) -> None:
    first, second, third = ornaments
    line = f"{first}{one.name}{second}{sign}{n / 10:.1f}{third}"
    assert told(line.translate(FULL) if wide else line) == {one.number: [n / 10]}, line


@given(st.sampled_from(["301", "302", "303", "304"]), st.sampled_from(HEADINGS),
       st.lists(values, min_size=4, max_size=4), st.permutations(range(4)), st.booleans())  # fmt: skip
def test_the_order_of_lines_below_a_rooms_heading_changes_nothing(
    room: str, heading: str, some: list[int], order: list[int], beds: bool
) -> None:
    people = [one for one in PEOPLE if one.room == room]
    names = [f"{one.bed}床{'' if beds else one.name}" for one in people]
    lines = [f"{names[n]} {some[n] / 10:.1f}" for n in order]
    text = "\n".join([heading.format(room), *lines])
    assert told(text) == {one.number: [n / 10] for one, n in zip(people, some, strict=True)}, text


WORDS = """
36.5 36.6 365 301 302 303 7-303 【301】 303寝 1床 3床 4床 1137 2370 4477 9999 不是 改： 是 请假 7:30 12:15 昨天 今天
早 晚 两次 谁 超过 和 代 、 ，
： （ ） @ 「 」 --- 正常 7栋 8栋 3楼 姓名 体温： 上面写错了 同学 家长 张 徐 1. 2. 3. 4.
"""
PIECES = [*NAMES, *WORDS.split(), " ", "\t"]
lines = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


def named(line: str, above: str) -> set[str]:
    """Whose name, number, its end, phone's end or, with a room there or above, bed or surname is in the line."""
    bare, digits = re.sub(r"[\s·]", "", plain(line)), re.findall(r"\d+", plain(line))
    rooms = re.findall(r"30\d", plain(f"{above}\n{line}"))
    found = {one.number for one in PEOPLE if one.name in bare or one.number in digits}
    return found | {
        one.number for one in PEOPLE if one.room in rooms and (one.bed in bare or one.name[0] in bare)
    }  # fmt: skip


@given(st.lists(lines, min_size=1, max_size=5))
@settings(max_examples=300, deadline=None)
def test_nobody_gets_a_value_whom_neither_the_line_nor_a_heading_names(some: list[str]) -> None:
    above = ""
    for line in parse("\n".join(some), DIRECTORY).lines:
        whole = f"{above}\n{line.text}"
        assert {one.number for one in line.said} <= named(whole, above), whole
        above = whole if line.concerns_nobody or not line.text.strip() else _rooms(whole)


def _rooms(text: str) -> str:
    """Of lines that are read, only their rooms may still say something of the lines below."""
    return " ".join(re.findall(r"(?<!\d)30\d(?!\d)", plain(text)))


@given(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=5, unique_by=lambda one: one.number), values)
def test_two_of_one_name_get_nothing_by_the_name_alone(some: list[Resident], n: int) -> None:
    text = "\n".join(f"{one.name} {n / 10:.1f}" for one in some)
    assert set(told(text)) == {one.number for one in some if NAMES.count(one.name) == 1}
