"""The station as the window asks for it: answers in the window's own words, and nothing decided here."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.clock import campus
from app.desk import row
from app.lane.group import Group
from app.lane.takeback import BackReason
from app.policy.evidence import Direction, Item
from app.policy.person import Person
from app.settings import Settings
from app.station.centredesk import CentreDesk
from app.station.codes import Printed
from app.station.hooks import Hooks
from app.station.medical import resting
from app.station.recent import recent
from app.station.station import Station
from app.station.takingback import takeable
from app.station.today import Today, today
from app.station.versions import present, versions
from app.store.fact import Entry
from app.store.passages import Passed as Came
from app.sync.state import SyncState
from ui.devices import cameras, thermometers
from ui.post import Imported
from ui.widgets.recent import Passed
from ui.widgets.statusline import PostStatus
from ui.widgets.waiting import Waits

if TYPE_CHECKING:
    from app.station.groups import Found


class LivePost:
    """One running station."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._local = station.post
        self._sync = SyncState(self._local.unsent())
        self._details = ""
        station.hooks.sync.append(self._synced)

    @property
    def hooks(self) -> Hooks:
        return self._station.hooks

    @property
    def settings(self) -> Settings:
        return self._local.settings

    # The lane

    def scan_text(self, data: bytes) -> None:
        self._station.scan_text(data)

    def type_temperature(self, celsius: float) -> None:
        self._station.type_temperature(celsius)

    def look(self, item: Item, good: bool, of: int) -> None:
        self._station.look(item, good, of)

    def read_page(self) -> None:
        self._station.read_page()

    def identify(self, number: str) -> None:
        self._station.identify(number)

    def decide_now(self) -> None:
        self._station.decide_now()

    def judge(self, admitted: bool, of: int) -> None:
        self._station.judge(admitted, of)

    def next_person(self) -> None:
        self._station.next_person()

    def clear(self) -> None:
        self._station.clear()

    def override(self, cause: str) -> None:
        self._station.override(cause)

    def take_back(self, id_: str, reason: BackReason) -> None:
        self._station.take_back(id_, reason)

    def dismiss(self) -> None:
        self._station.lead(None)

    def turn(self, direction: Direction) -> None:
        self._station.turn(direction)

    # Questions

    def find_people(self, text: str, limit: int) -> list[Person]:
        return self._local.find_people(text, limit) if text else []

    def resting(self) -> list[Waits]:
        return [Waits(one.number, one.name, one.due) for one in resting(self._local)]

    def passages(self, limit: int, number: str = "") -> Sequence[Passed]:
        if number:
            self._told_about(number)
        return [self._passed(entry) for entry in recent(self._local, limit, number)]

    def takeable(self) -> Sequence[Passed]:
        return [self._passed(entry) for entry in takeable(self._local)]

    def gather(self, text: str) -> "Found":
        from app.station.groups import from_table, gather  # reads tables

        path = Path(text.strip().strip('"'))
        table = path.suffix.lower() in (".csv", ".xlsx", ".xls")
        return from_table(self._local, path) if table else gather(self._local, text)

    def lead(self, name: str, people: Sequence[Person]) -> Group:
        from app.station.groups import begin

        group = begin(self._local, name, people)
        self._station.lead(group)
        return group

    def came(self, group: Group) -> dict[str, Came]:
        from app.station.groups import came

        return came(self._local, group)

    def tally(self) -> Today:
        return today(self._local)

    def status(self) -> PostStatus:
        sync, level, in_force = self._sync, self._local.level(), self._local.in_force
        ahead = in_force.levels.coming(self._local.clock(), self.settings.post_name)
        joined = self._local.centre.bond() is not None
        return PostStatus(
            post=self.settings.post_name, level=level.name, operator=self._local.operator(),
            people_at=self._local.reference_at(), unsent=sync.unsent if joined else None,
            synced_at=sync.last_success, problem=sync.problem, seconds_left=sync.seconds_left, sending=sync.sending,
            clock_offset=sync.offset.total_seconds() if sync.offset else 0.0, level_title=level.title,
            coming=(in_force.level(ahead).title, ahead.since) if ahead else None,
        )  # fmt: skip

    def may_read(self, kind: str) -> bool:
        return self._local.may_read(kind)

    def records(self, kind: str, days: int) -> list[dict[str, Any]]:
        midnight = campus(self._local.clock()).replace(hour=0, minute=0, second=0, microsecond=0)
        start = midnight - timedelta(days=days - 1)
        entries: Iterator[Entry] = self._local.entries(kind, newest_first=True, start=start)
        return [row(entry) for entry in present(self._local, entries)]

    def versions(self, id_: str) -> list[Entry]:
        return versions(self._local, id_)

    # What an administrator and the desk do

    def people_to_sign_in(self) -> Sequence[str]:
        return [account.name for account in self._local.accounts.active()]

    def sign_in(self, name: str, pin: str) -> None:
        self._local.sign_in(name, pin)

    def hand_over(self, name: str, pin: str) -> None:
        self._local.hand_over(name, pin)

    def sign_in_emergency(self, code: str, why: str) -> None:
        self._local.sign_in_emergency(code, why)

    def sign_out(self) -> None:
        self._station.sign_out()

    def set_level(self, name: str, why: str) -> None:
        self._local.set_level(name, why)
        self._station.refresh()

    def change_settings(self, **changes: Any) -> None:
        self._station.change_settings(**changes)

    def cameras(self) -> Sequence[str]:
        return cameras()

    def thermometers(self) -> Sequence[str]:
        return thermometers()

    def import_people(self, path: Path, progress: Callable[[int, int], None]) -> Imported:
        from app.store.importing.report import lines, summary

        result = self._local.import_people(path, progress)
        self._station.refresh()
        return Imported(summary(result), tuple(lines(result)))

    def people_for_codes(self, words: str) -> list[Person]:
        from app.report.sheet_people import Wanted, chosen

        return chosen(self._local.find_people(""), Wanted(words=words))

    def print_codes(self, people: Sequence[Person], path: Path, progress: Callable[[int, int], None]) -> Printed:
        return self._local.codes.print_people(people, path, progress=progress)

    def join(self, address: str, code: str, authority: str) -> str:
        name = CentreDesk(self._local).join(address, code, Path(authority) if authority else None)
        self._station.begin_sync()
        return name

    def sync_now(self) -> None:
        self._station.sync_now()

    @property
    def sync(self) -> SyncState:
        return self._sync

    def wanted(self) -> int:
        return CentreDesk(self._local).wanted()

    def give_reference(self) -> bool:
        taken = CentreDesk(self._local).hand_over()
        self._station.begin_sync()
        return taken

    def enter(self, kind: str, raw: dict[str, Any]) -> int:
        return self._local.enter(kind, raw).seq

    def export(self, kind: str, rows: Sequence[dict[str, Any]], path: Path) -> int:
        return self._local.export(kind, rows, path)

    def _told_about(self, number: str) -> None:
        """The details of somebody are open: recorded once, however often they are drawn again."""
        person = self._local.person(number)
        if person and number != self._details:
            self._local.looked_up(person, "details")
        self._details = number

    def _passed(self, entry: Entry) -> Passed:
        """Of an override the record names nobody but by number."""
        body, overridden = entry.fact.body or {}, entry.fact.kind == "override"
        judged = body.get("judged", "")
        came_of_it = judged if judged in ("admit", "refuse") else body.get("verdict", "undecided")
        person = self._local.person(str(body.get("person", ""))) if overridden and body.get("person") else None
        return Passed(
            at=entry.fact.at, name=person.name if person else body.get("name", ""),
            kind=person.kind if person else body.get("person_kind", ""),
            college=person.college if person else body.get("college", ""),
            verdict="admit" if overridden else came_of_it,
            direction=body.get("direction", "in"), withdrawn=judged == "withdrawn", overridden=overridden,
            id=entry.fact.id,
        )  # fmt: skip

    def _synced(self, state: SyncState) -> None:
        self._sync = state
