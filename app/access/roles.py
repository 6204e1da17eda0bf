"""Roles and what each may do. A permission is named for the act, not for the screen it stands on."""

from typing import Literal, TypeAlias, get_args

from app.errors import UserError
from app.i18n import mark, tr

Role: TypeAlias = Literal["guard", "medical", "duty", "building", "counsellor", "supervisor", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
LABELS: dict[Role, str] = {
    "guard": mark("保安"),
    "medical": mark("校医"),
    "duty": mark("值班干部"),
    "building": mark("楼长"),
    "counsellor": mark("辅导员"),
    "supervisor": mark("带班领导"),
    "administrator": mark("管理员"),
}

_EVERYONE = frozenset(ROLES)
_LEADERS = frozenset({"supervisor", "administrator"})
PERMISSIONS: dict[str, frozenset[str]] = {
    "lane.run": _EVERYONE,
    "people.look-up": _EVERYONE,
    "people.identity": _LEADERS | {"medical", "duty", "counsellor"},
    "records.enter": _EVERYONE,
    "records.read": _EVERYONE,
    "audit.read": _LEADERS,
    "records.export": _LEADERS | {"duty", "medical"},
    "people.import": _LEADERS,
    "results.import": _LEADERS | {"duty", "medical"},
    "level.set": _LEADERS,
    "code.issue": _LEADERS,
    "centre.join": frozenset({"administrator"}),
    "backup.make": frozenset({"administrator"}),
    "accounts.change": frozenset({"administrator"}),
    "key.keep": frozenset({"administrator"}),
    "settings.change": _LEADERS,
    "look.change": _EVERYONE,
    "sync.run": _EVERYONE,
    "ledger.verify": _EVERYONE,
    "retention.run": _LEADERS,
    "retention.change": frozenset({"administrator"}),
    "grant.give": _LEADERS,
    "contacts.look": _LEADERS | {"duty", "medical"},
    "person.export": _LEADERS | {"duty", "medical"},
    "medical.read": _LEADERS | {"medical", "duty"},
    "medical.decide": frozenset({"medical"}),
    "denials.keep": _LEADERS | {"duty"},
    "denials.overrule": _LEADERS,
    "rounds.read": _LEADERS | {"medical", "duty", "building", "counsellor"},
    "rounds.enter": _LEADERS | {"medical", "duty", "building", "counsellor"},
    "night.check": _LEADERS | {"duty", "building", "counsellor"},
    "zones.set": _LEADERS | {"duty"},
    "residents.change": _LEADERS | {"duty", "building", "counsellor"},
    "observation.read": _LEADERS | {"medical", "duty", "building", "counsellor"},
    "observation.place": _LEADERS | {"medical", "duty", "building"},
    "parcels.keep": _LEADERS | {"guard", "duty", "building"},
    "keyposts.sign": _LEADERS | {"guard", "duty", "building"},
    "keyposts.read": _LEADERS | {"guard", "duty", "building"},
    "report.sign.counsellor": _LEADERS | {"building", "counsellor"},
    "report.sign.affairs": _LEADERS | {"duty"},
    "report.sign.centre": _LEADERS,
    "person.erase": frozenset({"administrator"}),
    "approvals.read": _LEADERS | {"duty", "counsellor"},
    "approvals.apply": _LEADERS | {"duty", "counsellor"},
    "approvals.college": frozenset({"counsellor", "administrator"}),
    "approvals.office": frozenset({"duty", "administrator"}),
    "approvals.approve": _LEADERS,
    "visits.keep": _LEADERS | {"duty"},
    "registers.keep": _LEADERS,
    "outside.keep": frozenset({"administrator"}),
}


class NotPermitted(UserError):
    """The signed-in role may not do this."""

    @classmethod
    def to(cls, role: Role) -> "NotPermitted":
        return cls(tr("“{role}”没有这项权限。请由带班领导或管理员登录后操作。", role=tr(LABELS[role])))


def require(role: Role, permission: str) -> None:
    """Raises NotPermitted unless `role` may do `permission` (a key of PERMISSIONS)."""
    if role not in PERMISSIONS[permission]:
        raise NotPermitted.to(role)
