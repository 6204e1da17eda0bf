"""A pattern that would be tried for hours is refused before it is tried once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.pages import effort, template

PAGE = """name = "ours"
kind = "health-code"
anchors = ["平安校园"]
[[field]]
name = "{name}"
{rest}
"""


def parse(name: str, rest: str) -> template.Template:
    return template.parse(PAGE.format(name=name, rest=rest), "ours.toml")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?P<number>(a+)+b)",
        "(?P<number>(?:a|aa)*)c",
        "(?P<number>([0-9]*)*)x",
        "(.*)*(?P<number>1)",
        ".*.*.*(?P<number>1)",
        "(?P<number>(?:(?:1{1,30}){1,30}){1,30}2)",
        "(?P<number>(x+x+)+y)",
        "(?=(a*)*b)(?P<number>1)",
    ],
)
def test_what_would_take_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(UserError, match="pattern"):
        parse("number", f"pattern = '{pattern}'")


@pytest.mark.parametrize(
    "pattern",
    [
        "(?P<number>[0-9]{8})",
        ".*(?P<number>[0-9]+)",
        "(?P<number>(?:[0-9]{4}-){2}[0-9]{2})",
        "{stars}+(?P<number>[A-Z]\\d*)",
    ],
)
def test_ordinary_patterns_are_taken(pattern: str) -> None:
    assert parse("number", f"pattern = '{pattern}'").field[0].expression.groupindex


@pytest.mark.parametrize("name", [one.name for one in template.shipped()])
def test_the_shipped_patterns_are_far_from_the_limit(name: str) -> None:
    shipped = next(one for one in template.shipped() if one.name == name)
    assert all(effort.ways(field.expression.pattern) < effort.MOST / 10 for field in shipped.field)


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("number", ""),
        ("color", ""),
        ("color", "pattern = '(?P<color>绿码)'"),
        ("color", 'words = { "可以通行" = "purple" }'),
        ("result", 'words = { "阴性" = "negativ" }'),
    ],
)
def test_a_field_that_could_not_be_read_is_refused(name: str, rest: str) -> None:
    with pytest.raises(UserError, match=name):
        parse(name, rest)


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")
@given(st.from_regex(r"[ab().*+?|{},0-9\[\]\\^$]{0,20}", fullmatch=True))
def test_any_pattern_has_its_effort_or_is_none(pattern: str) -> None:
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return
    assert effort.ways(pattern) >= 1
