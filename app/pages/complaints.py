"""What is wrong in a page template, in words for whoever writes it; what is accepted here can be read from a page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import msgspec

from app.i18n import tr
from app.pages import effort

if TYPE_CHECKING:
    from app.pages.template import Field, Template, Where

MEANINGS: dict[str, frozenset[str]] = {
    "result": frozenset({"negative", "positive", "none"}),
    "color": frozenset({"green", "yellow", "orange", "red", "grey", "black"}),
}
"""What the words of these fields may mean; they are read as words alone."""
TIMES = frozenset({"updated_at", "expires_at", "sampled_at", "tested_at"})
_TIME_MACROS = ("{day}", "{minute}", "{second}")
_REPEATED = frozenset({"sampled_at", "tested_at", "result", "organisation"})


def of_template(template: "Template") -> tuple[str, str]:
    """The first complaint and where, as msgspec names places (`$.field[2].name`); both empty where nothing is wrong."""
    return next(_complaints(template), ("", ""))


def _complaints(template: "Template") -> Iterator[tuple[str, str]]:
    if not 1 <= template.at_least <= len(template.anchors):
        yield tr("at_least 要在 1 和标志文字的个数之间：{count}", count=len(template.anchors)), "`$.at_least`"
    met: set[str] = set()
    for number, field in enumerate(template.field):
        if complaint := next(_of_field(field), ""):
            yield complaint, f"`$.field[{number}].name`"
        if field.name in met:
            said = tr("字段 {field} 写了两次，只能写一次；几种写法请放进同一个 label", field=field.name)
            yield said, f"`$.field[{number}].name`"
        met.add(field.name)
    yield from _of_table(template)
    for number, region in enumerate(template.colour):
        if not any(region.between) and region.where is None:
            yield tr("[[colour]] 要写 between 或 where"), f"`$.colour[{number}]`"
        if region.where is not None and not _good(region.where):
            yield _where_told(), f"`$.colour[{number}].where`"


def _of_table(template: "Template") -> Iterator[tuple[str, str]]:
    columns = [(number, one) for number, one in enumerate(template.field) if one.column or one.across]
    if not columns:
        if template.table:
            yield tr("写了 [table]，但没有哪个字段写 column 或 across"), "`$.table`"
        return
    first = f"`$.field[{columns[0][0]}].name`"
    if not any(one.words or one.name in TIMES for _, one in columns):
        yield tr("表格里至少要有一列是时间或结果"), first
    if not any(one.column for _, one in columns) and not (template.table and template.table.below):
        yield tr("只写 across 的表格，要在 [table] 里用 below 写明它上面的文字"), first


def _of_column(field: "Field") -> Iterator[str]:
    key = "column" if field.column else "across"
    if field.name not in _REPEATED:
        yield tr("字段 {field} 不能用 {key}：只有报告的栏目可以", field=field.name, key=key)
    others = {"next": field.next, "until": field.until, "where": field.where}
    if not field.label and (wrong := [name for name, value in others.items() if value]):
        yield tr("字段 {field} 是表格的一列（{key}），不要再写 {other}", field=field.name, key=key, other=wrong[0])
    if field.across and not 0 <= field.across[0] < field.across[1] <= 1:
        yield tr("across 要写左、右，各为 0 到 1，如 {example}", example="[0.55, 0.75]")


def _of_field(field: "Field") -> Iterator[str]:
    if field.column or field.across:
        yield from _of_column(field)
    means = MEANINGS.get(field.name)
    if means and (not field.words or not means.issuperset(field.words.values())):
        yield tr("字段 {field} 要用 words 写明：{means}", field=field.name, means=tr("、").join(sorted(means)))
    if field.clock and field.name != "updated_at":
        yield tr("只有 updated_at 可以是走动的时钟")
    if field.repeat and (field.name not in _REPEATED or not field.label):
        yield tr("字段 {field} 不能用 repeat：只有报告的栏目可以，并且要写 label", field=field.name)
    if field.where is not None and not _good(field.where):
        yield _where_told()
    if not field.words and field.name != "places":
        yield from _of_pattern(field)


def _of_pattern(field: "Field") -> Iterator[str]:
    if not field.pattern:
        yield tr("字段 {field} 要写 pattern 或 words", field=field.name)
    elif field.name in TIMES and not any(one in field.pattern for one in _TIME_MACROS):
        # Any other run of digits would be taken for a year, a month and a day: 10月07日09:12 for the year 1007.
        yield tr(
            "字段 {field} 是时间，pattern 里要有 {macros} 之一", field=field.name, macros=tr("、").join(_TIME_MACROS)
        )
    elif unknown := re.search(r"\{[a-z_]+\}?", field.expression.pattern):
        yield tr("字段 {field} 的 pattern 里有不认识的 {macro}", field=field.name, macro=unknown[0])
    elif field.name not in field.expression.groupindex:
        yield tr("字段 {field} 的 pattern 里没有同名的组", field=field.name)
    elif effort.ways(field.expression.pattern) > effort.MOST:
        yield tr("字段 {field} 的 pattern 里重复套着重复，会试得太久", field=field.name)


def _good(where: "Where") -> bool:
    left, top, right, bottom = where
    return 0 <= left < right <= 1 and 0 <= top < bottom <= 1


def _where_told() -> str:
    return tr("where 要写左、上、右、下，各为 0 到 1，如 {example}", example="[0.1, 0.2, 0.9, 0.3]")


def plainly(error: msgspec.ValidationError, known: Sequence[str], choices: Mapping[str, Sequence[str]]) -> str:
    """What msgspec says of a key, in words that a school knows; its own where there are none here.

    known: all the keys of templates, one of which may have been meant. choices: what may stand at the keys of a choice.
    """
    said = str(error)
    if unknown := re.search(r"unknown field `(\w+)`", said):
        meant = get_close_matches(unknown[1], known, 1)
        if meant:
            return tr("没有 {key} 这个键，可能是 {meant}", key=unknown[1], meant=meant[0])
        return tr("没有 {key} 这个键", key=unknown[1])
    if missing := re.search(r"missing required field `(\w+)`", said):
        return tr("缺少 {key}", key=missing[1])
    if value := re.search(r"enum value '(.*)' - at `\$\.(?:.*\.)?(\w+)`", said):
        may = tr("、").join(choices.get(value[2], ()))
        return tr("{key} 不能是 {value}，只能是：{may}", key=value[2], value=value[1], may=may)
    if kind := re.search(r"Expected `array`, got .* - at `\$\.(?:.*\.)?(\w+)`", said):
        return tr("{key} 要写在方括号里，如 {example}", key=kind[1], example='["…"]')
    if many := re.search(r"Expected `array` of .*length (\d+), got .* - at `\$\.(?:.*\.)?(\w+)`", said):
        return tr("{key} 要写 {count} 个数", key=many[2], count=many[1])
    if number := re.search(r"Expected `(?:float|int)`, got .* - at `\$\.(?:.*\.)?(\w+)", said):
        return tr("{key} 要写数，不加引号", key=number[1])
    if re.search(r"Expected `object.*`, got `array` - at `\$\.table`", said):
        return tr("table 只有一个，写成 [table]，不是 [[table]]")
    return said
