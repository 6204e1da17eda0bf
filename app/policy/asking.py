"""How an item can be asked: the usual ways, for the editor of levels, and each way in words."""

from collections.abc import Iterable, Iterator

from app.i18n import language, mark, tr
from app.policy.evidence import Item
from app.policy.rule import ApprovalKind, Demand, Remarked, ValidTrust
from app.policy.words import item_label, trust_word

ALL: tuple[ValidTrust, ...] = ("verified", "read", "seen")
LIST: tuple[ValidTrust, ...] = ("verified",)
PAPER: tuple[ValidTrust, ...] = ("verified", "seen")
APPROVALS: dict[ApprovalKind, str] = {"return": mark("返校"), "leave": mark("出校"), "visit": mark("来访")}
_PLACES: dict[tuple[str, Remarked], str] = {
    ("starred", "look"): mark("带星号的由值守人员看"), ("starred", "refuse"): mark("带星号的不予放行"),
    ("risk_places", "look"): mark("风险地区由值守人员看"), ("risk_places", "refuse"): mark("风险地区不予放行"),
}  # fmt: skip


def _approval(*kinds: ApprovalKind, accept: tuple[ValidTrust, ...] = PAPER, or_on_list: bool = False) -> Demand:
    return Demand(item="approval", approvals=kinds, accept=accept, or_on_list=or_on_list)


def _test(hours: float | None = None, days: int = 0, *, may_end_yesterday: bool = True) -> Demand:
    return Demand(item="test-report", within_hours=hours, each_of_days=days, may_end_yesterday=may_end_yesterday)


def _card(starred: Remarked, risk_places: Remarked) -> Demand:
    return Demand(item="travel-card", within_hours=24, starred=starred, risk_places=risk_places)


USUAL: dict[Item, tuple[Demand, ...]] = {
    "identity": (Demand(item="identity"), Demand(item="identity", off_list=True)),
    "approval": (
        _approval("return"), _approval("return", "leave"), _approval("leave"), _approval("visit"),
        _approval("visit", or_on_list=True), _approval("return", accept=LIST), _approval("leave", accept=LIST),
        _approval("visit", accept=LIST),
    ),
    "health-code": (Demand(item="health-code", today=True), Demand(item="health-code", within_hours=24)),
    "travel-card": (
        _card("remark", "remark"), _card("look", "look"), _card("look", "refuse"), _card("refuse", "refuse"),
    ),
    "test-report": (
        _test(24), _test(48), _test(72), _test(days=3), _test(days=3, may_end_yesterday=False),
        Demand(item="test-report", within_hours=48, tests=("nucleic-acid", "antigen")),
    ),
    "vaccination": (Demand(item="vaccination"),),
    "temperature": (Demand(item="temperature", within_hours=1),),
    "symptoms": (Demand(item="symptoms"),),
    "mask": (Demand(item="mask"),),
}  # fmt: skip
"""Of each item, the mildest first."""


def ways(item: Item, also: Iterable[Demand] = ()) -> list[Demand]:
    """The usual ways to ask an item, and those of a level of its own."""
    return list(dict.fromkeys([*USUAL[item], *(demand for demand in also if demand.item == item)]))


def told(demand: Demand) -> str:
    """A way to ask in words, without the item's name: "48 小时内"."""
    between = ", " if language() == "en" else "，"
    return between.join(_parts(demand)) or tr("要查")


def named(demand: Demand) -> str:
    """A way to ask in words, with the item's name: "核酸报告（48 小时内）"."""
    details = list(_parts(demand))
    return tr("{item}（{how}）", item=item_label(demand.item), how=told(demand)) if details else item_label(demand.item)


def _parts(demand: Demand) -> Iterator[str]:
    between = ", " if language() == "en" else "、"
    if demand.approvals:
        yield between.join(tr(APPROVALS[kind]) for kind in demand.approvals)
    if demand.or_on_list:
        yield tr("或已登记备案")
    if demand.off_list:
        yield tr("不在名单的凭校园码")
    if demand.today:
        yield tr("当天")
    if demand.within_hours:
        yield tr("{n} 小时内", n=f"{demand.within_hours:g}")
    if demand.each_of_days:
        yield tr("近 {n} 天每天", n=demand.each_of_days)
        if not demand.may_end_yesterday:
            yield tr("含今天")
    if "antigen" in demand.tests:
        yield tr("抗原也可") if "nucleic-acid" in demand.tests else tr("只认抗原")
    yield from (tr(words) for (key, word), words in _PLACES.items() if getattr(demand, key) == word)
    yield from _trusts(demand)


def _trusts(demand: Demand) -> Iterator[str]:
    between = ", " if language() == "en" else "、"
    if demand.item == "approval":
        if demand.accept == LIST:
            yield tr("只凭名单")
    elif set(demand.accept) != set(ALL):
        yield tr("只认{trusts}", trusts=between.join(trust_word(trust) for trust in demand.accept))
