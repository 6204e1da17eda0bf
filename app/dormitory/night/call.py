"""Whom to call about somebody who was not found: in the order of responsibility, each once before anybody twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.dormitory.day import Plan
from app.dormitory.night.line import Line
from app.dormitory.night.step import Step
from app.dormitory.rounds.calls import Call


def next_call(called: Sequence[Step], calls: Sequence[Call]) -> Call | None:
    """Who is to be called now. called: the calls there were; calls: everybody who may be, in their order. None where
    that is nobody."""
    asked = [(str(one.said.whose), one.said.name) for one in called]
    return min(calls, key=lambda call: asked.count((call.whose, call.name)), default=None)


def call_due(line: Line, closed_at: datetime | None, plan: Plan) -> datetime | None:
    """Until when: so many minutes after they were not found, after the check was closed without them, or after the
    last call; None where nobody has to be called."""
    found_out = line.at if line.standing == "absent" else closed_at
    times = [one.at for one in line.called] + ([found_out] if found_out else [])
    return max(times) + timedelta(minutes=plan.night.call_minutes) if times else None
