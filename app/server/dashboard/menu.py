"""The menu at the left: what the role of whoever is signed in opens."""

from collections.abc import Callable
from typing import NamedTuple

from app.i18n import mark, tr

_ENTRIES = (
    ("/", mark("总览"), "layout-dashboard", "records.read"),
    ("/stations", mark("站点"), "monitor", "records.read"),
    ("/records", mark("记录"), "list", "records.read"),
    ("/levels", mark("级别"), "shield-check", "records.read"),
    ("/roster", mark("人员名单"), "file-up", "people.import"),
    ("/people", mark("查人"), "users", "people.identity"),
    ("/quarantine", mark("隔离待查"), "inbox", "audit.read"),
    ("/codes", mark("接入"), "plug", "centre.join"),
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
