"""A template that no page could be read by is refused, in words that its writer knows and with the line."""

import pytest

from app.errors import UserError
from app.pages import template

GOOD = """name = "our-app"
kind = "test-report"
anchors = ["平安校园", "学号"]
at_least = 2

[[colour]]
where = [0.1, 0.2, 0.9, 0.3]

[[field]]
name = "sampled_at"
label = ["采样时间"]
repeat = true
pattern = '{minute}'

[[field]]
name = "organisation"
label = ["检测机构"]
pattern = '{text}'
"""


@pytest.mark.parametrize(
    ("good", "bad", "line", "said"),
    [
        ("at_least = 2", "at_least = 3", 4, "at_least"),
        ("where = [0.1, 0.2, 0.9, 0.3]", "", 6, "between"),
        ("[0.1, 0.2, 0.9, 0.3]", "[10, 20, 90, 30]", 7, "where"),
        ("[0.1, 0.2, 0.9, 0.3]", "[0.9, 0.2, 0.1, 0.3]", 7, "where"),
        ('label = ["采样时间"]\n', "", 10, "repeat"),
        ("'{minute}'", "'(?P<sampled_at>[0-9]{2}月[0-9]{2}日)'", 10, "{minute}"),
        ("'{text}'", "'{txt}'", 16, "{txt}"),
        ("pattern = '{text}'", "", 16, "pattern"),
        ('name = "organisation"', 'name = "sampled_at"', 16, "sampled_at"),
        ('name = "organisation"', 'name = "college"', 16, "organisation"),
        ('label = ["检测机构"]', 'label = "检测机构"', 17, '["…"]'),
        ('label = ["检测机构"]', 'labels = ["检测机构"]', 17, "label"),
        ('label = ["检测机构"]', "ZZZ = 1", 17, "ZZZ"),
        ('kind = "test-report"', 'kind = "report"', 2, "health-code"),
        ('kind = "test-report"\n', "", 1, "kind"),
    ],
)
def test_a_mistake_is_told_with_its_line(good, bad, line, said):
    assert good in GOOD
    with pytest.raises(UserError, match=f"第 {line} 行") as refused:
        template.parse(GOOD.replace(good, bad), "ours.toml")
    assert said in str(refused.value)


TABLE = """name = "our-table"
kind = "test-report"
anchors = ["核酸检测记录"]

[table]
below = ["近三天检测"]

[[field]]
name = "sampled_at"
across = [0.1, 0.4]
pattern = '{minute}'

[[field]]
name = "organisation"
column = ["检测机构"]
pattern = '{text}'
"""


@pytest.mark.parametrize(
    ("good", "bad", "line", "said"),
    [
        ('below = ["近三天检测"]', 'belwo = ["近三天检测"]', 6, "below"),
        ('below = ["近三天检测"]', 'below = "近三天检测"', 6, "below"),
        ("[table]", "[[table]]", 5, "[table]"),
        ("[0.1, 0.4]", "[0.4, 0.1]", 9, "across"),
        ("[0.1, 0.4]", "[0.1, 0.2, 0.3]", 10, "across"),
        ("[0.1, 0.4]", '["0.1", "0.4"]', 10, "across"),
        ("across = [0.1, 0.4]", 'column = "采样时间"', 10, "column"),
        ("across = [0.1, 0.4]", "across = [0.1, 0.4]\nnext = true", 9, "next"),
        ("across = [0.1, 0.4]", 'colunm = ["采样时间"]', 10, "column"),
        ("across = [0.1, 0.4]", 'label = ["采样时间"]', 14, "时间"),
        ('name = "organisation"', 'name = "name"', 14, "column"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line_and_key(good, bad, line, said):
    assert good in TABLE
    with pytest.raises(UserError, match=f"第 {line} 行") as refused:
        template.parse(TABLE.replace(good, bad), "ours.toml")
    assert said in str(refused.value)


def test_a_table_without_heads_says_what_stands_above_it():
    bare = TABLE.replace('[table]\nbelow = ["近三天检测"]\n', "").replace(
        'column = ["检测机构"]', "across = [0.5, 0.9]"
    )
    with pytest.raises(UserError, match="below"):
        template.parse(bare, "ours.toml")


def test_a_table_has_columns():
    rows = TABLE.replace("across = [0.1, 0.4]", 'label = ["采样时间"]').replace("column", "label")
    with pytest.raises(UserError, match=r"\[table\]"):
        template.parse(rows, "ours.toml")


@pytest.mark.parametrize("text", [GOOD, TABLE])
def test_what_is_right_is_taken(text):
    assert template.parse(text, "ours.toml").field
