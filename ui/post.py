"""What the window asks of a post: the station, or in tests something that stands in for it.

Commands return at once and are answered through the hooks. Questions read the local database; the window asks them
in the background.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from app.lane.group import Group
from app.lane.takeback import BackReason
from app.policy.evidence import Direction, Item
from app.policy.person import Person
from app.settings import Settings
from app.station.codes import Printed
from app.station.hooks import Hooks
from app.station.today import Today
from app.store.fact import Entry
from app.store.passages import Passed as Came
from ui.widgets.recent import Passed
from ui.widgets.statusline import PostStatus
from ui.widgets.waiting import Waits

if TYPE_CHECKING:
    from app.station.groups import Found


class Imported(NamedTuple):
    """What came of an import: a sentence, and a line for each row that was refused."""

    summary: str
    refused: tuple[str, ...] = ()


class LanePost(Protocol):
    """What the gate needs."""

    @property
    def hooks(self) -> Hooks: ...

    @property
    def settings(self) -> Settings: ...

    def scan_text(self, data: bytes) -> None: ...
    def type_temperature(self, celsius: float) -> None: ...
    def look(self, item: Item, good: bool, of: int) -> None:
        """`of`: the case on the screen when the key was pressed, see Lane.judge."""

    def read_page(self) -> None: ...
    def identify(self, number: str) -> None: ...
    def decide_now(self) -> None: ...
    def judge(self, admitted: bool, of: int) -> None: ...
    def next_person(self) -> None: ...
    def clear(self) -> None: ...
    def override(self, cause: str) -> None: ...
    def take_back(self, id_: str, reason: BackReason) -> None:
        """A passage that `takeable` gave did not take place as it was registered."""

    def dismiss(self) -> None:
        """Nobody of a group comes any more."""

    def turn(self, direction: Direction) -> None: ...

    def find_people(self, text: str, limit: int) -> list[Person]: ...
    def resting(self) -> list[Waits]:
        """Who waits at the side, the first to be called back first."""

    def passages(self, limit: int, number: str = "") -> Sequence[Passed]:
        """The newest passages, of one person where a number is given."""

    def takeable(self) -> Sequence[Passed]:
        """The passages that whoever is on duty may take back, the newest first."""

    def gather(self, text: str) -> "Found":
        """The people whom a text or a table at that path names; see app.station.groups."""

    def lead(self, name: str, people: Sequence[Person]) -> Group:
        """These come together from now on. UserError where they are no group."""

    def came(self, group: Group) -> dict[str, Came]:
        """Who of a group has passed, by number."""

    def tally(self) -> Today:
        """How many went in and out."""


class Post(LanePost, Protocol):
    """What the whole window needs."""

    def status(self) -> PostStatus: ...
    def people_to_sign_in(self) -> Sequence[str]: ...
    def sign_in(self, name: str, pin: str) -> None:
        """Raises SignInRefused."""

    def hand_over(self, name: str, pin: str) -> None:
        """Takes over from whoever is on duty, with the lane as it stands. Raises SignInRefused."""

    def sign_in_emergency(self, code: str, why: str) -> None:
        """With a sealed code and a reason. Raises SignInRefused."""

    def sign_out(self) -> None:
        """Nobody is on duty any more; whoever is in the lane is decided before."""

    def set_level(self, name: str, why: str) -> None:
        """Raises NotPermitted."""

    def change_settings(self, **changes: Any) -> None:
        """Settings of this PC, by the names of Settings. Raises NotPermitted."""

    def cameras(self) -> Sequence[str]:
        """Cameras that are plugged in, as settings name them."""

    def thermometers(self) -> Sequence[str]:
        """Serial ports that are there."""

    def import_people(self, path: Path, progress: Callable[[int, int], None]) -> Imported:
        """Takes the list of people over; `progress` is called with rows read and rows there are."""

    def people_for_codes(self, words: str) -> list[Person]:
        """Those whom all words fit, in the order in which their codes are given out."""

    def print_codes(self, people: Sequence[Person], path: Path, progress: Callable[[int, int], None]) -> Printed:
        """A sheet of new codes for them; what `progress` raises ends it. Raises NotPermitted."""

    def join(self, address: str, code: str, authority: str) -> str:
        """The centre's name. authority: where the file of the campus's own CA is, empty where it has none."""

    def wanted(self) -> int:
        """How many rows of this post's own reference its centre would take, since it has none; 0 where it has."""

    def give_reference(self) -> bool:
        """Hands them over; False where the centre has its own."""

    def enter(self, kind: str, raw: dict[str, Any]) -> int:
        """The record's number; raises RecordProblems."""

    def may_read(self, kind: str) -> bool:
        """Whether records of that kind exist for whoever is on duty."""

    def records(self, kind: str, days: int) -> list[dict[str, Any]]:
        """Those that still stand; of what was corrected the correction."""

    def versions(self, id_: str) -> list[Entry]:
        """All that stood or stands in the place of a record, the first first."""

    def export(self, kind: str, rows: Sequence[dict[str, Any]], path: Path) -> int:
        """How many were written to the file. Raises NotPermitted."""
