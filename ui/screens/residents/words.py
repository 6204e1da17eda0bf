"""What the page of changes of residence says: a change, what does not match, whom to call."""

from collections.abc import Sequence

from app.clock import campus
from app.dormitory.resident import Resident
from app.dormitory.responsible import LABELS, Responsible
from app.i18n import mark, tr
from app.records.residence import ACTS
from app.station.residences import Differences, Listed
from ui.widgets.lines import Row


def change_row(one: Listed) -> Row:
    """When it holds, who, what, which rooms."""
    return Row(one.change.id, lambda: _change(one), "accent_ink" if one.ahead else "ink")


def _change(one: Listed) -> tuple[str, ...]:
    said = one.change.said
    name = one.person.name if one.person else said.person
    where = f"{said.was} → {said.to}" if said.to else said.was
    until = tr("到 {at}", at=f"{campus(said.until):%m-%d %H:%M}") if said.until else ""
    parts = (tr("未到时间") if one.ahead else "", until, said.note)
    return f"{one.change.since:%m-%d %H:%M}", name, tr(ACTS[said.act]), where, " · ".join(filter(None, parts))


def difference_rows(found: Differences) -> list[Row]:
    """Everything that does not match, each with what stands where."""
    homeless = [(one.number, one.name, _HOMELESS, one.place, "") for one in found.homeless]
    unknown = [(room, "", _UNKNOWN, room, f"{people}") for room, people in found.unknown]
    differing = [
        (one.number, one.name, _DIFFERING, f"{one.building}-{one.room}", change.said.to)
        for one, change in found.differing
    ]
    empty = [(path, "", _EMPTY, path, "") for path in found.empty]
    return [_difference(*one) for one in (*homeless, *unknown, *differing, *empty)]


def _difference(key: str, name: str, what: str, place: str, more: str) -> Row:
    def cells() -> tuple[str, ...]:
        said = {_UNKNOWN: tr("住着 {n} 人", n=more), _DIFFERING: tr("调宿到 {to}", to=more)}.get(what, "")
        return "", name, tr(what), place, said

    return Row(f"{what} {key}", cells, "ink_2" if what == _EMPTY else "ink")


_HOMELESS = mark("住处不是房间")
_UNKNOWN = mark("没有这间房")
_DIFFERING = mark("名单与调宿不同")
_EMPTY = mark("没有人住")


def person_about(one: Listed, found: Sequence[tuple[Resident, Sequence[Responsible]]]) -> list[str]:
    """Where somebody lives now, and whom to call about them."""
    assert one.person is not None
    lines = [" ".join(filter(None, (one.person.name, one.person.phone)))]
    for resident, chain in found:
        lines[0] += f" · {resident.building}-{resident.room}"
        lines += [" ".join(filter(None, (tr(LABELS[each.duty]), each.name, each.phone))) for each in chain]
    return lines
