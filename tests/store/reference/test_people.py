"""Finding a person by whatever the guard remembers."""

from itertools import pairwise

import pytest

from app.policy.person import Person
from app.store.reference.people import People
from app.store.reference.sections import Reference
from tests.fakes.ledgers import database

SOME = [
    Person(number="20200101", name="张三丰", place="5-316", college="计算机学院"),
    Person(number="20200102", name="张伟", place="5-317"),
    Person(number="20200103", name="曾乐", place="12栋316"),
    Person(number="20180999", name="单雄信", kind="staff", place="图书馆201"),
    Person(number="T0007", name="尉迟恭", kind="staff"),
    Person(number="L2021", name="John Smith"),
    Person(number="20200555", name="吕布", phone="10000000000"),
]


@pytest.fixture
def people(tmp_path):
    with database(tmp_path) as opened:
        known = People(opened)
        known.upsert(SOME)
        yield known


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("张三丰", ["张三丰"]),
        ("三丰", ["张三丰"]),
        ("丰", ["张三丰"]),
        ("zsf", ["张三丰"]),
        ("ZSF", ["张三丰"]),
        ("zhangsanfeng", ["张三丰"]),
        ("zhangs", ["张三丰"]),
        ("sanfeng", ["张三丰"]),
        ("zl", ["曾乐"]),
        ("zengyue", ["曾乐"]),
        ("zengle", ["曾乐"]),
        ("shanxiongxin", ["单雄信"]),
        ("sxx", ["单雄信"]),
        ("yuchigong", ["尉迟恭"]),
        ("weichi", ["尉迟恭"]),
        ("lvbu", ["吕布"]),
        ("smith", ["John Smith"]),
        ("js", ["John Smith"]),
        ("20200102", ["张伟"]),
        ("２０２００１０２", ["张伟"]),
        ("202001", ["张三丰", "张伟", "曾乐"]),
        ("0102", ["张伟"]),
        ("t0007", ["尉迟恭"]),
        ("5-317", ["张伟"]),
        ("316", ["张三丰", "曾乐"]),
        ("201", ["单雄信"]),
        ("张 316", ["张三丰"]),
        ("316 zhang", ["张三丰"]),
        ("zhang wei", ["张伟"]),
        ("wei zhang", ["张伟"]),
        ("zhang 0101 5-3", ["张三丰"]),
        ("没有此人", []),
        ("", []),
        ("  ", []),
        ("%", []),
        ("~", []),
        (chr(0xE000), []),
    ],
)
def test_search(people, typed, names):
    assert sorted(person.name for person in people.search(typed)) == sorted(names)


def test_whole_matches_come_first_and_the_limit_holds(tmp_path):
    with database(tmp_path) as opened:
        people = People(opened)
        people.upsert([Person(number=f"9{n:05}", name=f"张伟{chr(0x4E00 + n)}") for n in range(200)])
        people.upsert([Person(number="1", name="张伟")])
        found = people.search("张伟", 20)
        assert len(found) == 20
        assert found[0].number == "1"
        assert len({person.number for person in found}) == 20


def test_a_second_import_brings_up_to_date(people):
    changed = Person(number="20200102", name="张炜", place="6-101")
    assert people.upsert([changed, SOME[0]]) == (0, 1, 1, 0)
    assert people.get("20200102") == changed
    assert people.search("5-317") == people.search("张伟") == []
    assert people.search("张炜") == [changed]
    assert people.count() == len(SOME)


def test_replacing_takes_the_others_off_the_list(people):
    assert people.replace([SOME[0]]) == (0, 0, 1, len(SOME) - 1)
    assert people.all() == [SOME[0]]
    assert people.search("smith") == []


def test_any_change_of_the_list_changes_the_reference_s_version_and_nothing_else_does(tmp_path):
    with database(tmp_path) as opened:
        people, reference = People(opened), Reference(opened)
        versions = [reference.version()]
        for some in (SOME, SOME, SOME[:1], [Person(number="20200101", name="张三")]):
            people.upsert(some)
            versions.append(reference.version())
        assert [old == new for old, new in pairwise(versions)] == [False, True, True, False]
