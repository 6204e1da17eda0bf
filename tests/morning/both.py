"""One morning at both gates, with one centre: the people's gate, then the goods', and what became of everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.store.secret.key import key_for
from tests.morning import checker
from tests.morning.campus import Campus
from tests.morning.centre import MorningCentre
from tests.morning.clock import START, MorningClock
from tests.morning.dock import Dockhand
from tests.morning.guard import Gatekeeper
from tests.morning.keys import Keys
from tests.morning.play import Morning, Served
from tests.morning.post import MorningPost
from tests.morning.script import Coming
from tests.morning.script_goods import Load


@dataclass(frozen=True, slots=True)
class Played:
    """served: the people, in their order. wrong: sentences on what the ledgers have otherwise than the script. apart:
    records that one of posts and centre has and the other has not. pressed: keys at the goods screen."""

    served: list[Served]
    wrong: list[str]
    apart: int
    pressed: int


def play(app: QApplication, folder: Path, comings: Sequence[Coming], some: Sequence[Load]) -> Played:
    """Everybody and everything. folder: an empty one."""
    clock = MorningClock(folder / "clock")
    everybody = [*comings, *(load.driver for load in some)]
    campus = Campus.of(everybody, START)
    with MorningCentre(folder / "centre", clock.path) as centre:
        with MorningPost(app, folder, clock) as gate:
            gate.settle(campus, everybody)
            gate.join(centre, hand_over=True)
            gate.open()
            morning = Morning(gate, campus, centre)
            morning.play(comings)
            morning.finish()
        with MorningPost(app, folder, clock, "goods", "物资门") as goods:
            goods.join(centre, hand_over=False)
            goods.open()
            goods.until(lambda: goods.level == "closed", "the centre's lists")
            dock = Dockhand(goods, Gatekeeper(goods, campus, Keys(goods.window, clock.steady)))
            dock.play(some)
            goods.until(lambda: goods.unsent == 0, "the centre to have everything")
        return _compared(campus, centre, (gate, goods), morning, dock, comings, some)


def _compared(
    campus: Campus, centre: MorningCentre, posts: tuple[MorningPost, MorningPost], morning: Morning, dock: Dockhand,
    comings: Sequence[Coming], some: Sequence[Load],
) -> Played:  # fmt: skip
    people, goods = (checker.rows(post.home.database, key_for(post.home)) for post in posts)
    numbers = {who: person.number for who, person in campus.people.items()}
    wrong = [
        *checker.problems(people, comings, numbers),
        *checker.strange_temperatures(people, morning.measured(numbers)),
        *checker.wrong_deliveries(goods, dock.right(some)),
    ]  # fmt: skip
    apart = {row.id for row in (*people, *goods)} ^ centre.holds()
    return Played(morning.served, wrong, len(apart), dock.pressed)
