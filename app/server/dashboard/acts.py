"""The centre's own audit (操作记录): who did what here, kept in the transaction of what was done."""

from datetime import datetime
from typing import NamedTuple

from app.access.roles import LABELS
from app.i18n import mark, tr
from app.server.sql.port import Connection, Engine
from app.store.chain import moment
from app.uuid7 import uuid7

ACTIONS = {
    "sign-in": mark("登录"), "sign-in refused": mark("登录被拒"), "sign-out": mark("退出登录"),
    "account": mark("账号变更"), "account removed": mark("账号删除"), "account pin": mark("重设他人 PIN"),
    "own pin": mark("更改 PIN"), "account disabled": mark("停用账号"), "account enabled": mark("启用账号"),
    "level": mark("调整级别"), "import": mark("导入"), "code": mark("生成接入码"), "station revoked": mark("停用站点"),
    "person": mark("查看人员"), "quarantined": mark("查看隔离内容"), "level withdrawn": mark("取消级别"),
    "approval applied": mark("审批申请"), "approval college": mark("审批：学院同意"),
    "approval office": mark("审批：防控办同意"), "approval approved": mark("审批：批准"),
    "approval rejected": mark("审批：不同意"), "approval withdrawn": mark("审批：撤回"), "visit": mark("登记来访预约"),
    "vehicle": mark("登记车辆"), "vehicle removed": mark("删除车辆"), "place removed": mark("删除地点"),
    "denial": mark("列入限制通行"), "denial lifted": mark("解除限制通行"), "denial appeal": mark("登记申诉"),
    "denial looked at": mark("查看限制通行原因"), "key trusted": mark("信任密钥"), "key distrusted": mark("停用密钥"),
    "revoke": mark("吊销码"), "trust": mark("导入境外证书信任"), "retention": mark("更改保存期限"),
    "forgotten": mark("已按保存期限清除"), "hold": mark("设置保全"), "hold released": mark("解除保全"),
    "api token": mark("新建令牌"), "api token revoked": mark("停用令牌"), "api export": mark("导出给其他系统"),
    "api hook": mark("添加事件通知"), "api hook removed": mark("删除事件通知"), "api hook tested": mark("试发事件通知"),
    "api refused": mark("其他系统的请求被拒"),
    "regions": mark("更改风险地区"), "exception": mark("设立例外"), "exception lifted": mark("取消例外"),
    "level text": mark("修改级别内容"),
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
    id_ = uuid7()
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
