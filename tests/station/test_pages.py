"""Pages held before the camera: which frames are read, when, and whose evidence they become."""

from datetime import datetime

import pytest

from app.codes.claim import Claim
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.errors import UserError
from app.lane.lane import Lane
from app.pages.template import shipped
from app.station.pagereader import AtOnce, PageReader
from app.station.pagestate import NO_PICTURE, NOBODY, NOTHING
from app.station.pagewatch import KEPT
from tests.fakes.pagefilm import Failing, Film, Networks, Slow
from tests.fakes.phonepages import report, travel_card
from tests.fakes.posts import CHEN, LIN, HandClock, MemoryPost

CARD = ("通信大数据行程卡", "请收下绿色行程卡", "138****1234的动态行程卡", "更新于：2022.04.10 14:40:00",
        "您于前14天内到达或途经：吉林省长春市", "结果包含您在前14天内到访的国家（地区）")  # fmt: skip
OTHER = ("核酸检测报告", "姓名：林晓彤", "检测结果：阴性", "采样时间：2022-04-10 08:30", "检测机构：测试实验室")
DRAWN, REPORT = travel_card(), report()


def known(_complain):
    return shipped()


class Bench:
    """A lane, a reader of pages and a film; everything happens in the frame in which it falls due."""

    def __init__(self, ocr=None, level="routine", automatic=True, templates=known):
        self.ocr = ocr or Networks(*CARD)
        self.states, self.problems, self.done = [], [], []
        self.settling = True
        clock = HandClock()
        self.reader = PageReader(
            self.ocr, templates, automatic=automatic, on_done=self._done, on_state=self.states.append,
            on_problem=self.problems.append, executor=AtOnce(),
        )  # fmt: skip
        self.film = Film()
        self.lane = Lane(MemoryPost(clock, Trust(), level), clock, on_view=self._shown)
        self.lane.clear()

    def play(self, frames, symbols=()):
        for frame in frames:
            self.reader.see(frame, list(symbols))

    def settle(self):
        for done in self.done:
            self.reader.settle(done, self.lane)
        self.done.clear()

    def hold(self, seconds=2.0, drawn=DRAWN, **how):
        self.play(self.film.hold(drawn, seconds, **how))

    def ask(self):
        self.reader.ask(self.film.at)

    def _done(self, done):
        self.done.append(done)
        if self.settling:
            self.settle()

    def _shown(self, view):
        self.view = view
        self.reader.serve(view)

    @property
    def kinds(self):
        return [claim.kind for claim in self.view.claims]

    @property
    def notices(self):
        return [state.notice for state in self.states if state.notice]


@pytest.fixture
def bench():
    bench = Bench()
    bench.lane.identify(LIN.number)
    return bench


def test_a_page_held_still_is_read_by_itself_and_once(bench):
    bench.hold(8)
    assert bench.kinds == ["travel-card"]
    assert [state.doing for state in bench.states if state.doing != "idle"] == ["reading", "read"]
    assert bench.states[-1].kind == "travel-card"


def test_it_is_read_from_several_frames_of_one_second(bench):
    bench.settling = False
    bench.hold(3)
    frames = bench.done[0].job.frames
    assert len(frames) == KEPT
    assert frames[-1].at - frames[0].at < 1


def test_while_it_is_read_the_window_knows_where_it_is(bench):
    bench.hold(2)
    outline = next(state.outline for state in bench.states if state.doing == "reading")
    assert outline.shape == (4, 2)
    assert 400 < outline[:, 0].mean() < 880


def test_a_page_that_moves_is_not_read(bench):
    for step in range(20):
        bench.hold(0.2, across=220 + 12 * step)
    assert bench.ocr.asked == 0


@pytest.mark.parametrize("level", ["open", "static"])
def test_where_the_level_asks_for_no_page_none_is_read(level):
    bench = Bench(level=level)
    bench.lane.identify(LIN.number)
    bench.hold(3)
    assert bench.ocr.asked == 0


def test_before_anybody_is_in_the_lane_nothing_is_read_nor_kept():
    bench = Bench()
    bench.hold(3)
    bench.lane.identify(LIN.number)
    assert not bench.reader._watch._frames
    assert bench.ocr.asked == 0


def test_a_campus_code_is_no_page_to_read(bench):
    bench.play(bench.film.hold(DRAWN, 3), [Symbol("QRCode", b"GP1:ABC")])
    assert bench.ocr.asked == 0


def test_the_next_page_of_the_same_phone_is_read_too(bench):
    bench.hold(2)
    bench.ocr.say(*OTHER)
    bench.hold(2, REPORT)
    assert bench.kinds == ["travel-card", "test-report"]


def test_what_was_read_for_one_person_is_not_read_for_the_next_while_it_stays(bench):
    bench.hold(3)
    bench.lane.identify(CHEN.number)
    bench.hold(6)
    assert bench.kinds == []
    bench.play(bench.film.away())
    bench.hold(2)
    assert bench.kinds == ["travel-card"]


def test_a_reading_under_way_is_dropped_when_another_person_comes(bench):
    bench.settling = False
    bench.hold(2)
    bench.lane.identify(CHEN.number)
    bench.settle()
    assert bench.kinds == []
    assert bench.states[-1].doing == "idle"


def test_a_reading_under_way_is_dropped_when_the_guard_starts_over(bench):
    bench.settling = False
    bench.hold(2)
    bench.lane.clear()
    bench.lane.identify(LIN.number)
    bench.settle()
    assert bench.kinds == []


def test_frames_of_one_person_are_not_read_for_the_next(bench):
    bench.reader.use(automatic=False)
    bench.ask()
    bench.hold(0.5)
    bench.lane.identify(CHEN.number)
    bench.ask()
    came = bench.film.at
    bench.settling = False
    bench.hold(2)
    assert min(frame.at for frame in bench.done[0].job.frames) >= came


