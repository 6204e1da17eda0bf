"""What is done at the parcels' screen, in the background: each act is answered by a signal."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from app.parcels.handing import Ways
from app.parcels.recall import Usual
from app.records.parcel_step import Sort
from app.station.parcels import Claimant, Lying, ParcelPost
from ui.threads import Jobs


class There(NamedTuple):
    """What lies here, which of it nobody fetched (keys), what to propose, and how the level has it handed out."""

    lying: list[Lying]
    left: frozenset[str]
    usual: Usual
    ways: Ways

    @property
    def dry(self) -> list[Lying]:
        """What is to be disinfected before it may be handed out."""
        some = (one for one in self.lying if self.ways.of(one.parcel.sort) == "disinfect")
        return [one for one in some if one.parcel.ready_at is None]


class ParcelActs(QObject):
    """listed: a There. looked: what was asked, and who may be meant. arrived: what came. handed: a claimant, and what
    they took. done: the name of an act, and how many. failed: a UserError or RecordProblems."""

    listed = Signal(object)
    looked = Signal(str, list)
    arrived = Signal(list)
    handed = Signal(object, list)
    done = Signal(str, int)
    failed = Signal(object)

    def __init__(self, post: ParcelPost, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post, self._jobs = post, jobs

    def list(self) -> None:
        self._run(self._there, self.listed.emit)

    def look(self, text: str) -> None:
        self._run(lambda: self._post.look(text), lambda found: self.looked.emit(text, found))

    def arrive(self, courier: str, waybill: str, recipient: str, shelf: str, sort: Sort) -> None:
        self._run(
            lambda: [self._post.arrive(courier, waybill, recipient, shelf, sort)], lambda some: self.arrived.emit(some)
        )

    def count(self, courier: str, many: int, shelf: str, sort: Sort) -> None:
        self._run(lambda: self._post.arrive_counted(courier, many, shelf, sort), lambda some: self.arrived.emit(some))

    def turn_away(self, courier: str, many: int, reason: str, sort: Sort) -> None:
        self._run(
            lambda: self._post.turn_away(courier, many, reason, sort), lambda _: self.done.emit("turned-away", many)
        )

    def disinfect(self, keys: Sequence[str], agent: str, concentration: str, minutes: int) -> None:
        self._on("disinfected", lambda: self._post.disinfect(keys, agent, concentration, minutes))

    def put_out(self, keys: Sequence[str], shelf: str) -> None:
        self._on("out", lambda: self._post.put_out(keys, shelf))

    def give_back(self, keys: Sequence[str], reason: str) -> None:
        self._on("returned", lambda: self._post.give_back(keys, reason))

    def strike(self, key: str, reason: str) -> None:
        self._on("struck", lambda: self._post.strike(key, reason))

    def hand_out(self, claimant: Claimant, keys: Sequence[str] | None = None, by: str = "") -> None:
        self._run(
            lambda: self._post.hand_out(claimant, keys, by), lambda some: self.handed.emit(claimant, some)
        )  # fmt: skip

    def _there(self) -> There:
        left = frozenset(one.parcel.key for one in self._post.left_over())
        return There(self._post.present(), left, self._post.usual(), self._post.ways())

    def _on(self, act: str, work: Callable[[], Sequence[object]]) -> None:
        self._run(work, lambda some: self.done.emit(act, len(some)))

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._jobs.run(work, then, self.failed.emit)
