"""What of a signed report the records say otherwise by now: each number with what was signed and what it is."""

from collections.abc import Mapping
from typing import NamedTuple

from app.dormitory.daily.count import Numbers
from app.dormitory.daily.passing import Stage
from app.i18n import tr
from app.records.daily_report import Numbers as Labelled
from app.records.field import fields_of


class Change(NamedTuple):
    """name: a field of Numbers."""

    name: str
    signed: int
    now: int


def changed(stage: Stage, numbers: Numbers) -> list[Change]:
    """In the order of the numbers; none of what nobody has signed."""
    signed: Mapping[str, int] = stage.signed.numbers if stage.signed else {}
    now = numbers.plain()
    return [Change(name, signed[name], now[name]) for name in now if name in signed and signed[name] != now[name]]


def change_word(one: Change) -> str:
    """漏报 签发 3，现为 2."""
    label = next(each.label for each in fields_of(Labelled) if each.name == one.name)
    return tr("{label} 签发时 {signed}，现为 {now}", label=tr(label), signed=one.signed, now=one.now)
