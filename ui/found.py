"""What was found for an item of the checklist, in one short line for the guard."""

from app.clock import campus
from app.codes.joined import PART
from app.i18n import mark, tr
from app.lane.view import LaneView
from app.policy.decision import Check
from app.policy.evidence import Item, Temperature
from app.policy.person import Person
from ui.claimed import claimed
from ui.widgets.checklist import LineView
from ui.words import DIRECTIONS, ITEMS, SEEABLE, TRUST, quiet, reason, told

IDENTITY = {
    "verified": mark("校园码签名有效"),
    "read": mark("刷卡或证件号，名单中有此人"),
    "seen": mark("由值守人员查找并核对"),
}
APPROVED, LOOKED = mark("有效审批"), mark("看过，没有问题")
SEEN = {"symptoms": mark("问过，没有"), "mask": mark("已戴好")}
MINUTES = 60
"""For so long "12 minutes ago" says more than the time of the day."""
SOURCES = {"thermometer": mark("测温仪"), "typed": mark("键入")}


def lines(view: LaneView, *, open_: bool) -> tuple[LineView, ...]:
    """The checklist's lines. Matters of health are only told while the details are `open_`."""
    checks = view.decision.checks
    due = None if view.phase == "decided" else _due(view)
    return tuple(_line(at, check, view, due == check.item, open_) for at, check in enumerate(checks, 1))


def _due(view: LaneView) -> Item | None:
    """The line that is to be done now."""
    missing = [check.item for check in view.decision.checks if check.state == "missing"]
    return view.first_needed if view.first_needed in missing else next(iter(missing), None)


def next_seeable(view: LaneView | None) -> int:
    """The line, from 1, of the next item that the guard's own look settles: one that is missing, or a page that was
    not read surely or is perhaps a picture of one; 0 where there is none."""
    checks = enumerate(view.decision.checks if view else (), 1)
    return next((at for at, check in checks if check.item in SEEABLE and _open_to_a_look(check)), 0)


def without_mask(view: LaneView | None) -> bool:
    """Whether the guard has noted that somebody wears none, or not rightly: the next press says that they do now."""
    return view is not None and any(one.item == "mask" and one.state == "failed" for one in view.decision.checks)


def _open_to_a_look(check: Check) -> bool:
    of_its_page = check.reason == "page-doubtful" or check.reason.startswith("page-clock-")
    return check.state == "missing" or (check.state == "failed" and of_its_page)


def notice(view: LaneView) -> str:
    """What is said of something that was seen and left out."""
    seen, count = view.parts
    if view.notice == PART and count:
        return tr("健康卡 {seen}/{count} 个码，请出示其余的", seen=seen, count=count)
    return reason(view.notice)


def repeated(view: LaneView) -> str:
    """That somebody has gone this way already, and when: an invitation to ask, no accusation."""
    if view.repeats is None:
        return ""
    way = tr(DIRECTIONS[view.repeats.direction])
    minutes = round((view.at - view.repeats.at).total_seconds() / 60)
    if 0 <= minutes < MINUTES:
        return tr("{minutes} 分钟前已{way}", minutes=minutes, way=way)
    return tr("{time} 已{way}，之后没有反方向的登记", time=f"{campus(view.repeats.at):%H:%M}", way=way)


def _line(number: int, check: Check, view: LaneView, due: bool, open_: bool) -> LineView:
    label = tr(ITEMS[check.item].label)
    if check.state == "missing":
        return LineView(number, label, "next" if due else "missing", tr(ITEMS[check.item].todo) if due else "")
    if not open_ and _is_private(check, view):
        return LineView(number, label, "quiet", tr("已登记，按 F7 查看"))
    trust = check.trust or ""
    words = tr(TRUST[trust]) if trust in TRUST and trust != "invalid" else ""
    return LineView(number, label, check.state, _found(check, view), trust if words else "", words)


def _is_private(check: Check, view: LaneView) -> bool:
    """Matters of health always; why somebody was refused, once they are."""
    health = quiet(check.reason) or (check.state == "failed" and check.item in ("temperature", "symptoms"))
    return health or (check.state == "failed" and view.phase == "decided" and view.decision.verdict == "refuse")


def _found(check: Check, view: LaneView) -> str:
    if check.reason == "page-doubtful":
        return told([_settled(check, view), tr("请再出示或目视")])
    if check.state == "failed" and check.reason:
        return reason(check.reason)
    said = _settled(check, view)
    return told([said, reason(check.reason)]) if check.reason and said else said or reason(check.reason)


def _settled(check: Check, view: LaneView) -> str:
    if check.item == "identity":
        return tr(IDENTITY.get(check.trust or "", IDENTITY["read"]))
    if check.item == "temperature" and view.temperature:
        return celsius(view.temperature)
    if check.trust == "seen":
        return tr(SEEN.get(check.item, LOOKED))
    if check.item == "approval":
        return tr(APPROVED)
    claim = next((one for one in reversed(view.claims) if one.kind == check.item), None)
    return claimed(claim, view.at) if claim else ""


def celsius(temperature: Temperature) -> str:
    """ "36.5 ℃，测温仪"."""
    return told([f"{temperature.celsius:.1f} ℃", tr(SOURCES[temperature.source])])


def known(person: Person) -> list[tuple[str, str]]:
    """What the roster says of somebody, for the details: label and value."""
    pairs = [
        (mark("学工号"), person.number), (mark("学院或部门"), person.college), (mark("班级"), person.class_name),
        (mark("住处"), person.place), (mark("辅导员"), person.counsellor), (mark("电话"), person.phone),
    ]  # fmt: skip
    return [(label, value) for label, value in pairs if value]
