"""The headless lane that also reads pages: a recording waits for them, and is decided the same every time."""

from collections.abc import Callable
from typing import Any

from app.capture.session import REAL_TIME
from app.cli.headless import HeadlessLane
from app.pages.template import shipped
from app.station.pagereader import AtOnce, Done, PageReader
from tests.cli.conftest import Answer
from tests.cli.test_headless import Post, Recording
from tests.fakes.pagefilm import Film, Networks
from tests.fakes.phonepages import report, travel_card
from tests.fakes.posts import CHEN, LIN

HEALTH = ("吉祥码", "姓名：林*彤", "证件号码：2201****0018", "2022-04-10 14:40:02", "绿码", "核酸检测结果", "阴性")


def reader(on_done: Callable[[Done], None], recorded: bool) -> PageReader:
    assert recorded
    return PageReader(
        Networks(*HEALTH), lambda _complain: shipped(), automatic=True, on_done=on_done, on_state=lambda _state: None,
        on_problem=lambda _error: None, executor=AtOnce(),
    )  # fmt: skip


def test_a_page_held_still_is_evidence_of_the_person_before_it() -> None:
    post, film, views = Post(), Film(), []
    frames = [*film.hold(travel_card(), 3), *film.away()]
    source = Recording([post.code(LIN), *frames, post.code(CHEN, film.at), *film.hold(report(), 0.4)], timing=REAL_TIME)
    HeadlessLane(post.post, source, post.clock, on_decision=views.append, temperature=36.5, pages=reader).run()
    told = [(view.person.number if view.person else "", view.decision.needed) for view in views]
    assert told == [(LIN.number, ()), (CHEN.number, ("health-code",))]
    assert [claim.kind for claim in views[0].claims] == ["campus-code", "health-code"]
    assert all(view.latency_ms is not None and view.latency_ms >= 0 for view in views)


def test_where_nothing_that_reads_pages_is_installed_the_command_says_so(
    gatepost: Callable[..., Answer], monkeypatch: Any
) -> None:
    monkeypatch.setattr("app.station.pagereader.installed", lambda: False)
    answer = gatepost("lane", "--source", "lines:-", "--pages")
    assert answer.status == 1
    assert "--pages" in answer.err
