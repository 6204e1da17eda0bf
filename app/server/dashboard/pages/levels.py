"""The control level: what holds, what was and will be, which stations have it, and publishing another one."""

from collections.abc import Iterable
from datetime import datetime

from app.clock import CAMPUS, moment
from app.errors import UserError
from app.i18n import tr
from app.server.dashboard import acts, given, levels, stations
from app.server.dashboard.page import Answer, Moved, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference.editing import Editing
from app.server.reference.published import Published
from app.server.sql.port import Connection
from app.store.reference.staging.rows import Change


def every(visit: Visit) -> Shown:
    """What holds now, the history, and the form."""
    found = stations.all_of(visit.engine)
    steps = levels.history(visit.engine, found, visit.now)
    return Shown("levels.html", {
        "steps": steps, "holds": levels.holding(steps), "titles": list(levels.titles(visit.engine).items()),
        "given": visit.form, "done": visit.query.get("done", ""),
        "posts": sorted({one.name for one in found if not one.revoked}),
    })  # fmt: skip


def set_level(visit: Visit) -> Answer:
    """Another level: why, from when, and for which posts."""
    level, why = visit.form.get("level", ""), visit.form.get("why", "").strip()
    if level not in levels.titles(visit.engine):
        raise UserError(tr("请选择管控级别。"))
    if not why:
        raise UserError(tr("请写明更改管控级别的原因。"))
    editing = Editing(Published(visit.engine), visit.who.name, lambda: visit.now)
    editing.set_level(level, why, _since(visit), _posts(visit))
    visit.engine.write(lambda connection: acts.note(connection, visit.now, visit.who.name, "level", level, detail=why))
    return Moved("/levels?done=yes")


def withdraw(visit: Visit) -> Answer:
    """A level that lies ahead is taken back, with a word why."""
    why = given.text(visit, "word")
    if not why:
        raise UserError(tr("请写明为什么取消。"))

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        change, gone = levels.withdrawn(connection, visit.form.get("key", ""), visit.now)
        return [Done("level withdrawn", change.level, detail=why)], [gone]

    publish(visit, work)
    return Moved("/levels?done=withdrawn")


def _since(visit: Visit) -> datetime | None:
    """From when; now where nothing is said. UserError for a time that is none, or has passed."""
    text = visit.form.get("since", "").strip()
    if not text:
        return None
    since = moment(text, CAMPUS)
    if since is None or since < visit.now:
        raise UserError(tr("生效时间应是以后的时间；立即生效请留空。"))
    return since


def _posts(visit: Visit) -> tuple[str, ...]:
    """The posts it is for, by name; all where it is for all. UserError for a choice of none."""
    names = sorted({one.name for one in stations.all_of(visit.engine) if not one.revoked})
    if visit.form.get("where") != "some":
        return ()
    chosen = tuple(name for name in names if visit.form.get(f"post:{name}"))
    if not chosen:
        raise UserError(tr("请勾选至少一个岗位，或选择全部岗位。"))
    return chosen


PAGES = (
    Page("GET", "/levels", "records.read", every),
    Page("POST", "/levels", "level.set", set_level, again=every),
    Page("POST", "/levels/withdraw", "level.set", withdraw, again=every),
)
