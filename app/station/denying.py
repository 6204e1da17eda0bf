"""The list of restricted passage (限制通行名单) of an open post: looked at and changed under a grant, and recorded."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from app.access.grants import EVERYBODY, sentence
from app.errors import UserError, WrongUse
from app.i18n import mark, tr
from app.policy.denial import in_force
from app.policy.plate import plain
from app.station.granting import Granting
from app.station.local import LocalPost
from app.store.reference.denials import BYS, By, Denials, Denied

LONGEST = timedelta(days=366)
"""No entry lasts longer: whoever still means it enters it again."""
BY_WORDS: dict[By, str] = {"number": mark("学工号"), "id-number": mark("身份证号"), "plate": mark("车牌")}
_ACT = "denials.keep"


class Line(NamedTuple):
    """An entry and the name that the list of people has for it. holds: it is in force; coming: not yet."""

    entry: Denied
    name: str
    holds: bool
    coming: bool

    @property
    def state(self) -> str:
        """How it stands, in the language in use."""
        if self.holds:
            return tr("生效中")
        return tr("已解除") if self.entry.lifted_at else tr("未生效") if self.coming else tr("已到期")


class Denying:
    """The list of one open post. A lane asks it anew for everybody who comes."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._denials = Denials(post.database)
        self._grants = Granting(post)

    def lines(self, *, ended: bool = False) -> list[Line]:
        """The entries in force or still to come that a grant of whoever is on duty covers; with `ended` those that are
        over as well. NotPermitted, NotGranted."""
        self._post.permit(_ACT)
        mine = self._grants.mine(_ACT)
        grant = mine[-1] if mine else self._grants.need(_ACT, EVERYBODY)
        now = self._post.clock()
        of_time = [one for one in self._denials.all() if ended or one.over > now]
        self._post.audit("denials", grant.id, grant.why)
        shown = [one for one in of_time if self._grants.covering(_ACT, one.value)]
        return [Line(one, self._name(one), in_force(one.denial, now), one.since > now) for one in shown]

    def add(self, by: By, value: str, why: str, until: datetime, *, since: datetime | None = None) -> Denied:
        """A new entry, from now on or from a later moment; WrongUse where it says too little, or lasts too long."""
        value, why, now = value.strip(), sentence(why), self._post.clock()
        if by not in BYS or not plain(value):
            raise WrongUse(tr("请写明限制谁：学工号、身份证号或车牌。"))
        grant = self._grants.need(_ACT, value)
        since = max(since or now, now)
        if until <= since:
            raise WrongUse(tr("截止时间应晚于开始时间，也应晚于现在。"))
        if until - since > LONGEST:
            raise WrongUse(tr("限制最长一年；到期仍需要的，请重新列入。"))
        if by == "number" and self._post.people.get(value) is None:
            raise UserError(tr("人员名单中没有 {number}。请核对学工号，或按身份证号列入。", number=value))
        made = Denied(
            id=secrets.token_hex(4), by=by, value=value, why=why, since=since, until=until, who=self._post.operator(),
            entered_at=now,
        )  # fmt: skip
        said = f"{why} ({grant.id})"
        self._keep(made, lambda: self._post.audit("denial", made.id, said, self._person(made)))
        return made

    def lift(self, id_: str, why: str) -> None:
        """End an entry before its time."""
        why = sentence(why)
        with self._post.database.write():  # nothing that was done to the entry meanwhile is undone
            entry = self._open(id_)
            ended = msgspec.structs.replace(
                entry, lifted_at=self._post.clock(), lifted_by=self._post.operator(), lifted_why=why
            )
            self._keep(ended, lambda: self._post.audit("denial lifted", id_, why, self._person(entry)))

    def appeal(self, id_: str, note: str) -> None:
        """Note what was said against an entry; the note before it is replaced, and stays in the audit."""
        note = sentence(note)
        with self._post.database.write():
            entry = self._open(id_)
            noted = msgspec.structs.replace(entry, appeal=note)
            self._keep(noted, lambda: self._post.audit("denial appeal", id_, note, self._person(entry)))

    def _open(self, id_: str) -> Denied:
        """The entry of that id, which is not over."""
        self._post.permit(_ACT)
        now = self._post.clock()
        found = next((one for one in self._denials.all() if one.id == id_ and one.over > now), None)
        self._grants.need(_ACT, found.value if found else EVERYBODY)
        if found is None:
            raise UserError(tr("名单中没有编号为 {id} 的有效条目，可能已经到期或解除。请重新查看名单。", id=id_))
        return found

    def _keep(self, entry: Denied, record: Callable[[], object]) -> None:
        with self._post.database.write():
            self._denials.put(entry, self._post.clock())
            record()

    def _person(self, entry: Denied) -> str:
        """Whose data the audit says it was; ID numbers and plates it would keep for years."""
        return entry.value if entry.by == "number" else ""

    def _name(self, entry: Denied) -> str:
        person = self._post.person(entry.value) if entry.by != "plate" else None
        return person.name if person else ""
