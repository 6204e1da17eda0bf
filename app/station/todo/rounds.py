"""Rounds that are due, second measurements, and what has to be told at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from app.clock import campus_day
from app.dormitory.called import house
from app.dormitory.daily.urgent import cases
from app.dormitory.day import Round, rounds
from app.dormitory.rounds.state import Line, State
from app.dormitory.today.item import Coming, Item, Lead
from app.i18n import tr
from app.records.rounds import ROUNDS
from app.station.todo.look import Look


def due(look: Look) -> Iterator[Item]:
    """Who is missing in a round that still counts, a line for each building; and every second measurement."""
    for state in look.today.report.states if look.today else ():
        mine = [one for one in state.lines if look.mine(one.resident)]
        if look.now < state.round.ends:
            yield from _missing(look, state, mine)
        for line in mine:
            if line.fever.state == "pending":
                yield _second(state, line)


def urgent(look: Look) -> Iterator[Item]:
    """Fever in two measurements, or illness, that nobody was told of."""
    for day in look.days:
        known = replace(day.known, urgent=[told for one in look.days for told in one.known.urgent])
        for case in cases(day.report.states, known, look.plan):
            if case.told is None and look.mine(case.line.resident):
                yield _at_once(case.line, case.deadline)


def coming(look: Look) -> Iterator[Coming]:
    day = campus_day(look.now)
    for round_ in (*rounds(look.plan, day), *rounds(look.plan, day + timedelta(days=1))):
        yield _begins(round_)


def _begins(one: Round) -> Coming:
    return Coming(one.opens, lambda: tr("{round}开始", round=tr(ROUNDS[one.name])))


def _missing(look: Look, state: State, lines: list[Line]) -> Iterator[Item]:
    for building in look.buildings:
        missing = sum(one.status == "missing" for one in lines if one.resident.building == building)
        if missing:
            yield _round(state, building, missing)


def _round(state: State, building: str, missing: int) -> Item:
    name = state.round.name
    return Item(
        "round", state.round.closes, Lead("dormitory", building, name),
        lambda: tr("{building}{round}：还有 {count} 人没有报", building=house(building), round=tr(ROUNDS[name]),
                   count=missing),
    )  # fmt: skip


def _second(state: State, line: Line) -> Item:
    one = line.resident
    return Item(
        "second", line.fever.due, Lead("dormitory", one.building, state.round.name, one.number),
        lambda: tr("{building}-{room} 寝：第二次测量体温", building=one.building, room=one.room),
    )  # fmt: skip


def _at_once(line: Line, deadline: datetime) -> Item:
    one = line.resident
    return Item(
        "urgent", deadline, Lead("reports", one.building, "", one.number),
        lambda: tr("{building}-{room} 寝：请立即报告，并记下报告给了谁", building=one.building, room=one.room),
    )  # fmt: skip