def ticking(at):
    return Claim(kind="health-code", trust="read", color="green", updated_at=at, ticks=True)


def test_a_clock_that_should_run_is_looked_at_again_while_the_page_is_held(bench, monkeypatch):
    shown = datetime(2022, 4, 10, 14, 40)
    monkeypatch.setattr(bench.ocr, "page", lambda *_: ticking(shown))
    bench.hold(8)
    assert [state.doing for state in bench.states].count("read") == 2
    assert bench.view.decision.checks[1].reason == "page-clock-stopped"


def test_a_page_that_was_taken_away_is_not_looked_at_again(bench, monkeypatch):
    monkeypatch.setattr(bench.ocr, "page", lambda *_: ticking(datetime(2022, 4, 10, 14, 40)))
    bench.hold(2)
    bench.play(bench.film.away(8))
    assert [state.doing for state in bench.states].count("read") == 1
    assert not bench.reader._watch._frames


def test_only_one_is_read_at_a_time(bench):
    bench.settling = False
    bench.hold(3)
    bench.ask()
    bench.hold(3, REPORT)
    assert len(bench.done) == 1


def test_where_it_is_switched_off_only_the_guards_key_reads():
    bench = Bench(automatic=False)
    bench.lane.identify(LIN.number)
    bench.hold(2)
    assert bench.ocr.asked == 0
    bench.ask()
    assert bench.states[-1].doing == "waiting"
    bench.hold(2)
    assert bench.kinds == ["travel-card"]


def test_what_came_before_the_key_counts_only_of_a_page_held_still():
    bench = Bench()
    bench.lane.identify(LIN.number)
    bench.settling = False
    bench.hold(0.5)
    bench.ask()
    pressed = bench.film.at
    bench.hold(1.2, REPORT)
    assert min(frame.at for frame in bench.done[0].job.frames) >= pressed


def test_the_outline_follows_the_page_while_it_is_read(bench):
    bench.settling = False
    bench.hold(2)
    first = bench.states[-1].outline
    bench.hold(1, across=200)
    assert bench.states[-1].doing == "reading"
    assert abs(bench.states[-1].outline - first).max() > 20


def test_the_guards_key_needs_a_person_and_a_picture():
    bench = Bench()
    bench.ask()
    assert bench.notices == [NOBODY]
    bench.lane.identify(LIN.number)
    bench.ask()
    bench.hold(0.2)
    bench.reader.ask(bench.film.at + 10)
    assert bench.notices == [NOBODY, NO_PICTURE, NO_PICTURE]


def test_nothing_recognised_is_told_only_to_who_asked(bench):
    bench.ocr.say("微信", "通讯录")
    bench.hold(4)
    assert bench.ocr.asked > 0
    assert bench.notices == []
    bench.ask()
    bench.hold(1)
    assert bench.notices == [NOTHING]


def test_who_asks_during_a_reading_hears_of_its_end(bench):
    bench.ocr.say("微信")
    bench.settling = False
    bench.hold(2)
    bench.ask()
    bench.settle()
    assert bench.notices == [NOTHING]


def test_a_poster_on_the_wall_is_looked_at_once(bench):
    bench.ocr.say("招生海报")
    bench.hold(3)
    asked = bench.ocr.asked
    for number in (CHEN.number, LIN.number):
        bench.lane.identify(number)
        bench.play(bench.film.away())
        bench.hold(3)
    assert bench.ocr.asked == asked


def test_a_crash_is_told_and_the_key_tries_again():
    bench = Bench(Failing("crashed"))
    bench.lane.identify(LIN.number)
    bench.hold(2)
    assert "意外退出" in bench.notices[0]
    asked = bench.ocr.asked
    bench.ask()
    bench.hold(1)
    assert bench.ocr.asked > asked


def test_where_pages_cannot_be_read_it_is_not_tried_again_and_again():
    bench = Bench(Failing("unavailable"))
    bench.lane.identify(LIN.number)
    bench.hold(2)
    assert [state.doing for state in bench.states].count("missing") == 1
    asked = bench.ocr.asked
    for drawn in (REPORT, DRAWN, REPORT):
        bench.hold(3, drawn)
    assert bench.ocr.asked == asked
    assert bench.notices == []


def test_a_schools_own_template_that_is_wrong_is_told_once_and_the_others_serve():
    def wrong(complain):
        complain(UserError("页面模板不能使用"))
        return shipped()

    bench = Bench(templates=wrong)
    bench.lane.identify(LIN.number)
    bench.hold(2)
    bench.ask()
    bench.hold(1)
    assert bench.kinds[0] == "travel-card"
    assert [str(one) for one in bench.problems] == ["页面模板不能使用"]


def test_a_film_that_begins_again_is_read_again(bench):
    bench.hold(2)
    bench.play(bench.film.away())
    bench.film.at = 0.0
    bench.lane.identify(CHEN.number)
    bench.hold(2)
    assert bench.kinds == ["travel-card"]


def test_stopping_does_not_wait_for_the_page():
    ocr = Slow(*CARD)
    done = []
    reader = PageReader(
        ocr, known, automatic=True, on_done=done.append, on_state=lambda _: None, on_problem=lambda _: None
    )
    clock = HandClock()
    lane = Lane(MemoryPost(clock, Trust(), "routine"), clock, on_view=reader.serve)
    lane.identify(LIN.number)
    film = Film()
    for frame in film.hold(DRAWN, 0.2):
        reader.see(frame, [])
    reader.ask(film.at)
    for frame in film.hold(DRAWN, 2):
        reader.see(frame, [])
    assert ocr.begun.wait(30)
    reader.stop()
    assert len(done) == 1
