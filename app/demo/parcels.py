"""Invented parcels on the shelf of the demonstration campus: old and new ones, takeaway, one fetched, one gone back."""

from collections.abc import Sequence

from app.demo.earlier import Earlier
from app.i18n import mark, tr
from app.policy.person import Person
from app.station.local import LocalPost
from app.station.parcels import ParcelPost

COURIERS = (mark("演示快递"), mark("校园快递"), mark("演示外卖"))
CHLORINE = mark("含氯消毒剂")
UNCLEAR = mark("地址不清")


def lay_out(post: LocalPost, clock: Earlier, roster: Sequence[Person]) -> None:
    """Where none was ever registered, and the level lets them in."""
    if next(post.entries("parcel-step", limit=1), None) or "none" in ParcelPost(post).ways():
        return
    desk, first, second, meals = ParcelPost(post), *map(tr, COURIERS)
    some = iter(roster)
    with clock.ago(hours=52):
        left, back = (desk.arrive(first, f"DEMO10{n}", next(some).number, "A1") for n in (1, 2))
        desk.put_out([left.key], "B1")
    with clock.ago(hours=4):
        new = [desk.arrive(second, f"DEMO20{n}", next(some).number, "A2") for n in range(1, 5)]
        new.append(desk.arrive(second, "DEMO206", "4321", "A2"))
    with clock.ago(hours=3.5):
        desk.disinfect((one.key for one in new), tr(CHLORINE), "500 mg/L", 30)
    with clock.ago(hours=2):
        desk.put_out([one.key for one in new], "B1")
        desk.give_back([back.key], tr(UNCLEAR))
    with clock.ago(hours=1):
        (claimant, *_others) = desk.look(new[0].person)
        desk.hand_out(claimant)
    with clock.ago(minutes=15):
        desk.arrive(second, "DEMO301", next(some).number, "A3")
        desk.arrive(meals, "", next(some).number, sort="takeaway")
        desk.arrive_counted(meals, 2, sort="takeaway")
