"""What is done with applications, and what that changes of what the posts get. Inside a transaction of the caller's."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from app.access.roles import Role
from app.errors import UserError
from app.i18n import tr
from app.policy.evidence import Approval
from app.policy.person import Person
from app.policy.plate import is_plate, plain
from app.policy.rule import ApprovalKind
from app.server.reference.approvals import kept
from app.server.reference.approvals.flow import LABELS, NotYours, State, Step, step_of, waiting_for
from app.server.reference.approvals.kept import Application, By
from app.server.reference.published import present
from app.server.sql.port import Connection
from app.store.reference.approvals import SECTION, number_of
from app.store.reference.people import SECTION as PERSON
from app.store.reference.staging.rows import Change
from app.uuid7 import uuid7

KEPT = timedelta(days=30)
"""How long an approval that is over still stands at the posts, so that a guard can say that it was for another time."""
REMEMBERED = timedelta(days=180)
"""How long the centre itself keeps an application that is over, with its steps."""
LONGEST = timedelta(days=400)
MOST_WORDS = 200


class Wanted(NamedTuple):
    """What is applied for. number: of the person, or a visitor's ID number or phone; name: of a visitor alone."""

    kind: ApprovalKind
    number: str
    valid_from: datetime
    valid_to: datetime
    purpose: str
    name: str = ""
    host: str = ""
    vehicle: str = ""


class Batch(NamedTuple):
    """What became of several: done, and how many were not at a step of this role's."""

    done: list[Application]
    passed_over: int
    changes: list[Change]


def apply(connection: Connection, wanted: Wanted, by: By) -> Application:
    """Somebody of the list of people wants to come back or to go out. UserError says what is missing."""
    _check(wanted, by.at)
    person = present(connection, PERSON, wanted.number.strip(), Person)
    if person is None:
        raise UserError(tr("中心的人员名单中没有 {number}。请核对学工号，或先导入名单。", number=wanted.number.strip()))
    kept.forget(connection, by.at - REMEMBERED)
    one = _application(wanted, person.number, person.name, person.college)
    kept.put(connection, one, by)
    return one


def appoint(connection: Connection, wanted: Wanted, by: By) -> tuple[Application, list[Change]]:
    """A visitor is expected: approved at once by whoever keeps the appointments."""
    _check(wanted, by.at)
    number, name = number_of(wanted.number), wanted.name.strip()
    if not number or not name or not wanted.host.strip():
        raise UserError(tr("请填写访客姓名、证件号或电话，以及接待人。"))
    if wanted.vehicle.strip() and not is_plate(wanted.vehicle):
        raise UserError(tr("“{plate}”不像车牌，请核对；没有车请留空。", plate=wanted.vehicle.strip()))
    kept.forget(connection, by.at - REMEMBERED)
    one = _application(wanted, number, name, "")._replace(state="approved")
    kept.put(connection, one, by)
    return one, granted(connection, [one], by.at)


def agree(connection: Connection, ids: Sequence[str], role: Role, by: By) -> Batch:
    """This role's step for each of these; whatever is at another one is passed over. What is approved is published."""
    done, passed_over = _stepped(connection, ids, role, by, lambda step: step.becomes)
    approved = [one for one in done if one.state == "approved"]
    return Batch(done, passed_over, granted(connection, approved, by.at))


def reject(connection: Connection, ids: Sequence[str], role: Role, by: By) -> Batch:
    """The same, to say no: with a word why."""
    if not by.word:
        raise UserError(tr("不同意时请写一句原因，申请人会问。"))
    return Batch(*_stepped(connection, ids, role, by, lambda _step: "rejected"), [])


def _stepped(
    connection: Connection, ids: Sequence[str], role: Role, by: By, becomes: Callable[[Step], State]
) -> tuple[list[Application], int]:
    """Those that were at a step of this role's, each a step further; and how many were not."""
    found = [one for id_ in ids if (one := kept.one(connection, id_)) and one.kind != "visit"]
    if not found:
        raise UserError(tr("请先勾选要办理的申请。"))
    mine = [one for one in found if one.state in waiting_for(role) and not _stood(connection, one, by.who)]
    if not mine:
        step_of(found[0].state, role)
        raise NotYours(tr("同一份申请，一个人只能办理一步。请由另一位同事办理下一步。"))
    done = [kept.move(connection, one, becomes(step_of(one.state, role)), by) for one in mine]
    return done, len(found) - len(done)


def _stood(connection: Connection, one: Application, who: str) -> bool:
    """Whether somebody has agreed to it before, in whatever role: each step is another person's."""
    return any(step.who == who and step.state != "applied" for step in kept.steps(connection, one.id))


def withdraw(connection: Connection, id_: str, by: By) -> tuple[Application, list[Change]]:
    """It is not to count any more; once it was used, it did."""
    one = kept.one(connection, id_)
    if one is None or one.state in ("used", "rejected", "withdrawn"):
        said = tr(LABELS[one.state]) if one else tr("已不在")
        raise NotYours(tr("这份申请现在是“{state}”，不能撤回。请刷新后查看。", state=said))
    if not by.word:
        raise UserError(tr("请写明为什么撤回。"))
    withdrawn = kept.move(connection, one, "withdrawn", by)
    return withdrawn, _without(connection, one) if one.state == "approved" else []


def granted(connection: Connection, approved: Iterable[Application], now: datetime) -> list[Change]:
    """The rows of the posts' approvals with these beside those that there are; what has been over for long goes."""
    rows: dict[str, list[Approval]] = {}
    for one in approved:
        if one.number not in rows:
            rows[one.number] = [old for old in _present(connection, one.number) if old.valid_to + KEPT > now]
        if one.approval not in rows[one.number]:
            rows[one.number].append(one.approval)
    return [_row(number, some) for number, some in rows.items()]


def _without(connection: Connection, one: Application) -> list[Change]:
    left = [old for old in _present(connection, one.number) if old != one.approval]
    return [_row(one.number, left)]


def _present(connection: Connection, number: str) -> tuple[Approval, ...]:
    return present(connection, SECTION, number, tuple[Approval, ...]) or ()


def _row(number: str, some: Sequence[Approval]) -> Change:
    return Change(SECTION, number, msgspec.json.encode(some) if some else None)


def _application(wanted: Wanted, number: str, name: str, college: str) -> Application:
    return Application(
        uuid7(), wanted.kind, number, name, college, wanted.valid_from, wanted.valid_to,
        wanted.purpose.strip()[:MOST_WORDS], wanted.host.strip(), plain(wanted.vehicle), "applied",
    )  # fmt: skip


def _check(wanted: Wanted, now: datetime) -> None:
    if not wanted.valid_from < wanted.valid_to or wanted.valid_to <= now:
        raise UserError(tr("结束时间应晚于开始时间，也应晚于现在。"))
    if wanted.valid_to - wanted.valid_from > LONGEST:
        raise UserError(tr("一份审批最长 {days} 天，请缩短。", days=LONGEST.days))
    if not wanted.purpose.strip():
        raise UserError(tr("请写明事由。"))
