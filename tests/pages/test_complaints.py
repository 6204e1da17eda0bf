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


def test_what_is_right_is_taken():
    assert template.parse(GOOD, "ours.toml").name == "our-app"
