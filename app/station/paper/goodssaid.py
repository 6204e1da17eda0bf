"""The sixteen items as they are written on one line each of the goods form, read into the fields of a goods record."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.goods.contact import minutes_of
from app.i18n import tr
from app.policy.asgiven import Doubted, phone, plate
from app.policy.phone import is_phone
from app.policy.plate import shown
from app.policy.platecheck import NotAPlate
from app.records.goods_items import CLASSES, COLORS, RESULTS
from app.station.paper.said import Doubtful, NotUnderstood, at_of, celsius_of

_DIGITS = re.compile(r"\+?[0-9][0-9-]*")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_CLOCK = re.compile("[0-9]{1,2}[:.]?[0-9]{2}")
_COLD = ("冷链", "冷", "cold")
_OUTCOMES = ("released", "refused")
OUTCOME = "outcome"


def item(name: str, text: str, day: date, *, sure: bool = False) -> dict[str, Any]:
    """The fields that one item of app.goods.items says; none where nothing was written. sure: it was doubted, and is
    given again as it stands. Raises NotUnderstood, Doubtful where it may be right."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return {}
    try:
        return _READERS.get(name, _text)(name, plain, day)
    except Doubtful as doubt:
        if sure:
            return doubt.taken
        raise


def outcome(text: str) -> str:
    """1 or 放行 is released, 2 refused; NotUnderstood for anything else, nothing written too."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain not in ("1", "2"):
        raise NotUnderstood(OUTCOME, tr("处理请写 1 放行入校 或 2 不予入校"))
    return _OUTCOMES[int(plain) - 1]


def _celsius(name: str, text: str, _day: date) -> dict[str, Any]:
    try:
        return {name: celsius_of(text)}
    except NotUnderstood as wrong:
        raise NotUnderstood(name, str(wrong)) from None


def _choice(choices: Mapping[str, str]) -> Callable[[str, str, date], dict[str, Any]]:
    """By the place of the box that was ticked, or its word."""

    def read(name: str, text: str, _day: date) -> dict[str, Any]:
        keys = list(choices)
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(keys):
            return {name: keys[int(text) - 1]}
        found = next((key for key, word in choices.items() if text.lower() in (key, word, tr(word).lower())), None)
        if found is None:
            words = tr("、").join(f"{at} {tr(word)}" for at, word in enumerate(choices.values(), 1))
            raise NotUnderstood(name, tr("请写 {words}", words=words))
        return {name: found}

    return read


def _deliverer(name: str, text: str, _day: date) -> dict[str, Any]:
    words = text.split()
    numbers = [word for word in words if _DIGITS.fullmatch(word)]
    number = next(filter(is_phone, numbers), next(iter(numbers), ""))
    others = [word for word in words if word != number]
    if not number or not others:
        raise NotUnderstood(name, tr("请写姓名和电话，如：刘师傅 13900001111"))
    known = {"name": others[0], "phone": number}
    made: dict[str, Any] = {name: {**known, "id_number": others[1]} if len(others) > 1 else known}
    try:
        phone(number)
    except Doubted as doubt:
        raise Doubtful(name, str(doubt), made) from doubt
    return made


def _lines(name: str, text: str, _day: date) -> dict[str, Any]:
    """The class first, then one kind of goods behind the other, with semicolons between."""
    head, _, rest = text.partition(" ")
    classes = {str(at): key for at, key in enumerate(CLASSES, 1)}
    classes |= {word: key for key, label in CLASSES.items() for word in (label, label.removesuffix("物资"))}
    if head not in classes or not rest.strip():
        raise NotUnderstood(name, tr("先写 1 防疫或 2 生活，再写：大米 50 袋 城郊合作社；下一样"))
    parts = [part.split() for part in re.split("[;；]", rest) if part.strip()]
    return {"goods_class": classes[head], name: [_line(name, part) for part in parts]}


def _line(name: str, words: Sequence[str]) -> dict[str, Any]:
    if len(words) < 3 or not _NUMBER.fullmatch(words[1]) or float(words[1]) <= 0:
        raise NotUnderstood(name, tr("每样请写：品名 数量 单位 供应商，如：大米 50 袋 城郊合作社"))
    made: dict[str, Any] = {"name": words[0], "quantity": float(words[1]), "unit": words[2]}
    rest = list(words[3:])
    cold = next((word for word in rest if word.lower() in _COLD), None)
    if cold is not None:
        at = rest.index(cold)
        made |= {"cold_chain": True, "report": " ".join(rest[at + 1 :])}
        rest = rest[:at]
    return {**made, "supplier": " ".join(rest)} if rest else made


def _vehicle(name: str, text: str, _day: date) -> dict[str, Any]:
    try:
        return {name: shown(plate(text))}
    except NotAPlate as error:
        raise NotUnderstood(name, str(error)) from error
    except Doubted as doubt:
        raise Doubtful(name, str(doubt), {name: doubt.text}) from doubt


def _trip(name: str, text: str, day: date) -> dict[str, Any]:
    words = text.split()
    if len(words) < 2 or not _CLOCK.fullmatch(words[-1]):
        raise NotUnderstood(name, tr("请写从哪里、经过哪里、几点出发，如：白城 松原 0630"))
    return {name: {"origin": words[0], "via": " ".join(words[1:-1]), "left_at": _at(name, day, words[-1])}}


def _disinfected(name: str, text: str, day: date) -> dict[str, Any]:
    words = text.split()
    if len(words) < 4 or not _CLOCK.fullmatch(words[-1]):
        raise NotUnderstood(name, tr("请写消毒剂、浓度、操作人、几点，如：84消毒液 500mg/L 王芳 0710"))
    agent, concentration, operator = words[0], " ".join(words[1:-2]), words[-2]
    made = {"agent": agent, "concentration": concentration, "operator": operator, "at": _at(name, day, words[-1])}
    minutes = minutes_of(agent, concentration)
    return {name: made if minutes is None else {**made, "minutes": minutes}}


def _text(name: str, text: str, _day: date) -> dict[str, Any]:
    return {name: text}


def _at(name: str, day: date, text: str) -> datetime:
    try:
        return at_of(day, text, None)
    except NotUnderstood as wrong:
        raise NotUnderstood(name, str(wrong)) from None


_READERS: dict[str, Callable[[str, str, date], dict[str, Any]]] = {
    "celsius": _celsius, "health_code": _choice(COLORS), "travel_card": _choice(COLORS),
    "test_report": _choice(RESULTS), "deliverer": _deliverer, "lines": _lines, "vehicle": _vehicle, "trip": _trip,
    "people_disinfected": _disinfected, "vehicle_disinfected": _disinfected, "goods_disinfected": _disinfected,
    "area_disinfected": _disinfected,
}  # fmt: skip
