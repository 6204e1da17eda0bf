"""Changes of residence read from a table: who moves where, who goes on leave and is back, each from its own time."""

from datetime import datetime
from typing import NamedTuple

from app.i18n import LANGUAGES, tr
from app.i18n import catalogue as translations
from app.policy.room import room_of
from app.records.residence import ACTS, Act
from app.store.importing.cells import Lost, digits, words
from app.store.importing.register import Register, Values, Wrong, moment, needed_text, read_register

COLUMNS = {
    "number": ("学工号", "学号", "工号", "number", "student number"),
    "name": ("姓名", "name"),
    "act": ("变动", "类别", "事项", "change", "kind"),
    "since": ("从何时起", "开始时间", "时间", "生效时间", "from", "since"),
    "until": ("至何时", "结束时间", "截止时间", "until"),
    "to": ("新寝室", "调入", "寝室", "宿舍", "to", "room"),
    "note": ("备注", "原因", "note"),
}  # fmt: skip
_SAID: dict[str, Act] = {
    "调宿": "moved", "换寝": "moved", "调寝": "moved", "换宿舍": "moved", "搬出": "left", "退宿": "left",
    "离校": "leave", "请假": "leave", "返校": "back", "销假": "back", "返寝": "back",
}  # fmt: skip


class Wanted(NamedTuple):
    """A row. name: as the table has it, to be held against the list of people; empty where it has none."""

    number: str
    name: str
    act: Act
    since: datetime
    until: datetime | None
    to: str
    note: str


def read_residences(content: bytes, name: str) -> Register[Wanted]:
    """The changes of a CSV or XLSX file, by person, change and time. Raises tables.NoTable."""
    return read_register(content, name, COLUMNS, ("number", "act", "since"), _wanted)


def _wanted(values: Values) -> tuple[str, Wanted]:
    since = moment(values, "since")
    if since is None:
        raise Wrong(tr("没有{label}", label=tr("从何时起")))
    act, to = _act(needed_text(values, "act", tr("变动"))), words(values.get("to"))
    if act == "moved" and room_of(to) is None:
        raise Wrong(tr("新寝室请写成 5-316 或 5-316-2 的样子"))
    until = moment(values, "until", end=True)
    if until is not None and until <= since:
        raise Wrong(tr("截止时间应晚于开始时间"))
    made = Wanted(
        _number(values), words(values.get("name")), act, since, until if act == "leave" else None,
        to if act == "moved" else "", words(values.get("note")),
    )  # fmt: skip
    return f"{made.number} {act} {since.isoformat()}", made


def _act(word: str) -> Act:
    for act, label in ACTS.items():
        labels = {translations(language).get(label, label).lower() for language in LANGUAGES}
        if act != "withdrawn" and word.lower() in (act, *labels):
            return next(one for one in _SAID.values() if one == act)
    if word not in _SAID:
        raise Wrong(tr("没有“{word}”这种变动，可用：{known}", word=word, known="、".join(_SAID)))
    return _SAID[word]


def _number(values: Values) -> str:
    try:
        return digits(values.get("number"))
    except Lost:
        raise Wrong(tr("学工号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出")) from None
