"""The campus's own levels at the centre: their texts, each saved with a reason; what one changes is told beside it."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.errors import UserError
from app.i18n import tr
from app.policy import level as policies
from app.policy.level import Level, LevelFile
from app.policy.leveldiff import Difference, differences
from app.server.dashboard import given, levels, stations
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference import leveltexts
from app.server.sql.port import Connection
from app.store.reference.leveltexts import SECTION, LevelText
from app.store.reference.staging.rows import Change


class Saved(NamedTuple):
    """A text that was saved. number: in their order, from 1 on; changes: against the one before it of the same name, or
    the level it is likest."""

    number: int
    text: LevelText
    title: str
    changes: tuple[Difference, ...]


def every(visit: Visit) -> Shown:
    """All of them, the newest first, and the form."""
    return Shown("leveltexts.html", {
        "saved": list(_saved(visit))[::-1], "given": visit.form, "done": visit.query.get("done", ""),
        "reach": levels.reach(visit.engine, SECTION, stations.all_of(visit.engine)),
    })  # fmt: skip


def one(visit: Visit) -> Shown:
    """One of them as it stands."""
    found = next((one for one in _saved(visit) if str(one.number) == visit.path["number"]), None)
    if found is None:
        raise NotThere
    return Shown("leveltext.html", {"one": found})


def save(visit: Visit) -> Answer:
    """Keep the text of a file. What is in force stays as it is."""
    sent, why = given.file(visit), given.text(visit, "why")
    try:
        text = sent.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(tr("文件 {path} 不是 UTF-8 文本，没有保存。请用站点导出的级别文件。", path=sent.name)) from None

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        name, changes = leveltexts.saved(connection, text, sent.name, visit.who.name, why, visit.now)
        return [Done("level text", name, detail=why)], changes

    publish(visit, work)
    return Moved("/levels/texts?done=saved")


def _saved(visit: Visit) -> Iterator[Saved]:
    before: dict[str, LevelFile] = {name: one.file for name, one in policies.levels().items()}
    for number, one in enumerate(visit.engine.read(leveltexts.all_of), 1):
        level = _read(one)
        if level is None:
            yield Saved(number, one, one.name, ())
            continue
        file = level.file
        was = before.get(one.name) or _nearest(file, before.values())
        yield Saved(number, one, tr(level.title), tuple(differences(was, file)))
        before[one.name] = file


def _nearest(file: LevelFile, others: Iterable[LevelFile]) -> LevelFile:
    """What a new level was most likely made from."""
    return min(others, key=lambda one: len(differences(one, file)))


def _read(one: LevelText) -> Level | None:
    try:
        return policies.parse(one.text, one.name)
    except UserError:  # a newer program's
        return None


PAGES = (
    Page("GET", "/levels/texts", "level.set", every),
    Page("POST", "/levels/texts", "level.set", save, again=every, takes_file=True),
    Page("GET", "/levels/texts/{number}", "level.set", one),
)
