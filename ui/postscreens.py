"""The screens of a post beside the gate and the officer's day.

Each is loaded and made when somebody first opens it: the first person in front of the camera waits for none of them.
"""

from collections.abc import Callable
from typing import NamedTuple

from app.clock import Clock
from app.station.station import Station
from ui.live import LivePost
from ui.screens.screen import Screen
from ui.threads import Jobs, Signals
from ui.window import Window


class PostScreens(NamedTuple):
    """What they are made of."""

    station: Station
    post: LivePost
    signals: Signals
    jobs: Jobs
    clock: Clock
    window: Window

    def makers(self) -> dict[str, Callable[[], Screen]]:
        """By the names of the window's screens."""
        return {
            "goods": self._goods, "visitors": self._visitors, "parcels": self._parcels, "keyposts": self._keyposts,
            "dormitory": self._dormitory, "desk": self._desk, "paper": self._paper, "ledger": self._ledger,
            "manage": self._manage,
        }  # fmt: skip

    def _goods(self) -> Screen:
        from app.station.goods.post import GoodsPost
        from ui.goodseyes import GoodsEyes
        from ui.screens.goods.screen import Goods

        eyes = GoodsEyes(self.station.hooks, self.jobs, self.window)
        return Goods(GoodsPost(self.station.post), self.signals, self.jobs, self.clock, eyes=eyes)

    def _visitors(self) -> Screen:
        from app.station.outsiders.vehicles import VehicleGate
        from app.station.outsiders.visitors import Visitors
        from ui.screens.visitors.acts import VisitorsActs
        from ui.screens.visitors.screen import VisitorsScreen

        local = self.station.post
        acts = VisitorsActs(Visitors(local), VehicleGate(local), self.station.identify, self.jobs)
        screen = VisitorsScreen(acts, self.clock)
        screen.to_gate.connect(lambda: self.window.open("gate"))
        return screen

    def _parcels(self) -> Screen:
        from app.station.parcels import ParcelPost
        from ui.screens.parcels.acts import ParcelActs
        from ui.screens.parcels.screen import ParcelsScreen

        return ParcelsScreen(ParcelActs(ParcelPost(self.station.post), self.jobs))

    def _keyposts(self) -> Screen:
        from app.station.keyposts import KeyPosts
        from ui.screens.keyposts.acts import KeyPostActs
        from ui.screens.keyposts.screen import KeyPostsScreen

        return KeyPostsScreen(KeyPostActs(KeyPosts(self.station.post), self.jobs), self.clock)

    def _dormitory(self) -> Screen:
        from app.station.pasting import Pasting
        from app.station.roundbook import RoundBook
        from ui.bedside import Bedside
        from ui.screens.dormitory.screen import DormitoryMap

        local, bedside = self.station.post, Bedside(self.station.hooks, self.window)
        screen = DormitoryMap(RoundBook(local), Pasting(local), self.jobs, self.clock, bedside)
        screen.wanted.connect(lambda lead: self.window.open(lead.screen, lead))
        return screen

    def _desk(self) -> Screen:
        from app.records.registry import kinds
        from ui.screens.desk import Desk

        desk = Desk(self.post, self.jobs, self.clock, kinds())
        desk.to_paper.connect(lambda: self.window.open("paper"))
        return desk

    def _paper(self) -> Screen:
        from app.station.paper.desk import PaperDesk
        from app.station.paper.printing import PaperPrinter
        from ui.screens.paper.screen import PaperScreen

        local = self.station.post
        screen = PaperScreen(PaperDesk(local), PaperPrinter(local), self.jobs, self.clock)
        screen.left.connect(lambda: self.window.open("desk"))
        return screen

    def _ledger(self) -> Screen:
        from app.records.registry import kinds
        from ui.screens.ledger import LedgerScreen

        return LedgerScreen(self.post, self.jobs, kinds())

    def _manage(self) -> Screen:
        from ui.administration import manage
        from ui.screens.centre.syncing import Line

        line = Line(self.post.sync_now, lambda: self.post.sync, self.signals.sync)
        return manage(self.station.post, self.jobs, line)
