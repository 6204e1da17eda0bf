"""One person: who it is, and the records of the last days. Opening one takes a reason, and is an act by itself, whose
id stands in the address: no number of anybody is in a history or a log."""

from datetime import timedelta

from app.access.grants import sentence
from app.access.sight import person_for, record_for
from app.errors import UserError
from app.i18n import tr
from app.policy.person import LABELS, Person
from app.records.registry import kinds
from app.server.dashboard import acts, filed, stations
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit
from app.server.dashboard.pages.records import readable
from app.server.reference.published import Published

LOOKED_BACK = timedelta(days=14)
OPENED = timedelta(minutes=15)
"""How long what was opened can be looked at without giving the reason again."""
MOST = 100


def ask(visit: Visit) -> Shown:
    """Whom, and why."""
    return Shown("people.html", {"given": visit.form, "days": LOOKED_BACK.days})


def open_(visit: Visit) -> Answer:
    """Keep who opens whom and why, then go on to the page that shows it."""
    number = visit.form.get("number", "").strip()
    if not 1 <= len(number) <= 50:
        raise UserError(tr("请填写学工号。"))
    why = sentence(visit.form.get("why", ""))
    act = visit.engine.write(
        lambda connection: acts.note(connection, visit.now, visit.who.name, "person", person=number, detail=why)
    )
    return Moved(f"/people/{act}")


def one(visit: Visit) -> Shown:
    """What was opened, for whoever opened it, for a while."""
    act = acts.of(visit.engine, visit.path["act"])
    if act is None or act.action != "person" or act.who != visit.who.name or visit.now - act.at > OPENED:
        raise NotThere
    found = filed.of_person(visit.engine, readable(visit), act.person, visit.now - LOOKED_BACK, MOST)
    person = Published(visit.engine).get("person", act.person, Person)
    return Shown("person.html", {
        "number": act.person, "why": act.detail, "days": LOOKED_BACK.days, "kinds": kinds(),
        "person": person_for(visit.who.role, person) if person else None,
        "person_kind": tr(LABELS[person.kind]) if person else "",
        "entries": [record_for(visit.who.role, kinds()[one.fact.kind], one) for one in found],
        "names": {one.id: one.name for one in stations.all_of(visit.engine)},
    })  # fmt: skip


PAGES = (
    Page("GET", "/people", "people.identity", ask),
    Page("POST", "/people", "people.identity", open_, again=ask),
    Page("GET", "/people/{act}", "people.identity", one),
)
