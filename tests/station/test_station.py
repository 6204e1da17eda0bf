"""A running station: a film before its camera, a guard's keys, and what a window hears of it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.access.roles import NotPermitted
from app.capture.items import Frame
from app.decode.reader import Reader
from app.decode.symbol import Symbol
from app.demo import film
from app.demo.page import Page
from app.errors import UserError
from app.lane.view import LaneView
from app.settings import Home
from app.station.local import LocalPost
from app.station.station import Station
from tests.fakes.homes import fill_disk
from tests.fakes.posts import CHEN, LIN, WU
from tests.fakes.serialline import SerialLine

PATIENCE = 30.0


class Listener:
    """Hears a station, and lets a test wait for what it should say."""

    def __init__(self, station: Station) -> None:
        self.views: list[LaneView] = []
        self.states: list[tuple[str, str]] = []
        self.problems: list[UserError] = []
        self.read: list[float] = []
        self.frames = 0
        self._changed = threading.Condition()
        station.hooks.lane.append(lambda view: self._hear(self.views, view))
        station.hooks.device.append(lambda name, state, _: self._hear(self.states, (name, state)))
        station.hooks.problem.append(lambda error: self._hear(self.problems, error))
        station.hooks.frame.append(lambda *_: self._saw())

    def take(self, celsius: float) -> bool:
        """For another than the lane: the reading is taken."""
        self._hear(self.read, celsius)
        return True

    def _hear(self, where: list[object], what: object) -> None:
        with self._changed:
            where.append(what)
            self._changed.notify_all()

    def _saw(self) -> None:
        with self._changed:
            self.frames += 1
            self._changed.notify_all()

    def until(self, what: object) -> None:
        assert callable(what)
        with self._changed:
            assert self._changed.wait_for(what, PATIENCE)

    def decided(self, number: str) -> LaneView | None:
        return next((v for v in self.views if v.phase == "decided" and v.person and v.person.number == number), None)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[LocalPost]:
    home = Home(tmp_path / "home")
    home.make()
    home.save(msgspec.structs.replace(home.settings(), camera=""))
    opened = LocalPost.open(home)
    opened.people.upsert([LIN, CHEN, WU])
    opened.begin_issuing()
    opened.act_as(opened.accounts.add("周明", "administrator", "1111"))
    opened.set_level("open")
    yield opened
    opened.close()


@pytest.fixture
def station(post: LocalPost) -> Iterator[Station]:
    running = Station(post)
    yield running
    running.stop()


def test_a_phone_before_the_camera_is_decided_written_and_shown(
    post: LocalPost, station: Station, tmp_path: Path
) -> None:
    film.write_film(tmp_path / "film.mp4", [Page("校园码", post.issue_code(LIN.number), "black", LIN.name)])
    listener = Listener(station)
    station.start()
    station.use_camera(str(tmp_path / "film.mp4"))
    listener.until(lambda: listener.decided(LIN.number))
    view = listener.decided(LIN.number)
    assert view is not None
    assert view.entry is not None
    assert view.entry.fact.id in {entry.fact.id for entry in post.ledger.entries("passage")}
    assert listener.frames > 0


def test_without_a_camera_the_post_goes_on_by_hand(post: LocalPost, station: Station) -> None:
    listener = Listener(station)
    station.start()
    station.use_camera("camera:97")
    listener.until(lambda: ("camera", "missing") in listener.states)
    station.identify(CHEN.number)
    listener.until(lambda: listener.decided(CHEN.number))


def test_a_scanner_gun_and_a_typed_temperature_reach_the_lane(post: LocalPost, station: Station) -> None:
    listener = Listener(station)
    station.start()
    station.scan_text(post.issue_code(LIN.number).encode())
    station.type_temperature(38.4)
    listener.until(lambda: any("rest-first" in view.decision.reasons for view in listener.views))


def test_a_full_disk_is_told_and_shows_no_green(
    post: LocalPost, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(station)
    station.start()
    fill_disk(monkeypatch)
    station.identify(LIN.number)
    listener.until(lambda: listener.problems)
    assert "磁盘已满" in str(listener.problems[0])
    assert listener.decided(LIN.number) is None


def test_a_bug_in_one_piece_of_work_does_not_end_the_post(
    post: LocalPost, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(station)
    station.start()
    with monkeypatch.context() as broken:
        broken.setattr(post.people, "get", lambda _number: 1 / 0)
        station.identify(LIN.number)
        listener.until(lambda: listener.problems)
    station.identify(CHEN.number)
    listener.until(lambda: listener.decided(CHEN.number))


def test_stopping_decides_whoever_is_in_the_lane(post: LocalPost) -> None:
    post.set_level("routine")
    station = Station(post)
    listener = Listener(station)
    station.start()
    station.identify(LIN.number)
    listener.until(lambda: any(view.person == LIN for view in listener.views))
    station.stop()
    assert [entry.fact.body["verdict"] for entry in post.ledger.entries("passage")] == ["hold"]  # type: ignore[index]


def test_a_picture_that_cannot_be_read_is_told_once_and_the_next_one_is_read(
    post: LocalPost, station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film.write_film(tmp_path / "film.mp4", [Page("校园码", post.issue_code(LIN.number), "black", LIN.name)])
    read, seen = Reader.read, []

    def stumbling(self: Reader, frame: Frame) -> list[Symbol]:
        seen.append(frame)
        if len(seen) <= 3:
            raise ValueError("a bug in a decoder")
        return read(self, frame)

    monkeypatch.setattr(Reader, "read", stumbling)
    listener = Listener(station)
    station.start()
    station.use_camera(str(tmp_path / "film.mp4"))
    listener.until(lambda: listener.decided(LIN.number))
    assert [str(problem) for problem in listener.problems] == [
        "程序内部出错，已记入日志。请人工核验此人，并通知管理员。"
    ]


def test_a_thermometer_that_cannot_be_is_a_state_and_the_post_starts(post: LocalPost, station: Station) -> None:
    post.change_settings(thermometer="COM3@fast")
    listener = Listener(station)
    station.start()
    listener.until(lambda: ("thermometer", "missing") in listener.states)
    station.identify(CHEN.number)
    listener.until(lambda: listener.decided(CHEN.number))


def test_a_reading_that_somebody_takes_for_another_is_not_the_lane_s(
    post: LocalPost, station: Station, tmp_path: Path
) -> None:
    line, listener = SerialLine(tmp_path / "ttyUSB0"), Listener(station)
    post.change_settings(thermometer=str(line.name))
    station.hooks.reading.append(listener.take)
    station.start()
    listener.until(lambda: ("thermometer", "running") in listener.states)
    line.send(b"T:38.5C\r\n")
    listener.until(lambda: listener.read == [38.5])
    station.identify(LIN.number)
    listener.until(lambda: listener.decided(LIN.number))
    (passage,) = post.ledger.entries("passage")
    assert (passage.fact.body or {})["celsius"] is None
    line.unplug()


def test_a_scanner_gun_at_a_serial_port_is_heard_and_let_go(post: LocalPost, station: Station, tmp_path: Path) -> None:
    line = SerialLine(tmp_path / "ttyACM0")
    post.change_settings(gun=str(line.name), gun_prefix="QR:", gun_suffix="#")
    listener = Listener(station)
    station.start()
    listener.until(lambda: ("gun", "running") in listener.states)
    line.send(b"]Q1QR:" + post.issue_code(LIN.number).encode() + b"#\r\n")
    listener.until(lambda: listener.decided(LIN.number))
    line.send(b"QR:]Q1" + post.issue_code(CHEN.number).encode() + b"#\r\n")
    listener.until(lambda: listener.decided(CHEN.number))
    station.change_settings(gun="")
    listener.until(lambda: ("gun", "stopped") in listener.states)
    station.change_settings(gun="COM4@fast")
    listener.until(lambda: ("gun", "missing") in listener.states)
    line.unplug()


def test_a_new_name_of_the_post_is_in_the_next_record(post: LocalPost, station: Station) -> None:
    listener = Listener(station)
    station.start()
    station.identify(LIN.number)
    listener.until(lambda: listener.decided(LIN.number))
    station.change_settings(post_name="西门", direction="out")
    station.identify(CHEN.number)
    listener.until(lambda: listener.decided(CHEN.number))
    said = [(entry.fact.post, (entry.fact.body or {})["direction"]) for entry in post.ledger.entries("passage")]
    assert said == [("东门", "in"), ("西门", "out")]


def test_what_is_owed_to_the_disk_survives_a_change_of_settings(
    post: LocalPost, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(station)
    with monkeypatch.context() as broken:

        def full(_draft: object) -> None:
            raise UserError("磁盘已满")

        station.start()
        broken.setattr(post, "append", full)
        station.identify(LIN.number)
        listener.until(lambda: listener.problems)
        broken.setattr(post, "audit", lambda *_: None)
        station.change_settings(post_name="西门")
    listener.until(lambda: list(post.ledger.entries("passage")))
    assert [entry.fact.post for entry in post.ledger.entries("passage")] == ["东门"]


def test_without_anybody_on_duty_the_post_does_not_start(post: LocalPost, station: Station) -> None:
    post.sign_out()
    with pytest.raises(NotPermitted):
        station.start()


def test_a_change_of_guard(post: LocalPost, station: Station) -> None:
    """Who stands in the lane is decided under the one who leaves; then nobody is, until somebody signs in."""
    post.accounts.add("吴海燕", "guard", "2222")
    post.set_level("routine")
    listener = Listener(station)
    station.start()
    station.identify(LIN.number)
    station.sign_out()
    station.scan_text(CHEN.number.encode())
    station.identify(CHEN.number)
    station.override("晕倒")
    post.sign_in("吴海燕", "2222")
    station.start()
    station.identify(WU.number)
    station.next_person()
    listener.until(lambda: len(list(post.ledger.entries("passage"))) == 2)
    passages = [(e.fact.operator, (e.fact.body or {})["person"]) for e in post.ledger.entries("passage")]
    assert passages == [("周明", LIN.number), ("吴海燕", WU.number)]
    assert list(post.ledger.entries("override")) == []


def test_the_camera_still_shows_while_nobody_is_on_duty(post: LocalPost, station: Station, tmp_path: Path) -> None:
    film.write_film(tmp_path / "film.mp4", [Page("校园码", post.issue_code(LIN.number), "black", LIN.name)])
    listener = Listener(station)
    station.start()
    station.sign_out()
    station.use_camera(str(tmp_path / "film.mp4"))
    listener.until(lambda: listener.frames > 3)
    assert list(post.ledger.entries("passage")) == []
