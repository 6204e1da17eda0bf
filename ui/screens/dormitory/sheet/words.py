"""What the sheet says in words: a line beside what was understood, and who may be meant."""

from collections.abc import Callable, Sequence

from app.clock import campus
from app.dormitory.called import house
from app.dormitory.chain.said import Reading, Said
from app.dormitory.chain.settling import nickname
from app.dormitory.resident import Resident
from app.dormitory.rounds.fever import threshold
from app.i18n import mark, tr
from app.station.pasting import Pasted
from ui.screens.dormitory.sheet.hand import Item, OnSheet
from ui.screens.dormitory.words import NOBODY, ROUNDS
from ui.widgets.lines import Row

SITES = {"armpit": mark("腋温"), "forehead": mark("额温"), "ear": mark("耳温"), "": mark("腋温")}
SAYS = {"normal": mark("说正常"), "away": mark("不在"), "ill": mark("说不舒服"), "unmeasured": mark("没有测"), "": ""}
Sees = Callable[[Resident], bool]


def called(one: Resident | None, sees: Sees) -> str:
    """Somebody by name; nobody's where it is not for whoever sits here."""
    return one.name if one is not None and sees(one) else NOBODY


def lives(one: Resident | None) -> str:
    return "" if one is None else f"{one.building}-{one.room}" + (f"-{one.bed}" if one.bed else "")


def candidate(at: int, one: Resident, sees: Sees) -> str:
    """Who may be meant, with the key that says so."""
    more = " · ".join(filter(None, (lives(one), one.class_name, one.number)))
    return f"{at}  {called(one, sees)}  {more}"


def row_of(item: Item, sheet: OnSheet, sees: Sees) -> Row:
    """A row of the sheet's table."""

    def cells() -> tuple[str, ...]:
        number = f"{item.line.number}" if item.first else ""
        text = item.line.text.strip() if item.first else ""
        return (number, text, *_understood(item, sheet, sees))

    return Row(item.key, cells, _ink(item, sheet))


def _understood(item: Item, sheet: OnSheet, sees: Sees) -> tuple[str, str, str, str, str]:
    """Person, room, value, where it was measured, what else is said."""
    if item.out:
        return "–", "", "", "", tr("不要这一行")
    if item.room is not None:
        room = f"{item.room.building}-{item.room.room}"
        return tr("全寝"), room, "", "", tr("都正常，不记体温")
    if item.open and item.problem is not None:
        return "？", "", _values(item.problem.readings), "", item.problem.sentence
    if item.choice is not None and not item.choice.number:
        return "–", "", "", "", tr("不要这一行")
    said = item.meant
    if said is None:
        return "–", "", "", "", tr("与人无关")
    one = sheet.resident(said.number)
    remembered = item.choice is not None and item.choice.remember
    more = tr("记住“{name}”", name=item.problem.written) if remembered and item.problem else ""
    sites = "、".join(tr(SITES[site]) for site in dict.fromkeys(each.site for each in said.readings))
    parts = (_when(item, sheet.pasted), _said(said, sheet.pasted), more)
    return called(one, sees), lives(one), _values(said.readings), sites, " · ".join(filter(None, parts))


def _when(item: Item, pasted: Pasted | None) -> str:
    """When it was measured or handed in, where the table says so."""
    at = pasted.times.get(item.line.number) if pasted is not None else None
    return f"{campus(at):%H:%M}" if at else ""


def _values(readings: Sequence[Reading]) -> str:
    told = ((tr(ROUNDS[one.round]) + " " if one.round else "") + f"{one.celsius:.1f}" for one in readings)
    return " / ".join(told)


def _said(said: Said, pasted: Pasted | None) -> str:
    high = pasted is not None and is_high(said, pasted)
    parts = [
        tr("偏高") if high else "",
        tr(SAYS[said.says]) if said.says and not (said.says == "normal" and said.readings) else "",
        tr("更正") if said.corrects else "",
        tr("复测") if any(one.second for one in said.readings) else "",
        said.note,
    ]
    return " · ".join(filter(None, parts))


def is_high(said: Said, pasted: Pasted) -> bool:
    """Whether one of its temperatures is; where none is said people here measure under the arm."""
    return any(one.celsius >= threshold(one.site or "armpit", pasted.high_from) for one in said.readings)


def _ink(item: Item, sheet: OnSheet) -> str:
    if item.open:
        return "hold_ink"
    said = item.meant
    if said is not None and sheet.pasted is not None and (is_high(said, sheet.pasted) or said.says == "ill"):
        return "attention_ink"
    return "ink" if said is not None or (item.room is not None and not item.out) else "ink_2"


def summary(sheet: OnSheet) -> str:
    """How much was understood, and how much is left to look at."""
    items, pasted = sheet.items, sheet.pasted
    if pasted is None:
        return ""
    told = [one for one in items if one.meant is not None or (one.room is not None and not one.out)]
    left = sum(one.open for one in items)
    parts = [
        tr("读懂 {count} 处", count=len(told)),
        tr("要确认 {count} 处", count=left) if left else tr("没有要确认的"),
        tr("别的日期 {count} 行", count=pasted.others) if pasted.others else "",
        tr("只看 {building}", building=house(pasted.building)) if pasted.building else tr("看能打开的全部楼"),
    ]
    return " · ".join(filter(None, parts))


def left_open(count: int) -> str:
    """What was not written since nobody settled it."""
    return tr("还有 {count} 处没有确认，没有写入。要补上，请再粘贴一次：已写入的不会重复。", count=count)


def question(item: Item) -> str:
    """What has to be settled of a line, and what it would say of whoever is chosen."""
    problem = item.problem
    if problem is None:
        return ""
    name = nickname(problem) or problem.written
    told = f"{_values(problem.readings)} {_told(problem.said)}".strip() if problem.said else ""
    parts = [
        problem.sentence,
        tr("写的是“{name}”", name=name) if name else "",
        tr("会记：{told}", told=told) if told else tr("这一行要改写清楚（E），或不要（S）"),
    ]
    return " · ".join(filter(None, parts))


def _told(said: Said) -> str:
    return " ".join(
        filter(None, (tr(SAYS[said.says]) if not said.readings or said.says != "normal" else "", said.note))
    )
