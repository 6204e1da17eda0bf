"""What a form of the parcels' screen is about when it opens, and what it does with what was filled in."""

from collections.abc import Callable
from typing import NamedTuple

from app.i18n import mark, tr
from app.station.parcels import Claimant, Lying
from ui.screens.parcels.acts import ParcelActs, There
from ui.screens.parcels.forms import sort_of, whole
from ui.widgets.text import Words

ON_SOME = frozenset({"disinfect", "out", "back", "strike"})
"""Forms about parcels that are here."""


class About(NamedTuple):
    """title: where it depends on what the form is about, else empty. keys: of the parcels it is about."""

    title: Words = ""
    keys: tuple[str, ...] = ()


def about(act: str, there: There | None, claimant: Claimant | None, chosen: Lying | None) -> About:
    """What a form that opens now is about."""
    lying = there.lying if there else []
    if act == "disinfect":
        keys = tuple(one.parcel.key for one in there.dry) if there else ()
        return About(lambda: tr("消毒 · {n} 件", n=len(keys)), keys)
    if act == "out":
        keys = tuple(one.parcel.key for one in lying if not one.held and one.parcel.phase != "out")
        return About(lambda: tr("上架 · {n} 件", n=len(keys)), keys)
    if act in ON_SOME and chosen:
        parcel = chosen.parcel
        title = mark("退回 · {what}") if act == "back" else mark("撤销 · {what}")
        return About(lambda: tr(title, what=parcel.waybill or parcel.name or tr("有一件")), (parcel.key,))
    if act == "by" and claimant:
        return About(lambda: tr("代领 · {name}", name=claimant.name))
    return About()


def do(act: str, given: dict[str, str], acts: ParcelActs, keys: tuple[str, ...], claimant: Claimant | None) -> None:
    """UserError for what is no number."""
    some: dict[str, Callable[[], None]] = {
        "arrive": lambda: acts.arrive(
            given["courier"], given["waybill"], given["recipient"], given["shelf"], sort_of(given)
        ),
        "count": lambda: acts.count(
            given["courier"], whole(given["count"], mark("件数")), given["shelf"], sort_of(given)
        ),
        "turn-away": lambda: acts.turn_away(
            given["courier"], whole(given["count"], mark("件数")), given["reason"], sort_of(given)
        ),
        "disinfect": lambda: acts.disinfect(
            keys, given["agent"], given["concentration"], whole(given["minutes"], mark("作用时间"))
        ),
        "out": lambda: acts.put_out(keys, given["shelf"]),
        "back": lambda: acts.give_back(keys, given["reason"]),
        "strike": lambda: acts.strike(keys[0], given["reason"]),
        "by": lambda: acts.hand_out(claimant, by=given["by"]) if claimant else None,
    }  # fmt: skip
    some[act]()
