"""The menu at the left: what the role of whoever is signed in opens."""

from collections.abc import Callable
from typing import NamedTuple

from app.i18n import mark, tr

_ENTRIES = (
    ("/", mark("总览"), "layout-dashboard", "records.read"),
    ("/stations", mark("站点"), "monitor", "records.read"),
    ("/records", mark("记录"), "list", "records.read"),
    ("/open", mark("待办"), "list-checks", "people.identity"),
    ("/dormitory", mark("公寓日报"), "bed", "rounds.read"),
    ("/medical", mark("医疗值班室"), "stethoscope", "rounds.read"),
    ("/parcels", mark("快递外卖"), "package", "parcels.keep"),
    ("/keyposts", mark("重点岗位"), "id-card", "keyposts.read"),
    ("/people", mark("查人"), "search", "people.identity"),
    ("/levels", mark("级别"), "shield-check", "records.read"),
    ("/approvals", mark("审批"), "clipboard-check", "approvals.read"),
    ("/visits", mark("来访预约"), "calendar-days", "visits.keep"),
    ("/restricted", mark("限制通行"), "shield-alert", "denials.keep"),
    ("/roster", mark("人员名单"), "users", "people.import"),
    ("/vehicles", mark("车辆"), "truck", "registers.keep"),
    ("/places", mark("网格"), "map-pin", "registers.keep"),
    ("/keys", mark("密钥与吊销"), "key-round", "code.issue"),
    ("/retention", mark("保存期限"), "hourglass", "retention.run"),
    ("/quarantine", mark("隔离待查"), "inbox", "audit.read"),
    ("/codes", mark("接入"), "plug", "centre.join"),
    ("/outside", mark("其他系统"), "network", "outside.keep"),
    ("/accounts", mark("账号"), "user-check", "accounts.change"),
    ("/acts", mark("操作记录"), "history", "audit.read"),
)


class Entry(NamedTuple):
    """here: the page that is open stands below it."""

    path: str
    label: str
    icon: str
    here: bool


def menu(may: Callable[[str], bool], path: str) -> list[Entry]:
    """The entries for somebody, by what they may; path: of the page that is open."""
    return [
        Entry(to, tr(label), icon, path == to if to == "/" else path.startswith(to))
        for to, label, icon, permission in _ENTRIES if may(permission)
    ]  # fmt: skip
