"""The way of an approval: who takes which step, and what it becomes. Pure.

applied → college → office → approved → used; at each of the first three steps it may be rejected instead, and until it
is used it may be withdrawn. Each step is one role's; an administrator may stand in for any, for one step of each.
"""

from typing import Literal, NamedTuple, TypeAlias, get_args

from app.access.roles import PERMISSIONS, Role
from app.errors import UserError
from app.i18n import mark, tr
from app.policy.rule import ApprovalKind

State: TypeAlias = Literal["applied", "college", "office", "approved", "used", "rejected", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
LABELS: dict[State, str] = {
    "applied": mark("已申请，待学院"), "college": mark("学院同意，待防控办"), "office": mark("防控办同意，待领导"),
    "approved": mark("已批准"), "used": mark("已使用"), "rejected": mark("未同意"), "withdrawn": mark("已撤回"),
}  # fmt: skip
DONE: dict[State, str] = {
    "applied": mark("提出申请"), "college": mark("学院同意"), "office": mark("防控办同意"), "approved": mark("批准"),
    "used": mark("使用"), "rejected": mark("未同意"), "withdrawn": mark("已撤回"),
}  # fmt: skip
"""What was done when it became so."""
KINDS: dict[ApprovalKind, str] = {"return": mark("返校"), "leave": mark("请假出校"), "visit": mark("来访")}
LEADS: dict[ApprovalKind, str] = {"return": "in", "leave": "out", "visit": "in"}
"""The direction of the passage that uses it."""


class Step(NamedTuple):
    """What an approval becomes, and the permission to say so."""

    becomes: State
    permission: str


NEXT: dict[State, Step] = {
    "applied": Step("college", "approvals.college"),
    "college": Step("office", "approvals.office"),
    "office": Step("approved", "approvals.approve"),
}


class NotYours(UserError):
    """The step is another role's, or has been taken."""


def waiting_for(role: Role) -> tuple[State, ...]:
    """The states whose next step this role takes."""
    return tuple(state for state, step in NEXT.items() if role in PERMISSIONS[step.permission])


def step_of(state: State, role: Role) -> Step:
    """The next step, where this role takes it."""
    step = NEXT.get(state)
    if step is None:
        raise NotYours(tr("这份申请现在是“{state}”，没有下一步。请刷新后查看。", state=tr(LABELS[state])))
    if role not in PERMISSIONS[step.permission]:
        raise NotYours(tr("这份申请现在是“{state}”，下一步不由您办理。", state=tr(LABELS[state])))
    return step
