"""What a running station tells: named lists of callables, called from its threads."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.capture.items import Image
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane.view import LaneView
from app.station.levelwatch import LevelNews
from app.station.pagestate import PageState
from app.sync.state import SyncState


@dataclass(frozen=True, slots=True)
class Hooks:
    """frame: every picture with the symbols found in it. device: ("camera" | "thermometer" | "pages", state, sentence).
    sync: how the upload stands. level: its name. begun: a change of level began here. problem: for the banner.
    pages: what the reading of pages does. reading: °C of the thermometer, before the lane has it; whoever takes it for
    somebody else says True, and the lane learns nothing of it.

    A listener must return at once: it is called in the thread that works.
    """

    frame: list[Callable[[Image, list[Symbol]], None]] = field(default_factory=list)
    lane: list[Callable[[LaneView], None]] = field(default_factory=list)
    device: list[Callable[[str, str, str], None]] = field(default_factory=list)
    sync: list[Callable[[SyncState], None]] = field(default_factory=list)
    level: list[Callable[[str], None]] = field(default_factory=list)
    begun: list[Callable[[LevelNews], None]] = field(default_factory=list)
    problem: list[Callable[[UserError], None]] = field(default_factory=list)
    pages: list[Callable[[PageState], None]] = field(default_factory=list)
    reading: list[Callable[[float], bool]] = field(default_factory=list)
