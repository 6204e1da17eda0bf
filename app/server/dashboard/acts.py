"""The centre's own audit (操作记录): who did what here, kept in the transaction of what was done."""

from datetime import datetime
from typing import NamedTuple

import uuid6

from app.access.roles import LABELS
from app.i18n import mark, tr
from app.server.sql.port import Connection, Engine
from app.store.chain import moment

ACTIONS = {
    "sign-in": mark("登录"), "sign-in refused": mark("登录被拒"), "sign-out": mark("退出登录"),
    "account": mark("账号变更"), "account removed": mark("账号删除"), "account pin": mark("重设他人 PIN"),
    "own pin": mark("更改 PIN"), "account disabled": mark("停用账号"), "account enabled": mark("启用账号"),
    "level": mark("调整级别"), "import": mark("导入"), "code": mark("生成接入码"), "station revoked": mark("停用站点"),
    "person": mark("查看人员"), "quarantined": mark("查看隔离内容"),
}  # fmt: skip
PAGE = 50


class Act(NamedTuple):
    """about: the station, account or record; person: whose data."""

    id: str
    at: datetime
    who: str
    action: str
    about: str = ""
    person: str = ""
    detail: str = ""

    @property
    def word(self) -> str:
        """The action in the language in use; one of another version stands for itself."""
        return tr(ACTIONS[self.action]) if self.action in ACTIONS else self.action

    @property
    def said(self) -> str:
        """The detail; a role by its word."""
        return next((tr(label) for role, label in LABELS.items() if role == self.detail), self.detail)


def note(
    connection: Connection, now: datetime, who: str, action: str, about: str = "", *, person: str = "", detail: str = ""
) -> str:
    """Keep one act; its id, which sorts by time."""
    id_ = str(uuid6.uuid7())
    connection.execute(
        "INSERT INTO act (id, at, who, action, about, person, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (id_, moment(now), who, action, about, person, detail),
    )
    return id_


def of(engine: Engine, id_: str) -> Act | None:
    """The act of that id."""
    sql = "SELECT id, at, who, action, about, person, detail FROM act WHERE id = ?"
    row = engine.read(lambda connection: connection.row(sql, (id_,)))
    return _act(row) if row else None


def page(engine: Engine, before: str = "") -> list[Act]:
    """The newest PAGE + 1, or those before the act of that id: one more than is shown tells that there are more."""
    start = of(engine, before) if before else None
    bound = (moment(start.at), start.id) if start else ("~", "~")
    sql = """SELECT id, at, who, action, about, person, detail FROM act WHERE (at, id) < (?, ?)
        ORDER BY at DESC, id DESC LIMIT ?"""
    return [_act(row) for row in engine.read(lambda connection: connection.rows(sql, (*bound, PAGE + 1)))]


def _act(row: tuple[str, ...]) -> Act:
    id_, at, *rest = row
    return Act(id_, datetime.fromisoformat(at), *rest)
