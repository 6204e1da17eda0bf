"""What people did with the program: signing in, changing a level, looking somebody up. Part of the same chain."""

from app.i18n import mark, tr
from app.records.field import PersonNumber, labelled
from app.records.kind import Record, record

ACTIONS = {
    "sign-in": mark("登录"), "sign-in refused": mark("登录被拒"), "emergency sign-in": mark("应急登录"),
    "hand-over": mark("接岗"), "sign-out": mark("离岗"),
    "account": mark("账号变更"), "account removed": mark("账号删除"), "pin": mark("更改 PIN"),
    "account opens": mark("更改可打开的楼层"), "zone": mark("划定管控区"), "zone lifted": mark("解除管控区"),
    "nickname": mark("记下昵称"),
    "account pin": mark("重设他人 PIN"), "account pin by code": mark("凭恢复码重设 PIN"),
    "account disabled": mark("停用账号"), "account enabled": mark("启用账号"),
    "emergency codes": mark("生成应急码"), "key": mark("密钥换位置"), "recovery code": mark("查看恢复码"),
    "look-up": mark("查找人员"), "details": mark("查看详情"),
    "level": mark("调整级别"), "level text": mark("修改级别内容"), "level withdrawn": mark("撤回级别调整"),
    "regions": mark("更改风险地区"), "exception": mark("设立例外"), "exception lifted": mark("取消例外"),
    "settings": mark("更改设置"), "trust": mark("信任境外签发方"),
    "enrol": mark("加入指挥中心"), "authority": mark("更换信任的 CA 证书"), "fork": mark("与指挥中心的记录分叉"),
    "reference handed over": mark("资料交给指挥中心"), "reference not taken": mark("指挥中心未接收资料"),
    "reference differences": mark("导出与指挥中心不同的资料"),
    "reference differences forgotten": mark("清除与指挥中心不同的资料"),
    "import": mark("导入"), "export": mark("导出"), "person.export": mark("导出个人数据"),
    "code.issue": mark("签发校园码"), "code.revoke": mark("作废校园码"), "code.sheet": mark("打印校园码"),
    "retention": mark("更改保存期限"), "hold": mark("保全记录"), "hold released": mark("解除保全"),
    "grant": mark("授权"), "grant ended": mark("收回授权"), "contacts": mark("回溯接触"),
    "vehicle traced": mark("回溯车辆"), "goods traced": mark("物资溯源"),
    "denials": mark("查看限制通行名单"), "denial": mark("列入限制通行"), "denial lifted": mark("解除限制通行"),
    "denial appeal": mark("登记申诉"),
    "recount": mark("重建计数"),
    "medical list": mark("查看医学处置名单"),
    "observation list": mark("查看留观名单"), "observation room": mark("设定留观房间"),
    "observation room removed": mark("取消留观房间"),
    "backup": mark("备份"),
}  # fmt: skip
"""Every action by its name; an unknown one stands for itself, as an older program may have written it."""


def action_word(action: str) -> str:
    return tr(ACTIONS[action]) if action in ACTIONS else action


@record("audit", mark("操作记录"), enterable=False, audit=True, keep=3 * 365)
class Audit(Record):
    """about: what it was done to (a level, a file's kind, an account). person: to whose data."""

    action: str = labelled(mark("操作"), said=action_word)
    about: str = labelled(mark("对象"), default="")
    person: PersonNumber = labelled(mark("人员"), default=PersonNumber(""))
    detail: str = labelled(mark("说明"), default="")
