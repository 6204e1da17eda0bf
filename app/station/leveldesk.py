"""What is done about control levels: own ones saved, one put into force, the history; permitted and recorded."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from app.durable import replace
from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.policy.evidence import Direction
from app.policy.level import Level, LevelFile, load, parse
from app.policy.leveldiff import Difference, differences
from app.policy.leveltext import write
from app.policy.preview import Row, table
from app.policy.rule import Post
from app.station.local import LocalPost
from app.store.reference.levels import LevelChange
from app.store.reference.leveltexts import LevelText

_ACT = "level.set"


class LevelLine(NamedTuple):
    """A level that can be put into force. own: a school's; holds: it is in force here, as it stands; older: it is in
    force here, with an earlier text."""

    level: Level
    own: bool
    holds: bool
    older: bool


class Event(NamedTuple):
    """Something in the history. what: a change of level, or a text that was saved; state: of a change."""

    at: datetime
    who: str
    why: str
    what: Literal["change", "text"]
    name: str
    title: str
    since: datetime | None = None
    posts: tuple[str, ...] = ()
    planned: bool = False
    changes: tuple[Difference, ...] = ()
    change: LevelChange | None = None


class LevelDesk:
    """Of an open post; all but looking at what is in force needs the permission `level.set`."""

    def __init__(self, post: LocalPost) -> None:
        self._post, self._in_force = post, post.in_force

    def lines(self) -> list[LevelLine]:
        """Every level, the strictest first."""
        self._post.permit(_ACT)
        own, now = self._in_force.texts.newest(), self._post.level()
        return [
            LevelLine(level, name in own, name == now.name and level.file == now.file,
                      name == now.name and level.file != now.file)
            for name, level in self._in_force.known().items()
        ]  # fmt: skip

    def clock(self) -> datetime:
        """What time it is at this post."""
        return self._post.clock()

    def now(self) -> Level:
        """The one in force."""
        return self._post.level()

    def planned(self) -> LevelChange | None:
        """The next change that lies ahead."""
        return self._in_force.levels.coming(self._post.clock(), self._post.settings.post_name)

    def draft(self, file: LevelFile) -> Level:
        """A level in the making, as it would be in force. UserError says what does not do."""
        return parse(write(file), file.name).beside(self._in_force.lists.now())

    def read(self, path: Path) -> Level:
        """A level from the text of a file; nothing is changed yet."""
        self._post.permit(_ACT)
        return load(path)

    def export(self, level: Level, path: Path) -> None:
        """The level as the text of a file."""
        self._post.permit(_ACT)
        try:
            replace(path, write(level.file).encode())
        except OSError as error:
            raise UserError(tr("写不进 {path}：{why}。请换一个位置后重试。", path=path, why=reason(error))) from error

    def save(self, file: LevelFile, why: str) -> Level:
        """Keep a text of a school's own level; what is in force stays as it is."""
        self._post.permit(_ACT)
        if not why.strip():
            raise WrongUse(tr("请写明为什么这样改。"))
        level = self.draft(file)
        one = LevelText(
            name=file.name, text=write(file), who=self._post.operator(), why=why.strip(), at=self._post.clock()
        )  # fmt: skip
        with self._post.database.write():
            self._in_force.texts.save(one)
            self._post.audit("level text", file.name, f"{level.version} {why.strip()}")
        return level

    def put_in_force(
        self, name: str, why: str, since: datetime | None = None, posts: tuple[str, ...] = ()
    ) -> None:  # fmt: skip
        """From now on, or from a later moment; at the posts of these names, all without."""
        if not why.strip():
            raise WrongUse(tr("请写明为什么调整级别，例如文件号或通知。"))
        self._post.set_level(name, why.strip(), since, posts)

    def withdraw(self, why: str) -> None:
        """Take back the next change that lies ahead."""
        self._post.permit(_ACT)
        change = self.planned()
        if change is None or not why.strip():
            raise WrongUse(tr("没有尚未生效的调整。") if change is None else tr("请写明原因，例如文件号或通知。"))
        with self._post.database.write():
            self._in_force.levels.withdraw(change)
            self._post.audit("level withdrawn", change.level, f"{change.since.isoformat()} {why.strip()}")

    def preview(self, level: Level, post: Post, direction: Direction) -> list[Row]:
        """Who would be let in."""
        return table(level.beside(self._in_force.lists.now()), post, direction, self._post.clock())

    def history(self) -> list[Event]:
        """Everything, the newest first; each change with what became different by it."""
        self._post.permit(_ACT)
        events = [*self._texts(), *self._changes()]
        return sorted(events, key=lambda one: one.at)[::-1]

    def _texts(self) -> list[Event]:
        before: dict[str, LevelFile] = {name: one.file for name, one in self._in_force.shipped().items()}
        events = []
        for one in self._in_force.texts.all():
            level = self._in_force.read(one.text)
            if level is None:
                continue
            was = before.get(one.name) or _nearest(level.file, before.values())
            told = tuple(differences(was, level.file))
            events.append(Event(one.at, one.who, one.why, "text", one.name, level.title, changes=told))
            before[one.name] = level.file
        return events

    def _changes(self) -> list[Event]:
        events, now = [], self._post.clock()
        before: Level | None = None
        for one in self._in_force.levels.history():
            level = self._in_force.level(one)
            told = tuple(differences(before.file, level.file)) if before else ()
            events.append(
                Event(one.entered_at, one.who, one.why, "change", one.level, level.title, one.since, one.posts,
                      one.since > now, told, one)
            )  # fmt: skip
            before = level
        return events


def _nearest(file: LevelFile, others: Iterable[LevelFile]) -> LevelFile:
    """What a new level was most likely made from."""
    return min(others, key=lambda one: len(differences(one, file)))
