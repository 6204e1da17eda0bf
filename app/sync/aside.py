"""Records that are set aside: where their content is, and how one of them gets another chance.

The mark's reason says it: `centre: …` is kept raw at the centre; `here: …` the centre would not take, so that it has
only the hash, and the content stays in this ledger until somebody exports it or sends it again.
"""

from datetime import datetime

from app.i18n import mark
from app.store.fact import Entry
from app.sync.ports import Outbox

_HERE = "here: "
_CENTRE = "centre: "

_WORDS = {
    "body": mark("有的内容不合这种登记的格式"), "unreadable": mark("内容读不懂"), "hash": mark("内容与校验值不符"),
    "id": mark("编号已用于另一条记录"), "large": mark("太大"), "malformed": mark("格式不对"),
    "unsupported": mark("指挥中心的版本不支持"),
}  # fmt: skip
_OTHER = mark("其他原因")
_LARGE = mark("内容只在本机，没有丢。它太大，指挥中心不收：请把要紧的另登记一条短的。")
_STAYS = mark("内容只在本机，没有丢。每十分钟自动再传几条；多半要等指挥中心的程序升级。也可以现在再传。")
_LIES = mark("指挥中心留有原文，请那里的管理员在“隔离待查”里查看。它的程序升级后会重新判断，收下后这里自动消失。")


def at_centre(outbox: Outbox, entry: Entry, why: str, now: datetime) -> None:
    """The centre keeps this one raw, for a person there to look at."""
    outbox.quarantine(entry.fact.id, _CENTRE + why, now)


def here(outbox: Outbox, entry: Entry, why: str, now: datetime) -> None:
    """The centre would not take this one."""
    outbox.quarantine(entry.fact.id, _HERE + why, now)


def is_here(reason: str) -> bool:
    """Whether the content is in this ledger alone."""
    return reason.startswith(_HERE)


def why(reason: str) -> str:
    """A mark's reason in words, to be translated."""
    return _WORDS.get(reason.partition(": ")[2], _OTHER)


def advice(reason: str) -> str:
    """What can be done about it, to be translated."""
    if not is_here(reason):
        return _LIES
    return _LARGE if reason == _HERE + "large" else _STAYS


def kept_here(outbox: Outbox) -> list[Entry]:
    """The records whose content the centre does not have, the oldest mark first."""
    return [one.entry for one in outbox.quarantined() if is_here(one.reason)]


def held_back(outbox: Outbox) -> frozenset[str]:
    """The ids of the records whose content the centre does not have."""
    return frozenset(id_ for id_, reason in outbox.reasons().items() if is_here(reason))


def requeue(outbox: Outbox, id_: str) -> bool:
    """Send a record that stayed here once more, with what follows it, which the centre knows already.

    False where no such record is set aside here.
    """
    found = next((entry for entry in kept_here(outbox) if entry.fact.id == id_), None)
    if found is None:
        return False
    outbox.rewind(found.incarnation, found.seq - 1)
    outbox.release(id_)
    return True
