"""The headless lane: whose temperature is whose, what time it is, and what is left when it is told to end."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from app.capture.device import Reads
from app.capture.items import Frame, Reading, Scan
from app.capture.session import REAL_TIME, Session
from app.capture.source import OnItem, OnState, Source, ignore
from app.capture.states import DeviceError, SourceError, State
from app.cli.headless import HeadlessLane, ending
from app.errors import UserError
from app.lane.view import LaneView
from tests.cli.conftest import Answer
from tests.fakes.campus import Campus
from tests.fakes.posts import CHEN, LIN, START, HandClock, MemoryPost
from tests.fakes.streams import SOON, Act, Scripted, ScriptedFile, picture

Gatepost = Callable[..., Answer]
COMMAND = [sys.executable, "-c", "from ui.start import main; main()"]


class Thermometer(Source):
    """A thermometer that is read when the test says so."""

    @property
    def name(self) -> str:
        return "T"

    def read(self, session: Session) -> Reads:
        yield None

    def start(self, on_item: OnItem, on_state: OnState = ignore) -> None:
        self._on_item = on_item

    def give(self, *celsius: float) -> None:
        for one in celsius:
            self._on_item(Reading(one, 0.0, 0.0))


class Recording(ScriptedFile):
    """A film: its items have times of their own."""

    recorded = True


class Post:
    """A lane at level `routine` with everything around it in memory; its source is a list of what happens."""

    def __init__(self, level: str = "routine") -> None:
        self.clock, self.campus, self.thermometer = HandClock(), Campus(), Thermometer()
        self.post = MemoryPost(self.clock, self.campus.trust(), level)
        self.decided: list[LaneView] = []
        self.fell = Event()

    def run(self, *acts: Act, source: type[Scripted] = ScriptedFile, clock: Any = None) -> None:
        self.lane(*acts, source=source, clock=clock).run()

    def lane(self, *acts: Act, source: type[Scripted] = ScriptedFile, clock: Any = None) -> HeadlessLane:
        made = source(acts, timing=REAL_TIME)
        return HeadlessLane(
            self.post, made, clock or self.clock, thermometer=self.thermometer, on_decision=self._decided
        )

    def code(self, person: Any, at: float = 0.0) -> Scan:
        return Scan(self.campus.code(person).encode(), at, 0.0)

    def _decided(self, view: LaneView) -> None:
        self.decided.append(view)
        self.fell.set()

    @property
    def verdicts(self) -> list[tuple[str, str]]:
        return [(view.person.number if view.person else "", view.decision.verdict) for view in self.decided]


@pytest.fixture
def post() -> Post:
    return Post()


def test_a_fever_is_not_lost_behind_a_lower_reading(post: Post) -> None:
    post.run(post.code(LIN), lambda: post.thermometer.give(38.5, 36.4), post.code(CHEN))
    assert post.verdicts[0] == (LIN.number, "refer")


def test_a_reading_is_nobodys_whose_time_was_over_before_it_came(post: Post) -> None:
    def later() -> None:
        post.clock.turn(300)
        post.thermometer.give(38.5)

    post.run(post.code(LIN), later, post.code(CHEN))
    assert post.verdicts == [(LIN.number, "hold"), (CHEN.number, "hold")]
    assert [body["celsius"] for body in post.post.passages] == [None, None]


def test_a_reading_alone_decides(post: Post) -> None:
    """Nobody else comes: the source waits until the decision fell."""
    post.run(post.code(LIN), lambda: post.thermometer.give(38.5), waiting(post.fell))
    assert post.verdicts == [(LIN.number, "refer")]


def waiting(event: Event) -> Callable[[], object]:
    def wait() -> None:
        assert event.wait(SOON), "nothing was decided before the next line"

    return wait


def test_somebody_who_went_away_is_decided_although_nobody_comes(post: Post) -> None:
    post.run(post.code(LIN), lambda: post.clock.turn(61), waiting(post.fell))
    assert post.verdicts == [(LIN.number, "hold")]


def test_the_next_picture_is_taken_when_the_one_before_is_done_with(post: Post) -> None:
    """Else it would wait in a queue, and what it waits would count as the time of the decision."""
    handled: list[int] = []
    lane = post.lane(
        post.code(LIN), lambda: handled.append(len(post.decided)),
        post.code(CHEN), lambda: handled.append(len(post.decided)),
    )  # fmt: skip
    lane.run()
    assert handled == [0, 1]


@pytest.mark.parametrize("source", [Scripted, ScriptedFile])
def test_what_is_live_has_the_clocks_time_after_the_machine_slept(post: Post, source: type[Scripted]) -> None:
    """Over a suspend the steady clock stands still, and with it the times of a source that counts by it."""
    lane: list[HeadlessLane] = []
    lane.append(
        post.lane(
            post.code(LIN, 1.0), lambda: post.clock.turn(7200), post.code(CHEN, 2.0), lambda: lane[0].stop(),
            source=source,
        )
    )  # fmt: skip
    lane[0].run()
    assert [entry.fact.at for entry in post.post.written][-1] == START + timedelta(hours=2)


def test_a_film_has_its_own_time(post: Post) -> None:
    post.run(post.code(LIN, 1.0), lambda: post.clock.turn(7200), post.code(CHEN, 30.0), source=Recording)
    assert [entry.fact.at for entry in post.post.written] == [START + timedelta(seconds=30)] * 2


def test_a_film_that_breaks_decides_whoever_is_there_and_says_so_in_one_sentence(post: Post) -> None:
    with pytest.raises(SourceError, match="坏了"):
        post.run(post.code(LIN), DeviceError(State.LOST, "坏了"))
    assert post.verdicts == [(LIN.number, "hold")]


def test_a_bug_in_a_source_is_a_bug_not_an_end(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.excepthook", lambda _: None)
    with pytest.raises(RuntimeError):
        post.run(post.code(LIN), ZeroDivisionError())
    assert post.verdicts == [(LIN.number, "hold")]


def test_told_to_end_it_decides_whoever_is_there(post: Post) -> None:
    """A camera has no other end."""
    lane: list[HeadlessLane] = []
    frame = Frame(picture(), 0.0, 0.0)
    lane.append(post.lane(post.code(LIN), lambda: lane[0].stop(), *[frame] * 1000, source=Scripted))
    lane[0].run()
    assert post.verdicts == [(LIN.number, "hold")]


def test_told_to_end_before_it_began_it_ends(post: Post) -> None:
    lane = post.lane(post.code(LIN), source=Scripted)
    lane.stop()
    lane.run()
    assert post.verdicts == []


def test_the_first_signal_asks_for_the_end_the_second_ends_at_once() -> None:
    asked, before = [], signal.getsignal(signal.SIGINT)
    with ending(lambda: asked.append(True)):
        signal.raise_signal(signal.SIGINT)
        assert asked == [True]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.fixture
def waiting_lane(home: Path, gatepost: Gatepost) -> Iterator[tuple["subprocess.Popen[str]", list[str]]]:
    """A lane in a process of its own on an open pipe: the first person is decided, the second one stands there."""
    gatepost("level", "routine")
    people = gatepost("people", "--json").rows[20:22]
    codes = [gatepost("pass", person["number"], "--text").out for person in people]
    lane = subprocess.Popen(
        [*COMMAND, "--home", str(home), "lane", "--source", "lines:-", "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert lane.stdin is not None
    assert lane.stdout is not None
    lane.stdin.write("".join(codes))
    lane.stdin.flush()
    assert json.loads(lane.stdout.readline())["person"]["number"] == people[0]["number"]
    yield lane, [person["number"] for person in people]
    lane.kill()
    lane.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_lane_that_is_told_to_end_loses_nobody(
    waiting_lane: tuple["subprocess.Popen[str]", list[str]], gatepost: Gatepost, number: signal.Signals
) -> None:
    lane, people = waiting_lane
    assert lane.stdout is not None
    lane.send_signal(number)
    last = json.loads(lane.stdout.readline())
    assert lane.wait(timeout=SOON * 4) == 0
    assert lane.stderr is not None
    assert lane.stderr.read() == ""
    assert (last["person"]["number"], last["verdict"]) == (people[1], "hold")
    assert [row["id"] for row in gatepost("records", "passage", "--json").rows][-1] == last["record"]


def test_a_disk_that_takes_nothing_is_said_and_shows_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    post = Post("open")
    post.post.full = True
    with pytest.raises(UserError, match="2 条记录没有写入"):
        post.run(post.code(LIN), post.code(CHEN))
    assert post.decided == []
    assert "磁盘已满" in capsys.readouterr().err


def test_records_that_were_owed_are_written_when_there_is_room_again() -> None:
    post = Post("open")
    post.post.full = True

    def room() -> None:
        post.post.full = False
        post.clock.turn(6)

    post.run(post.code(LIN), room, post.code(CHEN))
    assert post.verdicts == [(LIN.number, "admit"), (CHEN.number, "admit")]


def test_a_lane_that_reads_no_pages_waits_for_nothing_that_only_these_need():
    """Half of its start was OpenCV and sqlite-utils; a start after a power cut keeps people waiting."""
    code = "import sys, app.cli.lane; print(sorted({'cv2', 'rapidocr', 'sqlite_utils'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
