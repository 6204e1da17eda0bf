"""How long every post keeps what its records say, and what is held beyond that."""

from collections.abc import Iterable
from typing import Any

from app.errors import UserError
from app.i18n import mark, tr
from app.records.registry import kinds
from app.server.dashboard import given
from app.server.dashboard.page import Answer, Moved, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference import keeping
from app.server.reference.keeping import Wanted
from app.server.retention import standing
from app.server.sql.port import Connection
from app.store.reference.staging.rows import Change

WHY = {
    "Refusing": mark("数据库没有接受写入：磁盘已满、太忙，或只能读"), "Unreachable": mark("连不上数据库"),
    "DiskFull": mark("磁盘已满"), "Locked": mark("数据库正被另一个程序占用"),
}  # fmt: skip
"""The classes of what goes wrong."""
OTHERWISE = mark("原因在服务器的日志里")


def every(visit: Visit) -> Shown:
    """Every kind, the holds, how the forgetting stands, and the forms."""
    known = kinds()
    return Shown("retention.html", {
        **_stands(visit),
        "periods": visit.engine.read(keeping.all_periods), "known": known,
        "kinds": [(one.name, tr(one.label)) for one in known.values()],
        "limited": [(one.name, tr(one.label)) for one in known.values() if one.keep is not None],
        "holds": visit.engine.read(lambda connection: keeping.held(connection, visit.now)), "given": visit.form,
        "done": visit.query.get("done", ""),
    })  # fmt: skip


def _stands(visit: Visit) -> dict[str, Any]:
    """left: the kinds that did not get through."""
    found, known = visit.engine.read(standing.read), kinds()
    left = [tr(known[name].label) if name in known else name for name in found.left] if found else []
    why = WHY.get(found.problem, OTHERWISE) if found else ""
    return {"forgetting": found, "left": tr("、").join(left), "why": tr(why)}


def keep(visit: Visit) -> Answer:
    """Another period for a kind, at every post."""
    kind, why = visit.form.get("kind", ""), given.text(visit, "why")
    days = given.number(given.text(visit, "days"))
    if kind not in kinds():
        raise UserError(tr("请选择“{label}”。", label=tr("种类")))
    change = keeping.keep(kind, days, why)
    publish(visit, lambda _connection: ([Done("retention", kind, detail=f"{days} {why}")], [change]))
    return Moved("/retention?done=kept")


def hold(visit: Visit) -> Answer:
    """Hold records at every post."""
    wanted = Wanted(
        visit.form.get("of", ""), given.text(visit, "number"), given.maybe_time(visit, "start", tr("从")),
        given.maybe_time(visit, "end", tr("到")), given.maybe_time(visit, "until", tr("保全到")),
        given.text(visit, "reason"), visit.who.name,
    )  # fmt: skip

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        made, changes = keeping.hold(connection, wanted, visit.now)
        return [Done("hold", made.id, wanted.number, wanted.why)], changes

    publish(visit, work)
    return Moved("/retention?done=held")


def release(visit: Visit) -> Answer:
    """A hold ends."""
    id_ = visit.path["hold"]

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        return [Done("hold released", id_)], [keeping.released(connection, id_, given.text(visit, "typed"))]

    publish(visit, work)
    return Moved("/retention?done=released")


PAGES = (
    Page("GET", "/retention", "retention.run", every),
    Page("POST", "/retention", "retention.change", keep, again=every),
    Page("POST", "/holds", "retention.change", hold, again=every),
    Page("POST", "/holds/{hold}/release", "retention.change", release, again=every),
)
