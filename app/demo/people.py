"""An invented campus: 14,895 students and 760 staff in 28 buildings. Nobody here exists.

Telephone numbers begin with 100, which no network assigns, and identity numbers with 99, which no region has.
"""

import random
from collections.abc import Iterator

from app.policy.person import Person

STUDENTS, STAFF, BUILDINGS = 14_895, 760, 28
FLOORS, ROOMS, BEDS = 6, 16, 6

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万"
)
GIVEN = (
    "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超霞平刚桂英华玉兰红梅鑫雪琳晨阳宇航浩然子涵欣怡梓轩诗雨思远佳宁晓彤"
    "立诺博文嘉琪若曦俊熙雅婷志远婉清书瑶亦凡承泽"
)
COLLEGES = (
    "临床医学院", "护理学院", "检验学院", "药学院", "公共卫生学院", "口腔医学院", "信息工程学院", "机械工程学院",
    "土木建筑学院", "经济管理学院", "外国语学院", "文学院", "理学院", "艺术学院", "体育学院", "马克思主义学院",
)  # fmt: skip
OFFICES = ("后勤处", "保卫处", "学生处", "教务处", "图书馆", "校医院", "国际交流处", "人事处")


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2, 2))))


def _room(index: int) -> str:
    """The room of the n-th student: buildings are filled evenly, bed by bed."""
    building, place = index % BUILDINGS + 1, index // BUILDINGS // BEDS
    return f"{building}-{place // ROOMS % FLOORS + 1}{place % ROOMS + 1:02d}"


def people(seed: int = 1) -> Iterator[Person]:
    """Everybody on the roster, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - invented people, not secrets
    yield from _students(chance)
    yield from _staff(chance)


def _students(chance: random.Random) -> Iterator[Person]:
    counsellors = {college: [_name(chance) for _ in range(6)] for college in COLLEGES}
    for index in range(STUDENTS):
        year, college, klass = 2019 + index % 4, COLLEGES[index % len(COLLEGES)], index // len(COLLEGES) % 12 + 1
        yield Person(
            number=f"{year}{index + 1:06d}",
            name=_name(chance),
            kind="student",
            college=college,
            class_name=f"{year % 100}级{klass}班",
            place=_room(index),
            phone=_phone(chance),
            counsellor=counsellors[college][klass % 6],
            id_number=_id_number(chance, 1998 + index % 8, index),
        )


def _staff(chance: random.Random) -> Iterator[Person]:
    for index in range(STAFF):
        office = OFFICES[index % len(OFFICES)] if index % 3 == 0 else COLLEGES[index % len(COLLEGES)]
        yield Person(
            number=f"T{index + 1:05d}",
            name=_name(chance),
            kind="staff",
            college=office,
            place=f"行政楼{index % 30 + 101}",
            phone=_phone(chance),
            id_number=_id_number(chance, 1962 + index % 35, index),
        )


def _phone(chance: random.Random) -> str:
    return f"100{chance.randrange(10**8):08d}"


def _id_number(chance: random.Random, born: int, index: int) -> str:
    """18 digits that are nobody's; the last is never 0, which would look like a number that a spreadsheet rounded."""
    region, month, day = chance.randrange(10**4), chance.randrange(1, 13), chance.randrange(1, 29)
    return f"99{region:04d}{born}{month:02d}{day:02d}{index % 1000:03d}{index % 9 + 1}"
