"""The forms of the editor of levels: how each item is asked somewhere, thresholds and limits, what colours say."""

from functools import partial

import msgspec

from app.errors import UserError
from app.i18n import mark, tr
from app.policy.asking import told, ways
from app.policy.draft import Asked, Where, asked
from app.policy.evidence import Item
from app.policy.level import LevelFile
from app.policy.leveldiff import BROUGHT, COLORS, HANDINGS, HEAD, MEANINGS, SITES, place_words
from app.policy.person import LABELS
from app.policy.rule import ITEMS, Demand, Fever, Meaning, SecondMeasurement
from app.policy.words import ITEM_LABELS, claim_word
from ui.widgets.smallform import Field, SmallForm, one_of
from ui.widgets.text import Words

NOT = "no"
APPLY, FORBIDDEN = "apply", "forbidden"
ONE, SAME, ALL = "one", "same", "all"
NUMBERS = ("strictness", "reference_hours", "shown_hours", "positive_days")
SECOND = {
    NOT: mark("不复测，直接转校医"), "settles": mark("休息后复测，正常就不算"),
    "refers": mark("休息后复测，正常也转校医"),
}  # fmt: skip
REST = mark("休息几分钟")
LEAVE_OUT = mark("不写（值守人员看）")
PAGES = ("health-code", "travel-card")


APPLIES = {ONE: mark("只这一类人员"), SAME: mark("此处要求相同的各类人员"), ALL: mark("此处所有人员")}
"""For whom what is asked is changed."""


def asking_form(file: LevelFile, where: Where) -> SmallForm:
    """How each item is asked at one place, and for whom that is to count."""
    now = asked(file, where)
    fields = [
        Field(APPLY, mark("用于"), choices=APPLIES),
        Field(FORBIDDEN, mark("能否通行"), choices={NOT: mark("符合要求的放行"), "yes": mark("一律不予放行")}),
        *(Field(item, ITEM_LABELS[item], choices=_choices(file, item)) for item in ITEMS),
    ]
    post, way, kind = where
    form = SmallForm(
        lambda: f"{place_words(post, way)} · {tr(LABELS[kind])}", fields, mark("确定"),
        mark("没有手机的人出示纸质材料，由值守人员目视核验，同样有效。"), columns=2,
    )  # fmt: skip
    chosen = {demand.item: str(_ways(file, demand.item).index(demand)) for demand in now.demands}
    values = {item: chosen.get(item, NOT) for item in ITEMS}
    form.begin(apply=SAME, forbidden="yes" if now.forbidden else NOT, **values)
    form.setFocusProxy(form.editor(APPLY))
    return form


def read_asked(file: LevelFile, given: dict[str, str]) -> Asked:
    """What such a form says."""
    demands = [_ways(file, item)[int(given[item])] for item in ITEMS if given[item] != NOT]
    return Asked(tuple(demands), given[FORBIDDEN] == "yes")


def head_form(file: LevelFile) -> SmallForm:
    """From how many °C a fever counts, and how old what may be."""
    fever = [Field(site, words, hint=mark("℃")) for site, words in SITES.items()]
    others = [Field(name, HEAD[name], optional=name == "reference_hours") for name in NUMBERS]
    second = [Field("second", mark("体温偏高复测"), choices=SECOND), Field("rest", REST, optional=True)]
    brought = [Field(name, words, choices=HANDINGS) for name, words in BROUGHT.items()]
    form = SmallForm(mark("发热线、时限和快递"), [*fever, *others, *second, *brought], mark("确定"), columns=2)
    values = {site: f"{getattr(file.fever_from, site):g}" for site in SITES}
    values |= {name: _figure(getattr(file, name)) for name in NUMBERS}
    values |= {name: getattr(file, name) for name in BROUGHT}
    again = file.second_measurement
    values |= {"second": again.normal, "rest": f"{again.after_minutes:g}"} if again else {"second": NOT, "rest": ""}
    form.begin(**values)
    form.setFocusProxy(form.editor("forehead"))
    return form


def read_head(file: LevelFile, given: dict[str, str]) -> LevelFile:
    """What such a form says. UserError for what is no number, or no person's temperature."""
    sites = {site: _number(given[site], words) for site, words in SITES.items()}
    if any(not 36.0 <= celsius <= 40.0 for celsius in sites.values()):
        raise UserError(tr("发热线请填 36 到 40 ℃ 之间。"))
    figures = {name: _number(given[name], HEAD[name]) if given[name] else None for name in NUMBERS}
    return msgspec.structs.replace(
        file, fever_from=Fever(**sites), strictness=int(figures["strictness"] or 0),
        reference_hours=figures["reference_hours"], shown_hours=figures["shown_hours"] or 24,
        positive_days=int(figures["positive_days"] or 0), second_measurement=_second(given),
        **{name: one_of(HANDINGS, given[name]) for name in BROUGHT},
    )  # fmt: skip


def _second(given: dict[str, str]) -> SecondMeasurement | None:
    normal = given["second"]
    if normal == NOT:
        return None
    minutes = _number(given["rest"], REST) if given["rest"] else SecondMeasurement().after_minutes
    if not 1 <= minutes <= 120:
        raise UserError(tr("复测前休息请填 1 到 120 分钟。"))
    return SecondMeasurement(after_minutes=minutes, normal="settles" if normal == "settles" else "refers")


def colors_form(file: LevelFile) -> SmallForm:
    """What each colour of each page says."""
    choices: dict[str, Words] = {NOT: LEAVE_OUT}
    choices |= {str(word): words for word, words in MEANINGS.items()}
    fields = [
        Field(f"{page} {color}", partial(_page_color, page, words), choices=choices)
        for page in _pages(file) for color, words in COLORS.items() if color != "unknown"
    ]  # fmt: skip
    form = SmallForm(
        mark("健康码和行程卡颜色"), fields, mark("确定"), mark("省码自己的颜色先于一般的颜色；没有写的由值守人员看。"),
        columns=3,
    )  # fmt: skip
    form.begin(
        **{
            f"{page} {color}": file.colors.get(page, {}).get(color, NOT)
            for page in _pages(file) for color in COLORS if color != "unknown"
        }
    )  # fmt: skip
    form.setFocusProxy(form.editor(fields[0].name))
    return form


def read_colors(file: LevelFile, given: dict[str, str]) -> LevelFile:
    """What such a form says."""
    colors = {page: dict(file.colors.get(page, {})) for page in _pages(file)}
    for page in colors:
        for color in COLORS:
            word = given.get(f"{page} {color}", "")
            if color != "unknown":
                colors[page].pop(color, None)
            meaning: Meaning | None = next((one for one in MEANINGS if one == word), None)
            if meaning:
                colors[page][color] = meaning
    return msgspec.structs.replace(file, colors={page: said for page, said in colors.items() if said})


def _pages(file: LevelFile) -> list[str]:
    return list(dict.fromkeys([*PAGES, *file.colors]))


def _page_color(page: str, color: str) -> str:
    kind, _, issuer = page.partition("/")
    return tr("{page} · {color}", page=" ".join((claim_word(kind), issuer)).strip(), color=tr(color))


def _choices(file: LevelFile, item: Item) -> dict[str, Words]:
    asked_ways: dict[str, Words] = {str(at): partial(told, way) for at, way in enumerate(_ways(file, item))}
    return asked_ways if item == "identity" else {NOT: mark("不查"), **asked_ways}


def _ways(file: LevelFile, item: Item) -> list[Demand]:
    return ways(item, file.demands.values())


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _number(text: str, words: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise UserError(tr("“{what}”请填数字。", what=tr(words))) from error
