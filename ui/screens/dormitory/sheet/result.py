"""What was written from the sheet, in words: counted, and record by record."""

from app.dormitory.chain.entering import ToEnter
from app.dormitory.rounds.fever import threshold
from app.i18n import tr
from app.station.pasting import Written
from app.store.fact import Entry
from ui.screens.dormitory.sheet.hand import OnSheet
from ui.screens.dormitory.sheet.words import SAYS, SITES, Sees, called, lives
from ui.screens.dormitory.words import ROUNDS
from ui.widgets.lines import Row


def result(written: Written) -> str:
    """What was written, counted."""
    parts = [
        tr("体温 {count} 条", count=written.count("temperature")),
        tr("更正 {count} 条", count=written.count("temperature", "correction")),
        tr("口头报告 {count} 条", count=written.count("statement")),
        tr("已有、没有重复写入 {count} 人", count=written.same) if written.same else "",
        tr("没有写入 {count} 处", count=written.left) if written.left else "",
        tr("记住叫法 {names}", names="、".join(written.nicknames)) if written.nicknames else "",
    ]
    return tr("已写入：{parts}", parts=" · ".join(filter(None, parts)))


def written_rows(written: Written, sheet: OnSheet, sees: Sees) -> list[Row]:
    """What was written, a row for each record."""
    return [_written_row(one, entry, sheet, sees) for one, entry in written.entries]


def _written_row(one: ToEnter, entry: Entry, sheet: OnSheet, sees: Sees) -> Row:
    def cells() -> tuple[str, ...]:
        raw, act = one.raw, tr("更正") if one.act == "correction" else tr("新记")
        about = tr(ROUNDS[raw["round"]]) if raw.get("round") else ""
        if one.kind == "temperature":
            who = sheet.resident(raw["person"])
            measured = f"{raw['celsius']:.1f}", tr(SITES[raw["site"]])
            return f"{entry.seq}", act, called(who, sees), lives(who), *measured, f"{about} {raw['note']}".strip()
        people = [sheet.resident(each["person"]) for each in raw["people"]]
        who, more = people[0], len(people)
        name = called(who, sees) if more == 1 else tr("{count} 人", count=more)
        return (
            f"{entry.seq}",
            act,
            name,
            lives(who) if more == 1 else raw["room"],
            "",
            "",
            f"{about} {tr(SAYS[raw['says']])}",
        )

    high = one.kind == "statement" and one.raw["says"] == "ill"
    if one.kind == "temperature" and sheet.pasted is not None:
        high = one.raw["celsius"] >= threshold(one.raw["site"], sheet.pasted.high_from)
    return Row(entry.fact.id, cells, "attention_ink" if high else "ink")
