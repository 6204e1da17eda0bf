"""Grants (授权): looking back, a person's whole file and the list of restricted passage need more than a role. Somebody
who leads says for whom, about whom, why, and until when; it ends by itself."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.access.accounts import Documents
from app.errors import UserError, WrongUse
from app.i18n import mark, tr

ACTS = {
    "contacts.look": mark("回溯接触"), "person.export": mark("导出个人数据"), "denials.keep": mark("限制通行名单"),
}  # fmt: skip
"""What is done under a grant: a permission of app.access.roles, and its words."""
EVERYBODY = "all"
USUAL, LONGEST = timedelta(hours=1), timedelta(hours=8)
SENTENCE = 4
"""Characters of the shortest reason that says something: 本人申请."""
_DOCUMENT = "grants"


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """to may do `act` about `whom` (a number, an ID number, a plate, or EVERYBODY) from `since` until `until`, on the
    word of `by`."""

    id: str
    act: str
    whom: str
    why: str
    since: datetime
    until: datetime
    by: str
    to: str

    def holds(self, now: datetime) -> bool:
        """Whether it is in force; a clock that was set back makes none last longer."""
        return self.since <= now < self.until

    def covers(self, act: str, whom: str) -> bool:
        return self.act == act and self.whom in (EVERYBODY, whom)


class NotGranted(UserError):
    """The role would do, and nobody has said why it is needed now."""


class Grants:
    """The grants of one post. Who may give one is asked by whoever calls."""

    def __init__(self, documents: Documents, clock: Callable[[], datetime]) -> None:
        self._documents, self._clock = documents, clock

    def in_force(self) -> list[Grant]:
        """Those that hold now, in the order they were given."""
        kept = self._documents.get(_DOCUMENT) or {"grants": []}
        now = self._clock()
        return [one for one in msgspec.convert(kept["grants"], list[Grant]) if one.holds(now)]

    def give(self, *, act: str, whom: str, why: str, lasts: timedelta, by: str, to: str) -> Grant:
        """A new one, from now on. WrongUse for what can be none: no reason, no person, no end, another act."""
        whom, now = whom.strip(), self._clock()
        if act not in ACTS:
            raise WrongUse(tr("没有“{act}”这种授权。可用的有：{known}。", act=act, known="、".join(ACTS)))
        if not whom:
            raise WrongUse(tr("请写明授权查看谁：学工号，或 all（所有人）。"))
        why = sentence(why)
        if not timedelta() < lasts <= LONGEST:
            raise WrongUse(tr("授权最长 {hours} 小时，请缩短；到时可以再授权。", hours=LONGEST // timedelta(hours=1)))
        grant = Grant(id=secrets.token_hex(4), act=act, whom=whom, why=why, since=now, until=now + lasts, by=by, to=to)
        self._change(lambda held: [*held, grant])
        return grant

    def end(self, id_: str) -> Grant:
        """Take one back; UserError where none of that id is in force."""
        found = next((one for one in self.in_force() if one.id == id_), None)
        if found is None:
            raise UserError(tr("没有编号为 {id} 的有效授权。运行 gatepost grant list 查看。", id=id_))
        self._change(lambda held: [one for one in held if one.id != id_])
        return found

    def of(self, to: str, act: str, whom: str) -> Grant | None:
        """What lets somebody do this now: of several the newest."""
        fit = [one for one in self.in_force() if one.to == to and one.covers(act, whom)]
        return fit[-1] if fit else None

    def _change(self, change: Callable[[list[Grant]], list[Grant]]) -> None:
        """What is over goes with it; the ledger has it."""

        def changed(_before: dict[str, Any]) -> dict[str, Any]:
            return {"grants": msgspec.to_builtins(change(self.in_force()))}

        self._documents.change(_DOCUMENT, changed)


def sentence(why: str) -> str:
    """A reason that says something, without blanks at its ends; WrongUse for one that does not."""
    why = why.strip()
    if len(set(why)) < SENTENCE:
        raise WrongUse(tr("请用一句话写明原因，例如“卫健部门流调，3 号楼病例”。"))
    return why


def act_word(act: str) -> str:
    return tr(ACTS[act]) if act in ACTS else act
