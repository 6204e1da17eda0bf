"""The list of restricted passage: who and until when; why, only where one entry is opened, which is kept."""

from collections.abc import Iterable

from app.i18n import mark, tr
from app.policy.denial import in_force
from app.server.dashboard import given
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.server.dashboard.publishing import Done, note, publish
from app.server.reference import restricting
from app.server.reference.restricting import Wanted
from app.server.sql.port import Connection
from app.store.reference.denials import BYS, By, Denied
from app.store.reference.staging.rows import Change

BY_WORDS: dict[By, str] = {"number": mark("学工号"), "id-number": mark("身份证号"), "plate": mark("车牌")}


def every(visit: Visit) -> Shown:
    """Those in force and to come; with `ended` those that are over too."""
    ended = visit.query.get("ended") == "yes"
    found = [one for one in visit.engine.read(restricting.entries) if ended or one.over > visit.now]
    return Shown("restricted.html", {
        "found": [(one, _state(one, visit)) for one in found], "ended": ended, "words": BY_WORDS, "given": visit.form,
        "bys": [(by, tr(BY_WORDS[by])) for by in BYS], "done": visit.query.get("done", ""),
    })  # fmt: skip


def _state(one: Denied, visit: Visit) -> tuple[str, str]:
    """How it stands: a tag's class, and the word."""
    if in_force(one.denial, visit.now):
        return "hold", tr("生效中")
    return "", tr("已解除") if one.lifted_at else tr("未生效") if one.since > visit.now else tr("已到期")


def add(visit: Visit) -> Answer:
    """A new entry; the reason stays here."""
    by = given.choice(visit, "by", BYS, tr("限制谁"))
    since = given.maybe_time(visit, "since", tr("从")) or visit.now
    wanted = Wanted(
        by, given.text(visit, "value"), given.text(visit, "why"), since, given.time(visit, "until", tr("到")),
        visit.who.name,
    )  # fmt: skip

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        made, changes = restricting.added(connection, wanted, visit.now)
        return [_done("denial", made)], changes

    publish(visit, work)
    return Moved("/restricted?done=added")


def one(visit: Visit) -> Shown:
    """One of them with its reason: looking at it is an act."""

    def opened(connection: Connection) -> Denied | None:
        found = next((one for one in restricting.entries(connection) if one.id == visit.path["entry"]), None)
        if found:
            note(connection, visit, _done("denial looked at", found))
        return found

    found = visit.engine.write(opened)
    if found is None:
        raise NotThere
    return Shown("restriction.html", {
        "one": found, "state": _state(found, visit), "words": BY_WORDS, "given": visit.form,
        "open": found.over > visit.now, "done": visit.query.get("done", ""),
    })  # fmt: skip


def lift(visit: Visit) -> Answer:
    """It ends before its time."""

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        entry, changes = restricting.lifted(
            connection, visit.path["entry"], visit.who.name, given.text(visit, "why"), visit.now
        )
        return [_done("denial lifted", entry)], changes

    publish(visit, work)
    return Moved("/restricted?done=lifted")


def appeal(visit: Visit) -> Answer:
    """What was said against it is noted."""

    def noted(connection: Connection) -> None:
        entry = restricting.appealed(connection, visit.path["entry"], given.text(visit, "note"), visit.now)
        note(connection, visit, _done("denial appeal", entry))

    visit.engine.write(noted)
    return Moved(f"/restricted/{visit.path['entry']}?done=appeal")


def _done(action: str, entry: Denied) -> Done:
    """ID numbers and plates the acts would keep for years: they name the entry alone."""
    return Done(action, entry.id, entry.value if entry.by == "number" else "")


PAGES = (
    Page("GET", "/restricted", "denials.keep", every),
    Page("POST", "/restricted", "denials.keep", add, again=every),
    Page("GET", "/restricted/{entry}", "denials.keep", one),
    Page("POST", "/restricted/{entry}/lift", "denials.keep", lift, again=one),
    Page("POST", "/restricted/{entry}/appeal", "denials.keep", appeal, again=one),
)
