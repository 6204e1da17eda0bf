"""Scanner guns and hands, told apart by time alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capture.items import Scan
from app.capture.keyed import LOST, Doubt
from app.capture.temperature import typed_temperature
from app.capture.wedge import Garbled, Gun, Outcome, Typed, Wedge
from tests.fakes.counted import Counted

FAST, SLOW = 0.010, 0.150
SOME_TIME = 0.3
A_LINE = 0.08

gaps_of_a_device = st.floats(0, 0.035)
gaps_of_a_hand = st.floats(0.040, 3)
digits = st.text("0123456789", min_size=1, max_size=20)


class Keys:
    """A keyboard that both share; time passes as they type."""

    def __init__(self, gun: Gun | None = None) -> None:
        self.wedge = Wedge(gun or Gun())
        self.now = 50.0
        self.found: list[Outcome] = []

    def type(self, text: str, *gaps: float, after: float = 1.0) -> "Keys":
        """`text`, the first character `after` the last key, the others after `gaps`; the last of these goes on."""
        for number, character in enumerate(text):
            self.now += after if number == 0 else gaps[min(number, len(gaps)) - 1]
            self.found += self.wedge.key(character, self.now)
        return self

    def wait(self, seconds: float) -> "Keys":
        self.now += seconds
        self.found += self.wedge.tick(self.now)
        return self

    @property
    def codes(self) -> list[str]:
        return [one.data.decode() for one in self.found if isinstance(one, Scan)]

    @property
    def typed(self) -> list[str]:
        return [one.text for one in self.found if isinstance(one, Typed)]

    @property
    def temperatures(self) -> list[float]:
        typed = [one.text for one in self.found if isinstance(one, Typed) and not one.hasty]
        return [celsius for text in typed if (celsius := typed_temperature(text)) is not None]

    @property
    def doubts(self) -> list[Doubt]:
        return [one.doubt for one in self.found if isinstance(one, Garbled)]


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
def test_a_gun(end: str) -> None:
    keys = Keys().type("GP1:ABC-42" + end, FAST)
    assert keys.wedge.ending
    assert keys.wait(A_LINE).codes == ["GP1:ABC-42"]
    assert keys.typed == []
    assert keys.wedge.pending == ""


def test_a_guns_code_has_its_time() -> None:
    (code,) = Keys().type("6901234567892\r", FAST).wait(A_LINE).found
    assert isinstance(code, Scan)
    assert code.at == code.taken == pytest.approx(51.0 + 12 * FAST)


def test_a_hand() -> None:
    keys = Keys().type("365", SLOW)
    assert keys.wedge.pending == "365"
    assert keys.found == []
    keys.type("\r")
    assert keys.found == [Typed("365", "\r")]
    assert keys.temperatures == [36.5]


def test_a_slow_hand_with_long_pauses() -> None:
    assert Keys().type("36", 2.5).wait(SOME_TIME).type(".5\r", 0.9).temperatures == [36.5]


def test_a_lone_enter_is_the_next_person() -> None:
    assert Keys().type("\r").found == [Typed("", "\r")]


def test_a_gun_without_enter() -> None:
    keys = Keys().type("6901234567892", FAST)
    assert keys.wait(0.1).codes == []
    assert keys.wait(0.2).codes == ["6901234567892"]


def test_two_codes_without_enter_and_without_a_tick() -> None:
    keys = Keys().type("ABC123", FAST).type("DEF456", FAST, after=0.4).wait(SOME_TIME)
    assert keys.codes == ["ABC123", "DEF456"]


def test_an_enter_that_arrives_late_is_still_the_guns() -> None:
    keys = Keys().type("ABC123", FAST).wait(SOME_TIME).type("\r", after=0.1)
    assert keys.codes == ["ABC123"]
    assert keys.typed == []


def test_an_enter_that_arrives_late_without_a_tick_in_between() -> None:
    keys = Keys().type("ABC123", FAST).type("\r", after=0.4)
    assert keys.codes == ["ABC123"]
    assert keys.typed == []


def test_an_enter_long_after_a_code_is_the_guards() -> None:
    assert Keys().type("ABC123", FAST).wait(SOME_TIME).type("\r").typed == [""]
    assert Keys().type("ABC123\r", FAST).type("\r").typed == [""]


def test_a_wireless_gun_that_starts_slowly() -> None:
    assert Keys().type("6901234567892\r", 0.15, FAST).wait(A_LINE).codes == ["6901234567892"]


def test_a_wireless_gun_that_stutters() -> None:
    assert Keys().type("6901234567892\r", FAST, FAST, FAST, 0.18, FAST).wait(A_LINE).codes == ["6901234567892"]


def test_a_code_while_a_hand_had_begun() -> None:
    keys = Keys().type("36", SLOW).type("6901234567892\r", FAST).wait(A_LINE)
    assert keys.found[0] == Typed("36", "")
    assert keys.codes == ["6901234567892"]


def test_a_hand_after_a_code() -> None:
    keys = Keys().type("6901234567892\r", FAST).type("371\r", SLOW)
    assert keys.codes == ["6901234567892"]
    assert keys.temperatures == [37.1]


def test_a_held_key_is_not_a_code() -> None:
    keys = Keys().type("3", SLOW).type("3" * 30, 0.033, after=0.5).wait(SOME_TIME)
    assert keys.codes == []
    assert Keys().type("5" * 30 + "\r", 0.031).codes == []


def test_too_short_for_a_code_and_too_fast_for_a_hand_means_nothing() -> None:
    keys = Keys().type("365\r", FAST)
    assert keys.found == [Typed("365", "\r", hasty=True)]
    assert keys.temperatures == []
    assert Keys().type("365", FAST).wait(SOME_TIME).type("\r").temperatures == []
    assert Keys().type("365", FAST).type("6901234567892\r", FAST).temperatures == []


def test_two_fingers_at_once_are_still_a_hand() -> None:
    assert Keys().type("365\r", 0.4, 0.02).temperatures == [36.5]
    assert Keys().type("365\r", 0.02, 0.15).temperatures == [36.5]


def test_a_thermometer_that_types_is_a_device() -> None:
    assert Keys().type("36.5\r", FAST).wait(A_LINE).codes == ["36.5"]


def test_prefix_and_suffix_are_not_part_of_the_code() -> None:
    gun = Gun(prefix="~", suffix="#*")
    keys = Keys(gun).type("~ABC123#*", FAST)
    assert keys.codes == ["ABC123"]  # at once: the suffix says that it is complete
    assert keys.type("\r", after=0.05).typed == []
    assert Keys(gun).type("ABC123\r", FAST).wait(A_LINE).codes == ["ABC123"]  # the card reader beside it has none
    assert Keys(gun).type("~~#*", FAST).wait(1).codes == ["~"]


def test_escape_forgets_and_shift_does_not_matter() -> None:
    keys = Keys().type("36", SLOW)
    keys.wedge.clear()
    assert keys.type("5\r", SLOW).typed == ["5"]
    assert Keys().wedge.key("", 1.0) == []


def test_full_width_digits_by_hand() -> None:
    assert Keys().type("３６５\r", SLOW).temperatures == [36.5]


@given(digits, st.data(), st.sampled_from(["", "\r", "\n", "\t", "\r\n"]))
def test_a_burst_of_digits_is_never_a_temperature(text: str, data: st.DataObject, end: str) -> None:
    gaps = data.draw(st.lists(gaps_of_a_device, min_size=22, max_size=22))
    keys = Keys().type(text + end, *gaps).wait(SOME_TIME).type("\r")
    assert keys.temperatures == []
    if len(text) >= 4 and len(set(text)) > 1:
        assert keys.codes == [text]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\t"), min_size=1), st.data())
def test_what_is_typed_slowly_is_never_a_code(text: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(gaps_of_a_hand, min_size=len(text), max_size=len(text)))
    keys = Keys().type(text, *gaps).wait(SOME_TIME).type("\r")
    assert keys.codes == []
    assert keys.typed == [text]


def _text(outcome: Outcome) -> str:
    assert not isinstance(outcome, Garbled)
    return outcome.text if isinstance(outcome, Typed) else outcome.data.decode()


def _bare(text: str) -> str:
    """Without the ends of lines, which a code may hold."""
    return "".join(text.split())


@given(st.lists(st.tuples(st.sampled_from("0123\r\t"), st.floats(0, 1.5)), max_size=40))
def test_no_character_is_lost_or_doubled(events: list[tuple[str, float]]) -> None:
    wedge = Wedge()
    now = 0.0
    said = ""
    for character, gap in events:
        now += gap
        for one in wedge.key(character, now):
            said += _text(one)
    said += wedge.pending
    assert _bare(said) == _bare("".join(character for character, _ in events))


@given(digits, digits, st.floats(0.25, 2))
def test_a_code_after_a_pause_is_exactly_the_code(by_hand: str, code: str, pause: float) -> None:
    keys = Keys().type(by_hand, 0.3).type(code + "\r", FAST, after=pause).wait(A_LINE)
    assert all(one == code for one in keys.codes)
    assert keys.wedge.pending == ""


@pytest.mark.parametrize("gap", [0.002, FAST])
def test_a_code_of_several_lines_is_one_scan(gap: float) -> None:
    keys = Keys().type("BEGIN:VCARD\r20190403\r\nEND\r", gap).wait(A_LINE)
    assert keys.codes == ["BEGIN:VCARD\n20190403\nEND"]
    assert keys.typed == []


def test_two_scans_soon_after_another_are_two() -> None:
    assert Keys().type("GP1:ABC\r", FAST).type("GP1:DEF\r", FAST, after=0.1).wait(A_LINE).codes == [
        "GP1:ABC",
        "GP1:DEF",
    ]


def test_a_tab_inside_a_code_is_its_own() -> None:
    assert Keys().type("a1b2\tc3d4\t\r", FAST).wait(A_LINE).codes == ["a1b2\tc3d4"]


@pytest.mark.parametrize("length", [3_000, 7_089])
def test_the_longest_codes_arrive_whole_and_cost_the_same_for_every_character(length: int) -> None:
    """Steps of the program for each character: as many at the end as in the beginning."""
    code = "GP1:" + "".join("0123456789"[at % 10] for at in range(length - 4))
    wedge, steps = Wedge(), []
    for at, character in enumerate(code):
        with Counted() as counted:
            assert wedge.key(character, 10 + at * 0.002) == []
        steps.append(counted.steps)
    assert max(steps[10:]) == min(steps[10:])
    wedge.key("\r", 10 + length * 0.002)
    (found,) = wedge.tick(12 + length * 0.002)
    assert isinstance(found, Scan)
    assert found.data == code.encode()


def test_two_guns_at_once_never_crash_and_lose_nothing() -> None:
    one, other = "GP1:ABCDEFGH", "HC1:STUVWXYZ"
    keys = Keys().type("".join(map("".join, zip(one, other, strict=True))) + "\r\r", 0.005).wait(A_LINE)
    assert sorted(keys.codes[0]) == sorted(one + other)


def test_a_gun_says_why_its_code_is_not_taken() -> None:
    assert Keys().type("https：//a.cn/\r", FAST).wait(A_LINE).doubts == [Doubt.WIDE]
    assert Keys().type("无锡健康码\r", FAST).wait(A_LINE).doubts == [Doubt.FOREIGN]
    assert Keys().type(f"GP1:{LOST}\r", FAST).wait(A_LINE).doubts == [Doubt.KEYS]


def test_caps_lock_is_remembered_for_the_whole_code_and_no_longer() -> None:
    keys = Keys()
    for at, character in enumerate("t-77\r"):
        keys.wedge.key(character, 10 + at * FAST, caps=character == "t")
    assert keys.wedge.tick(11) == [Garbled(Doubt.CAPS)]
    assert Keys(None).type("T-77\r", FAST).wait(A_LINE).codes == ["T-77"]


def test_firing_is_while_characters_come_at_a_guns_speed() -> None:
    keys = Keys().type("GP1", FAST)
    assert keys.wedge.firing(keys.now + FAST)
    assert not keys.wedge.firing(keys.now + SLOW)
    assert not Wedge().firing(1.0)


def test_backspace_takes_back_what_a_hand_typed() -> None:
    keys = Keys().type("366", SLOW).wait(SOME_TIME)
    keys.wedge.back()
    assert keys.type("5\r", SLOW).typed == ["365"]
    keys.wedge.back()
    assert keys.wedge.pending == ""
