"""The base of all sources: states, reconnection, back-off, both drivers."""

import threading
from collections.abc import Callable, Iterator

import pytest

from app.capture.items import Frame, Image, Item
from app.capture.session import REAL_TIME
from app.capture.states import SENTENCES, DeviceError, SourceError, State, explain
from app.i18n import use
from tests.fakes.streams import Act, FakeTime, Scripted, ScriptedFile, Watcher, black, picture, scan


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


def frame(image: Image | None = None) -> Frame:
    return Frame(picture() if image is None else image, 0.0, 0.0)


def test_a_finite_source_gives_everything_and_ends(time: FakeTime) -> None:
    source = ScriptedFile([scan("a"), None, scan("b")], timing=time.timing)
    states: list[State] = []
    assert list(source.items(states.append)) == [scan("a"), scan("b")]
    assert states == [State.OPENING, State.RUNNING, State.ENDED]
    assert source.state is State.ENDED
    assert source.closed == 1


@pytest.mark.parametrize("trouble", [State.MISSING, State.BUSY])
def test_a_file_that_cannot_be_read_is_one_sentence(time: FakeTime, trouble: State) -> None:
    source = ScriptedFile([DeviceError(trouble)], timing=time.timing)
    with pytest.raises(SourceError) as caught:
        list(source.items())
    assert str(caught.value) == explain(trouble, "X")
    assert source.state is trouble


def test_a_device_that_knows_better_words_its_own_sentence(time: FakeTime) -> None:
    source = ScriptedFile([DeviceError(State.MISSING, "换一个。")], timing=time.timing)
    with pytest.raises(SourceError, match=r"换一个。"):
        list(source.items())


def test_a_live_source_is_opened_again_with_growing_bounded_pauses(time: FakeTime) -> None:
    failures = [[DeviceError(State.MISSING)]] * 7
    source = Scripted(*failures, [scan()], timing=time.timing)
    states: list[State] = []
    assert list(source.items(states.append)) == [scan()]
    assert states == [State.OPENING, State.MISSING, State.RUNNING, State.ENDED]
    assert time.waits == sorted(time.waits)
    assert max(time.waits) == time.waits[-1] == time.waits[-2] <= 5
    assert source.opened == source.closed == 8


def test_after_it_worked_the_pauses_begin_anew(time: FakeTime) -> None:
    gone = DeviceError(State.LOST)
    source = Scripted([gone], [gone], [gone], [scan(), gone], [scan()], timing=time.timing)
    assert len(list(source.items())) == 2
    assert time.waits[3] == time.waits[0] < time.waits[2]


def test_what_was_pulled_out_stays_lost_while_it_is_out(time: FakeTime) -> None:
    out = [DeviceError(State.MISSING)]
    source = Scripted([scan(), DeviceError(State.LOST)], out, out, [scan()], timing=time.timing)
    states: list[State] = []
    list(source.items(states.append))
    assert states == [State.OPENING, State.RUNNING, State.LOST, State.RUNNING, State.ENDED]


def test_an_error_of_the_system_is_a_lost_device_and_not_the_end(time: FakeTime) -> None:
    source = Scripted([scan("a"), OSError(5, "I/O")], [scan("b")], timing=time.timing)
    states: list[State] = []
    assert list(source.items(states.append)) == [scan("a"), scan("b")]
    assert State.LOST in states


def test_silence_is_a_lost_device_and_more_is_granted_to_the_first_item(time: FakeTime) -> None:
    def passes(seconds: float) -> Callable[[], None]:
        def act() -> None:
            time.now += seconds

        return act

    source = Scripted([passes(4), None, scan(), passes(1.9), None, passes(0.2), None], [scan()], timing=time.timing)
    source.silence = 2.0
    states: list[State] = []
    list(source.items(states.append))
    assert states == [State.OPENING, State.RUNNING, State.LOST, State.RUNNING, State.ENDED]


def test_a_covered_lens_is_dark_after_a_second_and_comes_back_by_itself(time: FakeTime) -> None:
    def later() -> None:
        time.now += 0.6

    covered = frame(black())
    acts: list[Act] = [frame(), covered, later, covered, frame(), covered, later, covered, later, covered, frame()]
    source = Scripted(acts, timing=time.timing)
    states: list[State] = []
    items = list(source.items(states.append))
    assert len(items) == 8  # the pictures are shown all the same
    assert states == [State.OPENING, State.RUNNING, State.DARK, State.RUNNING, State.ENDED]


def test_stop_ends_the_callers_loop(time: FakeTime) -> None:
    source = Scripted([scan(str(number)) for number in range(9)], timing=time.timing)
    taken: list[Item] = []
    for item in source.items():
        taken.append(item)
        if len(taken) == 2:
            source.stop()
    assert len(taken) == 2
    assert source.state is State.STOPPED
    assert source.closed == 1


def test_whoever_leaves_the_loop_has_let_the_device_go(time: FakeTime) -> None:
    source = Scripted([scan(), scan()], timing=time.timing)
    items = source.items()
    next(items)
    items.close()
    assert source.closed == 1
    assert source.state is State.STOPPED


def test_stop_before_the_first_item_is_not_forgotten(time: FakeTime) -> None:
    source = Scripted([scan()], timing=time.timing)
    items = source.items()
    source.stop()
    assert list(items) == []
    assert source.opened == 0


def test_it_runs_in_one_thread_and_can_be_started_again(time: FakeTime) -> None:
    release = threading.Event()
    source = Scripted([scan("a"), release.wait, scan("b")], [scan("c")], timing=time.timing)
    watcher = Watcher()
    source.start(watcher.on_item, watcher.on_state)
    watcher.until_items(1)
    assert sum(thread.name == "gatepost-source" for thread in threading.enumerate()) == 1
    release.set()
    watcher.until_state(State.RUNNING, State.ENDED)
    source.start(watcher.on_item, watcher.on_state)
    watcher.until_items(3)
    source.stop()
    assert watcher.items == [scan("a"), scan("b"), scan("c")]


def test_a_pause_between_two_attempts_does_not_hold_up_a_stop() -> None:
    source = Scripted([DeviceError(State.MISSING)], timing=REAL_TIME)
    watcher = Watcher()
    source.start(watcher.on_item, watcher.on_state)
    watcher.until_state(State.MISSING)
    source.stop()
    assert watcher.states == [State.OPENING, State.MISSING, State.STOPPED]


def test_a_source_may_be_stopped_from_its_own_thread(time: FakeTime) -> None:
    source = Scripted([scan(), scan()], timing=time.timing)
    watcher = Watcher()
    source.start(lambda _item: source.stop(), watcher.on_state)
    watcher.until_state(State.STOPPED)
    assert source.closed == 1


def test_every_state_has_a_sentence_in_both_languages() -> None:
    def languages() -> Iterator[set[str]]:
        for language in ("zh", "en"):
            use(language)
            yield {explain(state, "X") for state in State}

    try:
        chinese, english = languages()
    finally:
        use("zh")
    assert set(SENTENCES) == set(State)
    assert len(chinese) == len(english) == len(State)
    assert not chinese & english
