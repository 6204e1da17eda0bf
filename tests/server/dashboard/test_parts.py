"""The small parts of the pages: words for times and clocks, the picture of a day, patterns, limits, colours."""

import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import speaking, tr
from app.server.dashboard import secret, shown
from app.server.dashboard.chart import HALF, WIDTH, strips
from app.server.dashboard.figures import Day, Gate
from app.server.dashboard.filed import holds
from app.server.dashboard.menu import menu
from app.server.dashboard.render import environment
from app.store import canonical
from ui.tokens import DARK, LIGHT

NOW = datetime(2022, 4, 10, 4, 12, 5, tzinfo=UTC)
hours = st.lists(st.integers(0, 5000), min_size=24, max_size=24).map(tuple)


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        (timedelta(seconds=-90), "刚刚"), (timedelta(seconds=59), "刚刚"), (timedelta(minutes=59), "59 分钟前"),
        (timedelta(hours=23, minutes=59), "23 小时前"), (timedelta(days=3), "3 天前"),
    ],
)  # fmt: skip
def test_how_long_ago(back: timedelta, expected: str) -> None:
    assert shown.ago(NOW - back, NOW) == expected


@pytest.mark.parametrize(
    ("back", "expected"),
    [(timedelta(), "12:12:05"), (timedelta(hours=13), "04-09 23:12"), (timedelta(days=365), "2021-04-10 12:12")],
)
def test_a_time_is_the_campuss_own(back: timedelta, expected: str) -> None:
    text = shown.when(NOW - back, NOW)
    assert re.sub("<[^>]+>", "", text) == expected
    assert "+08:00" in text


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, "一致"), (-900, "一致"), (3000, "慢 3 秒"), (-180_000, "快 3 分钟"), (7_200_000, "慢 2.0 小时"),
     (-31_536_000_000, "快 8,760.0 小时")],
)  # fmt: skip
def test_a_clocks_difference(offset: int, expected: str) -> None:
    assert shown.clock(offset) == expected


@given(st.lists(st.tuples(hours, hours), max_size=5))
def test_a_picture_shows_every_hour_within_its_frame(days: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
    gates = tuple(Gate(str(n), into, out) for n, (into, out) in enumerate(days))
    for strip in strips(Day(gates, None, 0, 0, 0, 0)):
        counts = [count for count in (*strip.gate.into, *strip.gate.out) if count]
        assert len(strip.bars) == len(counts)
        for bar in strip.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= WIDTH
            assert 0 < bar.height <= HALF
            low, high = (0, HALF) if bar.way == "in" else (HALF + 1, HALF * 2 + 1)
            assert low <= bar.y
            assert bar.y + bar.height <= high + 0.001


def like(pattern: str, text: str) -> bool:
    """SQL's LIKE with `!` as its escape."""
    parts = re.findall(r"!(.)|(%)|(_)|(.)", pattern, re.DOTALL)
    made = "".join(
        re.escape(escaped or plain) if escaped or plain else ".*" if all_ else "." for escaped, all_, _, plain in parts
    )
    return re.fullmatch(made, text, re.DOTALL) is not None


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@given(st.dictionaries(st.sampled_from(["person", "name", "note", "goods_class"]), texts), texts)
def test_a_pattern_finds_the_field_and_nothing_that_only_looks_like_it(body: dict[str, str], value: str) -> None:
    found = like(holds("person", value), canonical.text(body))
    assert found == (body.get("person") == value)


@given(st.text(max_size=30))
def test_a_secret_is_refused_or_kept_as_a_hash(given_: str) -> None:
    fits = re.fullmatch("[0-9]{6,12}", given_) and len(set(given_)) > 1
    if not fits and (len(given_) < 8 or len(set(given_)) < 4):
        with pytest.raises(Exception, match="PIN"):
            secret.hashed(given_)


def test_everybody_finds_the_page_that_is_open_in_the_menu() -> None:
    entries = menu(lambda _permission: True, "/records/{kind}")
    assert [entry.path for entry in entries if entry.here] == ["/records"]
    assert [entry.path for entry in menu(lambda _permission: True, "/") if entry.here] == ["/"]
    assert menu(lambda _permission: False, "/") == []


def colours(text: str) -> dict[str, str]:
    return {name.replace("-", "_"): value for name, value in re.findall(r"--([\w-]+): (#\w{6});", text)}


def test_the_pages_have_the_windows_colours() -> None:
    light, dark = (files("resources") / "dashboard" / "style.css").read_text(encoding="utf-8").split("@media", 1)
    own = {"button"}
    for found, tokens in ((colours(light), LIGHT), (colours(dark.split("}\n\n", 1)[0]), DARK)):
        assert len(found) > 15
        assert {name: value for name, value in found.items() if name not in own} == {
            name: tokens.as_dict()[name] for name in found if name not in own
        }
    for name in LIGHT.as_dict().keys() & colours(light).keys() - colours(dark).keys():
        assert getattr(DARK, name) == getattr(LIGHT, name), f"{name} is another one in the dark"


def test_templates_escape_and_miss_nothing() -> None:
    made = environment().from_string("{{ said }} {{ tr(marked) }}").render(said="<b>", marked="<i>")
    assert made == "&lt;b&gt; &lt;i&gt;"
    with speaking("en"):
        assert environment().from_string("{{ tr('总览') }}").render() == "Overview"
    assert tr("总览") == "总览"


def test_the_script_is_plain_and_names_no_place_elsewhere() -> None:
    for name in ("live.js", "style.css"):
        text = (files("resources") / "dashboard" / name).read_text(encoding="utf-8")
        assert "http" not in text
        assert "eval" not in text
