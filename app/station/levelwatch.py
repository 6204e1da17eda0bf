"""Sees a control level begin, at its time or when it came late, and says so once, also after a start in between."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from app.clock import campus
from app.i18n import tr
from app.station.documents import LocalDocuments
from app.station.local import LocalPost
from app.store import meanwhile
from app.store.faults import StoreFault
from app.store.reference.levels import LevelChange

LATE = timedelta(minutes=2)
"""A change that is noticed later than this came late: it was on its way, or nobody was here."""
_DOCUMENT = "level-told"


class LevelNews(NamedTuple):
    """A change that begins here. title: of the level; since: from when it should have been in force; late: it was
    noticed long after; decided: passages since then."""

    title: str
    who: str
    why: str
    since: datetime
    late: bool
    decided: int

    @property
    def sentence(self) -> str:
        """For the banner, in the language in use."""
        why = tr("（{who}：{why}）", who=self.who, why=self.why) if self.why else ""
        if not self.late:
            return tr("管控级别现在是“{level}”{why}。", level=tr(self.title), why=why)
        since = f"{campus(self.since):%m-%d %H:%M}"
        return tr(
            "管控级别现在是“{level}”{why}。本应从 {since} 起生效，刚刚才到本站，其间已判定 {n} 人次。请报告带班领导。",
            level=tr(self.title), why=why, since=since, n=f"{self.decided:,}",
        )  # fmt: skip


class LevelWatch:
    """`look` often, from one thread. on_change: what the lane decides by is another; on_news: a change has begun."""

    def __init__(
        self, post: LocalPost, on_change: Callable[[], None], on_news: Callable[[LevelNews], None]
    ) -> None:  # fmt: skip
        self._post, self._on_change, self._on_news = post, on_change, on_news
        self._documents = LocalDocuments(post.database)
        self._version = ""
        self._told: dict[str, str] = {}

    def look(self) -> None:
        """A disk that takes nothing keeps it from being remembered, not from being seen."""
        change = self._post.level_change()
        level = self._post.in_force.level(change)
        before, self._version = self._version, level.version
        if before not in ("", level.version):
            self._on_change()
        told, digest = self._told or self._documents.get(_DOCUMENT), {"change": _digest(change)}
        if told == digest:
            return
        self._told = digest
        with suppress(StoreFault):
            self._documents.put(_DOCUMENT, digest)
        if told and change:  # what held when this post first looked is no news
            self._on_news(self._news(change, level.title))

    def _news(self, change: LevelChange, title: str) -> LevelNews:
        now = self._post.clock()
        late = now - campus(change.since) > LATE and not self._set_here(change)
        decided = meanwhile.passages(self._post.database, change.since, now) if late else 0
        return LevelNews(title, change.who, change.why, change.since, late, decided)

    def _set_here(self, change: LevelChange) -> bool:
        """Whether it was set a moment ago, to hold at once: its time is then this PC's own."""
        return abs(self._post.clock() - campus(change.entered_at)) <= LATE


def _digest(change: LevelChange | None) -> str:
    return hashlib.sha256(msgspec.json.encode(change)).hexdigest()[:16] if change else ""
