"""What is done about the campus's lists beside the levels, places at risk and exceptions: permitted and recorded."""

import secrets
from datetime import datetime
from pathlib import Path

import msgspec

from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.policy.evidence import Item
from app.policy.lists import BYS, EXEMPTABLE, By, Region, is_kind
from app.station.local import LocalPost
from app.store.importing.regions import Read, read_regions
from app.store.reference.campuslists import CampusLists, Exempted, RegionList

_ACT = "level.set"


class RiskRegions:
    """The list of places at risk of one open post: every change is another version of the whole."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._lists = post, CampusLists(post.database)

    def versions(self) -> list[RegionList]:
        """All of them, the first first."""
        self._post.permit(_ACT)
        return self._lists.regions.all()

    def current(self) -> tuple[Region, ...]:
        """Those of the newest version, also those whose time is over or still to come."""
        versions = self.versions()
        return versions[-1].regions if versions else ()

    def read(self, path: Path) -> Read:
        """What a file holds; nothing is changed yet."""
        self._post.permit(_ACT)
        try:
            return read_regions(path.read_bytes(), path.name)
        except OSError as error:
            raise UserError(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=path, why=reason(error))) from error

    def put(self, regions: tuple[Region, ...], why: str) -> None:
        """Another version, in force at once. A list that is the same is no version."""
        self._post.permit(_ACT)
        why = _needed(why)
        now = self._post.clock()
        with self._post.database.write():
            if regions == self.current():
                return
            made = RegionList(regions=regions, who=self._post.operator(), why=why, at=now)
            self._lists.regions.add(made)
            self._post.audit("regions", f"{len(regions)}", why)

    def add(self, region: Region, why: str) -> None:
        """A place more, or another time for one that is on the list."""
        with self._post.database.write():
            self.put((*(one for one in self.current() if one.name != region.name), region), why)

    def remove(self, name: str, why: str) -> None:
        """A place less."""
        with self._post.database.write():
            self.put(tuple(one for one in self.current() if one.name != name), why)


class Exceptions:
    """The exceptions of one open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._lists = post, CampusLists(post.database)

    def all(self, *, ended: bool = False) -> list[Exempted]:
        """Those in force or still to come; with `ended` those that are over as well."""
        self._post.permit(_ACT)
        now = self._post.clock()
        return [one for one in self._lists.exemptions() if ended or one.over > now]

    def add(
        self, by: By, value: str, until: datetime, why: str, *, items: tuple[Item, ...] = (),
        levels: tuple[str, ...] = (), since: datetime | None = None,
    ) -> Exempted:  # fmt: skip
        """A new exception, from now on or later, until a time that is said. WrongUse where it says too little."""
        self._post.permit(_ACT)
        value, why, now = value.strip(), _needed(why), self._post.clock()
        since = max(since or now, now)
        self._check(by, value, items)
        if until <= since:
            raise WrongUse(tr("截止时间应晚于开始时间，也应晚于现在。"))
        made = Exempted(
            id=secrets.token_hex(4), by=by, value=value, items=() if by == "place" else items, levels=levels,
            since=since, until=until, who=self._post.operator(), why=why, entered_at=now,
        )  # fmt: skip
        with self._post.database.write():
            self._lists.put(made, now)
            self._post.audit("exception", made.id, why, value if by == "number" else "")
        return made

    def lift(self, id_: str, why: str) -> None:
        """End one before its time."""
        self._post.permit(_ACT)
        why, now = _needed(why), self._post.clock()
        with self._post.database.write():
            found = next((one for one in self.all() if one.id == id_), None)
            if found is None:
                raise UserError(tr("没有编号为 {id} 的有效例外，可能已经到期或取消。请重新查看。", id=id_))
            self._lists.put(msgspec.structs.replace(found, lifted_at=now, lifted_by=self._post.operator()), now)
            self._post.audit("exception lifted", id_, why, found.value if found.by == "number" else "")

    def _check(self, by: By, value: str, items: tuple[Item, ...]) -> None:
        if by not in BYS or not value:
            raise WrongUse(tr("请写明例外是对谁的：人员类别、学工号或地区。"))
        if by != "place" and (not items or not set(items) <= set(EXEMPTABLE)):
            raise WrongUse(tr("请写明免查哪些项目。身份、体温和发烧咳嗽询问不能免。"))
        if by == "kind" and not is_kind(value):
            raise WrongUse(tr("没有“{value}”这种人员类别。", value=value))
        if by == "number" and self._post.people.get(value) is None:
            raise UserError(tr("人员名单中没有 {number}。请核对学工号，或先导入名单。", number=value))


def _needed(why: str) -> str:
    if not why.strip():
        raise WrongUse(tr("请写明原因，例如文件号或通知。"))
    return why.strip()
