"""What an administrator does about the centre: whose the lists at this post are, handing them over, what differs."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from app.errors import UserError
from app.i18n import mark, tr
from app.station.local import LocalPost
from app.store.reference import own
from app.store.reference.own import Aside

SECTIONS = {
    "person": mark("人员名单"), "approval": mark("审批记录"), "level": mark("管控级别"), "account": mark("账号"),
    "campus-key": mark("校园码公钥"), "issued-code": mark("已发校园码"), "revocation": mark("作废的校园码"),
    "denial": mark("限制通行"), "policy": mark("级别规则"), "page-template": mark("页面模板"),
    "trust": mark("信任的证书"), "vehicle": mark("车辆名单"), "place": mark("地点"),
}  # fmt: skip
"""What the sections are called; one that this version does not know stands for itself."""


class Standing(NamedTuple):
    """centre, address: empty where the post stands alone. known_at: when its reference was last known to be the
    centre's; None as long as it is the post's own. people, others: of this post's own. differing: rows set aside."""

    centre: str
    address: str
    known_at: datetime | None
    people: int
    others: int
    differing: int


class CentreDesk:
    """Of an open post; every act needs the permission `centre.join`."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

    def trust(self, authority: Path) -> None:
        """The campus has another CA: the certificates in that file are trusted from the next connection on."""
        self._post.permit("centre.join")
        if not self._post.centre.trust(authority):
            raise UserError(tr("本站还没有接入指挥中心。请用 gatepost enrol 地址 接入码。"))
        self._post.audit("authority", authority.name)

    def standing(self) -> Standing:
        """How things stand."""
        self._post.permit("centre.join")
        bond, centre = self._post.centre.bond(), self._post.centre
        people, others = own.count(self._post.database)
        return Standing(
            bond.centre_name if bond else "", bond.address if bond else "", centre.known_at(), people, others,
            centre.differing(),
        )  # fmt: skip

    def join(self, address: str, code: str, authority: Path | None = None, *, hand_over: bool = False) -> str:
        """Join the centre at `address`; its name. authority: a file with the campus's own CA. hand_over: an empty
        centre gets this post's reference."""
        self._post.permit("centre.join")
        own_ = self._post.settings
        bond = self._post.centre.join(address, code, own_.post_name, own_.post, authority)
        self._post.audit("enrol", bond.centre_name)
        if hand_over:
            self.hand_over()
        return bond.centre_name

    def wanted(self) -> int:
        """How many rows of this post's own the centre would take, since it has none; 0 where it has. UserError where it
        does not say."""
        self._post.permit("centre.join")
        return sum(own.count(self._post.database)) if self._post.centre.wants() else 0

    def hand_over(self) -> bool:
        """Give the centre this post's reference; False where it has its own. UserError: nothing of it got through."""
        self._post.permit("centre.join")
        if self._post.centre.bond() is None:
            raise UserError(tr("本站还没有接入指挥中心。请先在设置里填写地址和加入码。"))
        given = self._post.centre.hand_over()
        self._post.audit("reference handed over" if given else "reference not taken")
        return given

    def differences(self) -> list[Aside]:
        """What this post had otherwise when the centre's came in its place."""
        self._post.permit("centre.join")
        return self._post.centre.differences()

    def save(self, path: Path) -> int:
        """Write them to a table; how many. UserError where it cannot be written."""
        from app.report.differences import write_differences

        found = self.differences()
        write_differences(map(line, found), path)
        self._post.audit("reference differences", path.name, f"{len(found)}")
        return len(found)

    def forget(self) -> None:
        """Somebody has dealt with them."""
        found = self.differences()
        self._post.audit("reference differences forgotten", "", f"{len(found)}")
        self._post.centre.forget_differences()


def line(one: Aside) -> tuple[str, str, str, str]:
    """Section, key, what this post has, and the centre."""
    return one.section, one.key, text(one.value), text(one.there)


def text(value: Any) -> str:
    """A value as a cell shows it; empty where there is none."""
    return value if isinstance(value, str) else "" if value is None else msgspec.json.encode(value).decode()
