"""Approvals to come back and to go out: the list by where they stand, the steps of one's own role, one in full."""

from collections.abc import Iterable
from urllib.parse import urlencode

from app.access.roles import LABELS
from app.i18n import tr
from app.policy.rule import ApprovalKind
from app.server.dashboard import given
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.server.dashboard.publishing import Done, note, publish
from app.server.reference.approvals import acting, flow, kept, used
from app.server.reference.approvals.kept import Application, Asked, By
from app.server.sql.port import Connection
from app.store.reference.staging.rows import Change

KINDS: tuple[ApprovalKind, ...] = ("return", "leave")
MINE = "mine"
"""In place of a state: whatever waits for whoever asks."""


def every(visit: Visit) -> Shown:
    """A page of them. In a form that came to nothing the list stays the one it was sent from."""
    used.look(visit.engine, visit.now)
    mine = flow.waiting_for(visit.who.role)
    chosen = (visit.query.get("state") or visit.form.get("state") or (MINE if mine else "")).strip()
    asked = _asked(visit, chosen, mine)
    found = visit.engine.read(lambda connection: kept.page(connection, asked))
    shown = found[: kept.PAGE]
    kinds = [(kind, tr(flow.KINDS[kind])) for kind in KINDS]
    return Shown("approvals.html", {
        "found": shown, "mine": mine, "state": chosen, "asked": asked, "states": _states(mine), "kinds": kinds,
        "labels": flow.LABELS, "words": flow.KINDS, "given": visit.form,
        "counts": visit.engine.read(kept.waiting), "after": shown[-1].id if len(found) > kept.PAGE else "",
        "done": given.number(visit.query.get("done", "")), "passed": given.number(visit.query.get("passed", "")),
    })  # fmt: skip


def _asked(visit: Visit, chosen: str, mine: tuple[flow.State, ...]) -> Asked:
    states = mine if chosen == MINE else tuple(state for state in flow.STATES if state == chosen)
    kind = next((kind for kind in KINDS if kind == visit.query.get("kind")), "")
    return Asked(states, kind, visit.query.get("text", "").strip()[:50], visit.query.get("after", ""))


def _states(mine: tuple[flow.State, ...]) -> list[tuple[str, str]]:
    """The tabs: stored, word."""
    own = [(MINE, tr("待我办理"))] if mine else []
    return [*own, ("all", tr("全部")), *((state, tr(flow.LABELS[state])) for state in flow.STATES)]


def step(visit: Visit) -> Answer:
    """Agree to those that are ticked, or not: each by the step of this role."""
    picked = [name.removeprefix("pick:") for name in visit.form if name.startswith("pick:")]
    by = By(visit.who.name, visit.who.role, visit.now, given.text(visit, "word")[: acting.MOST_WORDS])
    act = given.choice(visit, "act", ("agree", "reject"), tr("同意或不同意"))
    passed = [0]

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        stepped = acting.agree if act == "agree" else acting.reject
        batch = stepped(connection, picked, visit.who.role, by)
        passed[0] = batch.passed_over
        return [_done(one, by.word) for one in batch.done], batch.changes

    publish(visit, work)
    back = {"state": visit.form.get("state", ""), "done": len(picked) - passed[0], "passed": passed[0]}
    one = visit.form.get("one", "")
    return Moved(f"/approvals/{one}?done=1") if one and [one] == picked else Moved(f"/approvals?{urlencode(back)}")


def _done(one: Application, word: str) -> Done:
    """A visitor's ID number the acts would keep for years: they name the application alone."""
    return Done(f"approval {one.state}", one.id, "" if one.kind == "visit" else one.number, word)


def ask(visit: Visit) -> Shown:
    """The form for a new one."""
    kinds = [(kind, tr(flow.KINDS[kind])) for kind in KINDS]
    return Shown("application-new.html", {"given": visit.form, "kinds": kinds})


def apply(visit: Visit) -> Answer:
    """A new one, for somebody of the list of people."""
    wanted = acting.Wanted(
        given.choice(visit, "kind", KINDS, tr("种类")), given.text(visit, "number"),
        given.time(visit, "valid_from", tr("从")), given.time(visit, "valid_to", tr("到")),
        given.text(visit, "purpose"),
    )  # fmt: skip
    by = By(visit.who.name, visit.who.role, visit.now)

    def applied(connection: Connection) -> Application:
        one = acting.apply(connection, wanted, by)
        note(connection, visit, _done(one, wanted.purpose))
        return one

    return Moved(f"/approvals/{visit.engine.write(applied).id}?done=1")


def one(visit: Visit) -> Shown:
    """One of them, with every step that was taken."""
    used.look(visit.engine, visit.now)
    id_ = visit.path["application"]
    found = visit.engine.read(lambda connection: kept.one(connection, id_))
    if found is None or (found.kind == "visit" and not visit.may("visits.keep")):
        raise NotThere
    steps = visit.engine.read(lambda connection: kept.steps(connection, id_))
    return Shown("application.html", {
        "one": found, "steps": steps, "labels": flow.LABELS, "acts": flow.DONE, "words": flow.KINDS,
        "mine": found.state in flow.waiting_for(visit.who.role), "given": visit.form,
        "roles": LABELS, "open": found.state in (*flow.NEXT, "approved"), "done": visit.query.get("done") == "1",
    })  # fmt: skip


def withdraw(visit: Visit) -> Answer:
    """It counts no more."""
    by = By(visit.who.name, visit.who.role, visit.now, given.text(visit, "word")[: acting.MOST_WORDS])

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        before = kept.one(connection, visit.path["application"])
        if before is None:
            raise NotThere
        if before.kind == "visit":
            visit.require("visits.keep")
        withdrawn, changes = acting.withdraw(connection, before.id, by)
        return [_done(withdrawn, by.word)], changes

    publish(visit, work)
    return Moved(f"/approvals/{visit.path['application']}?done=1")


PAGES = (
    Page("GET", "/approvals", "approvals.read", every),
    Page("POST", "/approvals", "approvals.read", step, again=every),
    Page("GET", "/approvals/new", "approvals.apply", ask),
    Page("POST", "/approvals/new", "approvals.apply", apply, again=ask),
    Page("GET", "/approvals/{application}", "approvals.read", one),
    Page("POST", "/approvals/{application}", "approvals.apply", withdraw, again=one),
)
