"""A page is described by a file; what is wrong in it is said."""

import pytest

from app.errors import UserError
from app.pages import template

CAMPUS = """
name = "our-app"
kind = "health-code"
issuer = "our-school"
anchors = ["平安校园", "学号"]
at_least = 2

[[field]]
name = "number"
label = ["学号："]
pattern = '(?P<number>[0-9]{8})'
"""


def test_the_shipped_ones_are_all_good():
    names = [one.name for one in template.shipped()]
    assert {"travel-card", "jilin", "hainan", "shandong", "liaoning", "sichuan", "campus-app", "test-report"} <= set(
        names
    )
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", [one.name for one in template.shipped()])
def test_every_field_can_be_read(name):
    shipped = next(one for one in template.shipped() if one.name == name)
    for field in shipped.field:
        assert field.words or field.name == "places" or field.name in field.expression.groupindex


@pytest.fixture
def told():
    return []


def test_a_school_writes_its_own(tmp_path, told):
    (tmp_path / "ours.toml").write_text(CAMPUS, encoding="utf-8")
    found = template.of(tmp_path, told.append)
    assert found[0].issuer == "our-school"
    assert len(found) == len(template.shipped()) + 1


def test_its_own_replaces_a_shipped_one_of_the_same_name(tmp_path, told):
    (tmp_path / "ours.toml").write_text(CAMPUS.replace("our-app", "travel-card"), encoding="utf-8")
    assert [one.issuer for one in template.of(tmp_path, told.append) if one.name == "travel-card"] == ["our-school"]


def test_without_a_folder_there_are_the_shipped_ones(tmp_path, told):
    assert template.of(tmp_path / "none", told.append) == template.shipped()


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('name = "our-app"', "name = our-app"),
        ("anchors", "ancors"),
        ('kind = "health-code"', 'kind = "health"'),
        ("(?P<number>", "(?P<nummer>"),
        ("{8})", "{8}"),
        ('name = "number"', 'name = "colour"'),
    ],
)
def test_a_mistake_names_the_file(good, bad):
    with pytest.raises(UserError, match=r"ours\.toml"):
        template.parse(CAMPUS.replace(good, bad), "ours.toml")


def test_a_bad_file_is_named_and_the_others_are_used(tmp_path, told):
    (tmp_path / "a-bad.toml").write_text(CAMPUS.replace("anchors", "ancors"), encoding="utf-8")
    (tmp_path / "b-gbk.toml").write_bytes("label = '平安校园'".encode("gbk"))
    (tmp_path / "c-ours.toml").write_text(CAMPUS, encoding="utf-8")
    (tmp_path / "d-again.toml").write_text(CAMPUS, encoding="utf-8")
    assert template.of(tmp_path, told.append)[0].issuer == "our-school"
    assert [name for one in told for name in ("a-bad", "b-gbk", "d-again") if name in str(one)] == [
        "a-bad", "b-gbk", "d-again",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("good", "bad", "line"),
    [
        ('name = "our-app"', "name = our-app", 2),
        ("anchors", "ancors", 5),
        ('kind = "health-code"', 'kind = "health"', 3),
        ('name = "number"', 'name = "colour"', 9),
        ("label = [", "lable = [", 10),
        ("(?P<number>", "(?P<nummer>", 9),
    ],
)
def test_a_mistake_names_its_line(good, bad, line):
    with pytest.raises(UserError, match=f"第 {line} 行"):
        template.parse(CAMPUS.replace(good, bad), "ours.toml")


def test_only_the_page_s_own_time_is_a_clock():
    with pytest.raises(UserError, match="updated_at"):
        template.parse(CAMPUS + "clock = true", "ours.toml")
