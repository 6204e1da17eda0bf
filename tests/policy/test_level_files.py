"""The files of the levels: those that come with the program, and a school's own."""

import re
from importlib.resources import files

import pytest

from app import i18n
from app.errors import UserError
from app.policy.level import levels, load, parse
from app.policy.person import KINDS

SOURCE = (files("resources") / "policies" / "closed.toml").read_text(encoding="utf-8")


def test_the_five_levels_come_with_the_program_the_strictest_first():
    assert list(levels()) == ["static", "sealed", "closed", "routine", "open"]
    assert [level.title for level in levels().values()] == ["静态管控", "校园封闭", "封闭管控", "常态化防控", "平时"]


def test_a_version_follows_the_content_and_not_the_line_ends():
    assert parse(SOURCE, "a").version == parse(SOURCE.replace("\n", "\r\n"), "b").version
    assert parse(SOURCE, "a").version != parse(SOURCE.replace("37.3", "37.2"), "a").version
    assert len({level.version for level in levels().values()}) == 5


def test_a_school_s_own_level_is_a_file(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(SOURCE.replace("within_hours = 48", "within_hours = 24"), encoding="utf-8")
    own = load(path)
    assert [
        demand.within_hours for demand in own.required("gate", "in", "student") if demand.item == "test-report"
    ] == [24]


def test_somebody_unknown_is_asked_what_everybody_is_asked():
    for level in levels().values():
        common = [demand.item for demand in level.required("gate", "in", None)]
        for kind in KINDS:
            assert set(common) <= {demand.item for demand in level.required("gate", "in", kind)}


@pytest.mark.parametrize(("old", "new", "key"), [
    ('title = "封闭管控"', 'title = "封闭管控"\ncolour = "red"', "colour"),
    ('title = "封闭管控"', 'title = "封闭管控"\nversion = "1"', "version"),
    ('title = "封闭管控"', "", "title"),
    ("strictness = 3", 'strictness = "high"', "strictness"),
    ("armpit = 37.3", "armpit = 37.3\nmouth = 37.5", "fever_from.mouth"),
    ("within_hours = 48", "within_hour = 48", "demands[...].within_hour"),
    ("within_hours = 48", "within_hours = -1", "demands[...].within_hours"),
    ("within_hours = 48", "each_of_day = 3", "demands[...].each_of_day"),
    ('posts = ["dormitory"]', 'posts = ["attic"]', "rules["),
    ('"test-48h", "temperature"]', '"test-24h", "temperature"]', "test-24h"),
    ('demands = ["identity", "leave-approval"]', 'demands = ["leave-approval"]', "rules[2].demands"),
    ('demands = ["identity", "leave-approval"]', 'demands = ["identity", "guest-identity"]', "rules[2].demands"),
    ('approvals = ["visit"]', "", "demands.visit-approval.approvals"),
    ('accept = ["verified", "seen"]\napprovals = ["leave"]', 'accept = []\napprovals = ["leave"]', "approval.accept"),
    ('accept = ["verified", "seen"]\napprovals = ["leave"]', 'accept = ["invalid"]\napprovals = ["leave"]', "accept"),
    ('kinds = ["contractor", "driver"]', 'kinds = ["driver"]', "goods, in, contractor"),
    ('kinds = ["student", "staff", "family", "visitor"]', "", "goods, in, contractor"),
    ('[colors.travel-card]', '[colors.travel-cards]', "colors.travel-cards"),
    ('red = "refuse"', 'pink = "refuse"', "colors"),
    ('item = "temperature"', 'item = "temperature"\neach_of_days = 3', "demands.temperature.each_of_days"),
    ("strictness = 3", "strictness = = 3", "TOML"),
])  # fmt: skip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_does_not_do_is_said_with_the_file_and_the_key(tmp_path, old, new, key, language):
    path = tmp_path / "own.toml"
    assert old in SOURCE
    path.write_text(SOURCE.replace(old, new), encoding="utf-8")
    before = i18n.language()
    i18n.use(language)
    try:
        with pytest.raises(UserError, match=re.escape(key)) as raised:
            load(path)
    finally:
        i18n.use(before)
    assert str(path) in str(raised.value)


def test_a_file_that_is_not_there_or_not_text_is_a_sentence(tmp_path):
    with pytest.raises(UserError, match=r"none\.toml"):
        load(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes("title = '封闭'".encode("gb18030"))
    with pytest.raises(UserError, match=r"gbk\.toml"):
        load(tmp_path / "gbk.toml")
