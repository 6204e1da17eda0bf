"""Grants at an open post: given, taken back and asked for here, and recorded here."""

from datetime import timedelta

from app.access.accounts import Account
from app.access.grants import EVERYBODY, USUAL, Grant, Grants, NotGranted
from app.access.roles import PERMISSIONS, Role, require
from app.clock import campus
from app.errors import UserError
from app.i18n import tr
from app.records.audit import Audit
from app.records.field import PersonNumber
from app.records.registry import kind as kind_of
from app.station.documents import LocalDocuments
from app.station.local import LocalPost
from app.store.fact import Draft

_EVERYBODY = (EVERYBODY, "所有人", "全部", "everybody")
"""As the form and the command line show it, and as people write it."""


class Granting:
    """The grants of one post, for whoever is on duty there."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._grants = Grants(LocalDocuments(post.database), post.clock)

    def give(
        self, act: str, whom: str, why: str, lasts: timedelta = USUAL, *, to: str = "", leader: Account | None = None
    ) -> Grant:
        """Let `to` (empty: whoever is on duty) do this. leader: who says so, where that is not whoever is on duty; see
        `LocalPost.check`. NotPermitted where they may not, or where the other's role is not for it."""
        by = leader.name if leader else self._post.operator()
        require(leader.role if leader else self._post.role(), "grant.give")
        to = to or self._post.operator()
        with self._post.database.write():
            grant = self._grants.give(act=act, whom=self._whom(whom), why=why, lasts=lasts, by=by, to=to)
            require(self._role(to), act)
            self._post.append(self._noted("grant", grant, by))
        return grant

    @property
    def operator(self) -> str:
        """The name of whoever is on duty; empty where nobody is."""
        return self._post.operator()

    @property
    def leads(self) -> bool:
        """Whether whoever is on duty grants it to himself."""
        return self._post.may("grant.give")

    def leader(self, name: str, pin: str) -> Account:
        """Who comes to grant something to whoever is on duty; SignInRefused."""
        return self._post.check(name, pin)

    def end(self, id_: str) -> None:
        """Take one back: whoever gave it, has it, or leads."""
        with self._post.database.write():
            grant = self._grants.end(id_)
            if self._post.operator() not in (grant.by, grant.to):
                self._post.permit("grant.give")
            self._post.append(self._noted("grant ended", grant, self._post.operator()))

    def in_force(self) -> list[Grant]:
        """Those that hold now: all of them for a leader, one's own for everybody else."""
        role, name = self._post.role(), self._post.operator()
        everything = role in PERMISSIONS["grant.give"]
        return [one for one in self._grants.in_force() if everything or one.to == name]

    def mine(self, act: str) -> list[Grant]:
        """Those that whoever is on duty has for this."""
        return [one for one in self.in_force() if one.act == act and one.to == self._post.operator()]

    def covering(self, act: str, whom: str) -> Grant | None:
        """The newest grant that whoever is on duty has for this, if any."""
        return self._grants.of(self._post.operator(), act, self._whom(whom))

    def need(self, act: str, whom: str) -> Grant:
        """The grant under which whoever is on duty does this now. NotPermitted where their role is not for it,
        NotGranted where nobody has said why; whatever is done under it is recorded by whoever asks."""
        self._post.permit(act)
        grant = self.covering(act, whom)
        if grant is None:
            raise NotGranted(tr("还没有授权。请写明原因和时长；不是带班领导的，请带班领导授权。"))
        return grant

    def _whom(self, whom: str) -> str:
        """The same person by whichever number they are named."""
        whom = whom.strip()
        person = self._post.person(whom)
        return person.number if person else EVERYBODY if whom.lower() in _EVERYBODY else whom.upper()

    def _role(self, name: str) -> Role:
        if name == self._post.operator():
            return self._post.role()
        known = next((one for one in self._post.accounts.all() if one.name == name), None)
        if known is None:
            raise UserError(tr("没有“{name}”这个账号。用 gatepost account list 查看有哪些。", name=name))
        return known.role

    def _noted(self, action: str, grant: Grant, by: str) -> Draft:
        kind = kind_of("audit")
        said = tr(
            "{id}：{why}（{to}，到 {until}）",
            id=grant.id, why=grant.why, to=grant.to, until=f"{campus(grant.until):%m-%d %H:%M}",
        )  # fmt: skip
        person = grant.whom if self._post.people.get(grant.whom) else ""
        body = kind.body(Audit(action=action, about=grant.act, detail=said, person=PersonNumber(person)))
        return Draft(kind=kind.name, body=body, operator=by, post=self._post.settings.post_name, schema=kind.version)
