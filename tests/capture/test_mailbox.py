"""The newest frame on its way to the window."""

from hypothesis import given
from hypothesis import strategies as st

from app.capture.mailbox import Mailbox


def test_one_wake_up_for_any_number_of_frames() -> None:
    box: Mailbox[int] = Mailbox()
    assert [box.put(number) for number in range(5)] == [True, False, False, False, False]
    assert box.take() == 4
    assert box.take() is None
    assert box.put(5) is True


@given(st.lists(st.sampled_from(["put", "take"])))
def test_the_newest_is_never_lost_and_never_waits_without_a_wake_up(steps: list[str]) -> None:
    box: Mailbox[int] = Mailbox()
    wake_ups = 0
    newest = None
    for number, step in enumerate(steps):
        if step == "put":
            wake_ups += box.put(number)
            newest = number
        else:
            assert box.take() == newest
            wake_ups, newest = 0, None
        assert wake_ups <= 1
        assert newest is None or wake_ups == 1
