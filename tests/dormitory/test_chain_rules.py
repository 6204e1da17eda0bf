"""What holds for any text: known people come back, nobody is guessed, and nothing takes for ever."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from app.dormitory.chain.names import Directory, key
from app.dormitory.chain.parse import parse
from app.dormitory.chain.plain import plain
from tests.fakes.endless import ended
from tests.fakes.residents import NAMES, NICKNAMES, PEOPLE, housed, number, read

DIGITS = "零一二三四五六七八九"
FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")
VALUES = {
    "36.5": lambda n: f"{n / 10:.1f}",
    "36.5℃": lambda n: f"{n / 10:.1f}℃",
    "36.5 度": lambda n: f"{n / 10:.1f} 度",
    "36度5": lambda n: f"{n // 10}度{n % 10}",
    "36。5": lambda n: f"{n // 10}。{n % 10}",
    "36，5": lambda n: f"{n // 10}，{n % 10}",
    "36 .5": lambda n: f"{n // 10} .{n % 10}",
    "３６．５": lambda n: f"{n / 10:.1f}".translate(FULL),
    "三十六度五": lambda n: f"三十{DIGITS[n // 10 % 10]}度{DIGITS[n % 10]}",
    "三十六点五": lambda n: f"三十{DIGITS[n // 10 % 10]}点{DIGITS[n % 10]}",
    "365": lambda n: str(n),
    "体温36.5": lambda n: f"体温{n / 10:.1f}",
    "（36.5）": lambda n: f"（{n / 10:.1f}）",
}
RANKS = ("", "{n}. ", "{n}、", "{n}.", "（{n}）", "{n}) ", "{n} ", "第{n} ", "  {n}：", "#{n} ", "- ")
BETWEEN = (" ", "  ", "：", "，", ", ", "\t", "-", "=", " 体温：", "，体温")
BEHIND = (
    "",
    " ",
    "。",
    " 正常",
    "，正常",
    " 已报",
    "（腋下）",
    " 无异常",
    "，无发烧咳嗽",
    " ok",
    " 身体健康",
    "，谢谢老师",
    " ✅",
)
people = st.sampled_from(NAMES)
celsius = st.integers(350, 399)
spoken = st.sampled_from(sorted(VALUES))


def spaced(name: str) -> str:
    return "　".join(name) if len(name) == 2 else name


def told(text: str) -> dict[str, list[float]]:
    return {one.number: [r.celsius for r in one.readings] for line in read(text).lines for one in line.said}


@given(people, celsius, spoken, st.integers(1, 99), st.sampled_from(RANKS), st.sampled_from(BETWEEN),
       st.sampled_from(BEHIND), st.booleans())  # fmt: skip
@example("张三", 365, "36，5", 36, "{n}.", "-", "", False)
def test_anybody_written_in_any_of_these_ways_comes_back(
    name: str, n: int, way: str, rank: int, ranked: str, between: str, behind: str, apart: bool
) -> None:
    assume(way != "365" or n >= 360)  # 356 may be a turned 365: listed
    line = ranked.format(n=rank) + (spaced(name) if apart else name) + between + VALUES[way](n) + behind
    assert told(line) == {number(name): [n / 10]}, line
    assert read(line).problems == []


@given(people, celsius, st.sampled_from(["36.5", "36度5", "３６．５", "36.5℃"]), st.sampled_from(["", "3. ", "3、"]))
def test_the_number_may_stand_before_the_name(name: str, n: int, way: str, rank: str) -> None:
    assert told(f"{rank}{VALUES[way](n)} {name}") == {number(name): [n / 10]}


@given(people, st.lists(celsius, min_size=3, max_size=3), st.sampled_from("/ ,、;"))
def test_three_numbers_are_the_days_three(name: str, three: list[int], sign: str) -> None:
    (said,) = read(f"5. {name} {sign.join(f'{n / 10:.1f}' for n in three)}").lines[0].said
    assert [(one.round, one.celsius) for one in said.readings] == [
        (label, n / 10) for label, n in zip(("morning", "noon", "evening"), three, strict=True)
    ]


@given(st.lists(st.tuples(people, celsius), min_size=2, max_size=6, unique_by=lambda one: one[0]),
       st.sampled_from([" ", "，", "；", "  ", "/"]))  # fmt: skip
def test_several_people_of_one_line_keep_their_own(some: list[tuple[str, int]], sign: str) -> None:
    line = sign.join(f"{name}{n / 10:.1f}" for name, n in some)
    assert told(line) == {number(name): [n / 10] for name, n in some}, line


@given(st.lists(st.tuples(people, celsius), min_size=1, max_size=30))
def test_of_several_lines_of_one_person_the_last_counts(some: list[tuple[str, int]]) -> None:
    text = "#接龙\n" + "\n".join(f"{at}. {name} {n / 10:.1f}" for at, (name, n) in enumerate(some, 1))
    last = read(text).last
    assert {one.number: one.readings[0].celsius for one in last.values()} == {number(a): n / 10 for a, n in some}


WORDS = """
徐鹏 赵六 王 一 晨 五 张 小 阿强 36.5 36.6 365 37.9 63.5 三十六度五 301 316 5-301 999室 2019000003 2020000001
正常 已报 咳嗽 无 请假 室友 代报 帮 全部 除 更正 早 中 晚 、 ， （ ） / ： @ # 例 1. 12、 ① ℃ 是 →
"""
PIECES = [*NAMES, *NICKNAMES, *WORDS.split(), " ", "\t"]
PERIODS = "a|1.|王|王 |张三36.5 |36.5/|(|()|发烧|无、|3|36|张三|、|三十六度|① "
lines = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)


def named(line: str) -> set[str]:
    """Everybody of whom this very line could speak: whose name, nickname or number, or whose room and surname, is in
    it, whatever stands around it."""
    bare = key(line)
    found = {one.number for one in PEOPLE if key(one.name) in bare or one.number in line}
    found |= {one.number for one in PEOPLE if one.room in plain(line) and plain(one.name)[0] in bare}
    swapped = {one.number for one in PEOPLE if one.name.isascii() and all(w in bare for w in key(one.name).split())}
    return found | swapped | {who for nickname, who in NICKNAMES.items() if key(nickname) in bare}


@given(st.lists(lines, min_size=1, max_size=4))
@settings(max_examples=400)
def test_nobody_gets_a_value_who_is_not_in_the_line(some: list[str]) -> None:
    chain = read("\n".join(some))
    above = ""  # lines that say nothing by themselves may begin the entry that the next one completes
    for line in chain.lines:
        text = f"{above}\n{line.text}"
        above = text if line.concerns_nobody else ""
        assert {one.number for one in line.said} <= named(text), line
        numbers = re.findall(r"\d+", plain(line.text))
        for said in line.said:
            for reading in said.readings:
                assert f"{reading.celsius * 10:.0f}" in "".join(numbers) or "三" in line.text, line


@given(st.lists(lines, min_size=1, max_size=3))
def test_a_strangers_longer_name_is_never_somebodys(some: list[str]) -> None:
    """Two characters more before or behind make every name another person's."""
    text = "\n".join(f"{at}. 甲{name}乙 36.5" for at, name in enumerate(NAMES, 1)) + "\n" + "\n".join(some)
    assert all(line.said == () for line in read(text).lines[: len(NAMES)])


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_garbage_is_read_without_an_error(text: str) -> None:
    assert len(read(text).lines) == len(text.splitlines())


@pytest.mark.parametrize("piece", [*PERIODS.split("|"), " ", "\t"])
def test_200_kb_are_read_in_bounded_time(piece: str) -> None:
    """In one line, and in the longest lines that are looked at."""
    directory = Directory(housed(f"{a}{b}{c}" for a in "王李张" for b in "晓文子" for c in "明华东"))
    with ended():
        parse((piece * 200_000)[:200_000], directory)
        long = (piece * 1_000)[:1_999]
        parse("\n".join([long] * 10), directory)


def test_a_line_for_each_of_800_people_is_read_in_a_moment() -> None:
    names = [f"{a}{b}{c}" for a in "王李张刘陈杨黄赵" for b in "伟芳娜敏静丽强磊洋艳" for c in "勇军杰娟涛明超霞平刚"]
    text = "\n".join(f"{at}. {name} {36 + at % 10 / 10:.1f}" for at, name in enumerate(names, 1))
    with ended():
        chain = parse(text, Directory(housed(names)))
    assert (len(chain.last), chain.problems) == (800, [])
