"""Invented residents of a building whose names are as awkward as real ones."""

from collections.abc import Iterable

from app.dormitory.chain.names import Directory
from app.dormitory.chain.parse import parse
from app.dormitory.chain.said import Chain
from app.dormitory.resident import Resident

_NAMES = """
张三 李四 王五 王五一 赵一鸣 欧阳娜娜 阿依古丽·买买提 John_Smith 陈晓 王小明 张伟 刘洋 周杰 何健 刘晨 陳靜 王志
古丽娜尔·艾合买提 司马青 孙悦 José_Núñez 高兴 安康 时钟 林晚
"""
NAMES = tuple(name.replace("_", " ") for name in _NAMES.split())


def number(name: str) -> str:
    """The number of the one of that name."""
    return next(one.number for one in PEOPLE if one.name == name)


def housed(names: Iterable[str], building: str = "5") -> list[Resident]:
    """Four in a room from 301 on."""
    return [
        Resident(
            number=f"2019{n:06d}", name=name, building=building, room=f"{301 + (n - 1) // 4}", bed=str((n - 1) % 4 + 1),
            place=f"{building}/{301 + (n - 1) // 4}", college="护理学院" if n % 2 else "药学院", counsellor="何老师",
        )
        for n, name in enumerate(names, 1)
    ]  # fmt: skip


PEOPLE = [*housed(NAMES), Resident(number="2020000001", name="徐鹏", building="5", room="316", class_name="19级2班"),
          Resident(number="2020000002", name="徐鹏", building="5", room="317", class_name="19级3班")]  # fmt: skip
NICKNAMES = {"明明": "2019000010", "小鹏": "2020000001"}


def read(text: str) -> Chain:
    """What a text says of these people."""
    return parse(text, Directory(PEOPLE, NICKNAMES))


def told(text: str) -> list[tuple[str, list[float]]]:
    """Names and temperatures of a text that is read without a problem."""
    chain = read(text)
    assert chain.problems == []
    names = {one.number: one.name for one in PEOPLE}
    return [
        (names[one.number], [reading.celsius for reading in one.readings]) for line in chain.lines for one in line.said
    ]


def problems(text: str) -> list[tuple[str, set[str]]]:
    """Codes and candidates' numbers of a text of which nothing is taken."""
    chain = read(text)
    assert [line.said for line in chain.lines if line.said] == []
    return [(one.code, set(one.candidates)) for one in chain.problems]
