"""A kind whose forgetting fails is tried again, later and later; it keeps no other from its turn, and it is said."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterator
from datetime import timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.server import metrics
from app.server.meter import Meter
from app.server.retention import forgetting, standing
from app.server.retention.daily import Daily
from app.server.retention.standing import FIRST, LEASE, LONGEST, Standing
from app.server.sql.faults import Refusing
from app.server.sql.postgres import PostgresEngine
from tests.fakes.dashboards import NOON, Browser, Site
from tests.fakes.postgres import server
from tests.server.engines import Place

DAY = timedelta(days=1)
FULL = Refusing("磁盘已满。")


class Forgetting:
    """A centre with a passage and a temperature whose time is over, on a day that follows another one; `broken`: the
    kinds that fail, and with what."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.broken = site, dict[str, Exception]()
        self.daily = self.process()
        gate = site.station("东门")
        site.file(gate, ("passage", NOON, {"direction": "in", "verdict": "admit", "person": "1"}))
        site.file(gate, ("temperature", NOON, {"person": "3", "celsius": 36.5}))
        site.now = NOON + 400 * DAY
        self.look()
        site.now += DAY
        really = forgetting._Kind._forget

        def forget(kind: "forgetting._Kind", *args: object, **more: object) -> object:
            if error := self.broken.get(kind._round.kind):
                raise error
            return really(kind, *args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(forgetting._Kind, "_forget", forget)

    def process(self) -> Daily:
        return Daily(self.site.storage.engine, lambda: self.site.now, Meter(), random.Random(1))

    def look(self, process: Daily | None = None) -> int:
        return asyncio.run((process or self.daily).round())

    @property
    def stands(self) -> Standing:
        found = self.site.storage.engine.read(standing.read)
        assert found is not None
        return found

    def until_again(self) -> None:
        assert self.stands.again is not None
        self.site.now = self.stands.again


@pytest.fixture
def site(place: Place) -> Iterator[Site]:
    made = Site.over(place())
    made.account("周明", "administrator")
    yield made
    made.close()


@pytest.fixture
def centre(site: Site, monkeypatch: pytest.MonkeyPatch) -> Forgetting:
    return Forgetting(site, monkeypatch)


def test_what_fails_keeps_nothing_else_from_its_turn_and_comes_again(
    centre: Forgetting, caplog: pytest.LogCaptureFixture
) -> None:
    centre.broken["passage"] = FULL
    assert centre.look() == 1
    first = centre.stands
    assert (first.left, first.tries, first.problem) == (("passage",), 1, "Refusing")
    assert "passage, try 1" in caplog.text
    assert centre.look() == 0, "not before its time"
    centre.until_again()
    assert centre.look() == 0
    assert (centre.stands.tries, centre.stands.since) == (2, first.day)
    centre.broken.clear()
    centre.until_again()
    assert centre.look() == 1
    assert centre.stands == Standing(first.day)
    assert centre.look() == 0


@pytest.mark.parametrize("error", [ValueError("林晓彤 13800000000"), KeyError("body")])
def test_a_bug_of_ours_is_no_end_either_and_its_log_names_nobody(
    centre: Forgetting, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    centre.broken["passage"] = error
    assert centre.look() == 1
    assert centre.stands.left == ("passage",)
    assert [one.levelno for one in caplog.records] == [logging.ERROR]
    assert "林晓彤" not in caplog.text
    assert "13800000000" not in caplog.text


def test_another_process_goes_on_where_one_died(centre: Forgetting, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Daily, "_through", dies)
        with pytest.raises(SystemExit):
            centre.look()
    other = centre.process()
    assert centre.look(other) == 0
    centre.site.now += LEASE
    assert centre.look(other) == 2


def test_of_several_processes_one_tries_again(centre: Forgetting) -> None:
    centre.broken["passage"] = FULL
    centre.look()
    centre.broken.clear()
    centre.until_again()

    async def both() -> list[int]:
        return sorted(await asyncio.gather(*(centre.process().round() for _ in range(2))))

    assert asyncio.run(both()) == [0, 1]


def test_a_database_that_cannot_even_keep_what_came_of_it_hears_it_later(
    centre: Forgetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise UserError("连不上数据库。")

    centre.broken["passage"] = FULL
    with monkeypatch.context() as patch:
        patch.setattr(standing, "settle", away)
        assert centre.look() == 1
        assert centre.stands.problem == ""
        assert centre.look() == 0
    centre.broken.clear()
    centre.site.now += LONGEST
    assert centre.look() == 1
    assert centre.stands.again is None


def test_where_not_even_the_kinds_can_be_read_everything_comes_again(
    centre: Forgetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise FULL

    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "rounds", away)
        assert centre.look() == 0
    assert (centre.stands.left, centre.stands.tries) == ((), 1)
    centre.until_again()
    assert centre.look() == 2


def test_the_next_day_is_a_new_one_and_knows_since_when(centre: Forgetting) -> None:
    centre.broken["passage"] = FULL
    centre.look()
    first = centre.stands.day
    centre.site.now += DAY
    centre.look()
    assert (centre.stands.day, centre.stands.since, centre.stands.tries) == (first + DAY, first, 1)


@given(st.integers(0, 60), st.integers())
def test_it_waits_longer_and_longer_and_never_for_long(tries: int, seed: int) -> None:
    failed = Standing(NOON.date(), tries=tries).failed((), "Refusing", NOON, random.Random(seed))
    assert failed.again is not None
    wait = failed.again - NOON
    assert FIRST / 2 <= wait <= LONGEST
    assert wait >= min(FIRST * 2 ** min(tries, 10), LONGEST) / 2


def test_a_lock_that_somebody_keeps_in_postgresql_is_such_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    url = server().fresh()
    site = Site.over(PostgresEngine(url.replace("options=", "options=-clock_timeout%3D50ms%20")))
    centre = Forgetting(site, monkeypatch)
    with psycopg.connect(url) as somebody:
        somebody.execute("SELECT * FROM record WHERE kind = 'passage' FOR UPDATE")
        assert centre.look() == 1
        assert (centre.stands.left, centre.stands.problem) == (("passage",), "Refusing")
    centre.until_again()
    assert centre.look() == 1
    site.close()


# As the pages say it


def browser(site: Site) -> Browser:
    made = site.browser()
    made.sign_in("周明")
    return made


def on_page(centre: Forgetting) -> tuple[str, str]:
    """The page of periods, and the overview."""
    seen = browser(centre.site)
    return seen.get("/retention").text, seen.get("/").text


def test_the_pages_say_what_failed_why_and_when_it_is_tried_again(centre: Forgetting) -> None:
    centre.broken["passage"] = FULL
    centre.look()
    page, overview = on_page(centre)
    assert "通行登记" in page.partition("还没有清除")[2][:400]
    assert "磁盘已满、太忙，或只能读" in page
    assert "到期清除没有完成" in overview
    centre.broken.clear()
    centre.until_again()
    centre.look()
    page, overview = on_page(centre)
    assert "已清除到期的内容" in page
    assert "到期清除没有完成" not in overview


def test_before_the_first_day_and_in_the_middle_of_one_the_page_says_so(
    site: Site, centre: Forgetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    really: Callable[..., object] = forgetting._Kind._go_on

    def go_on(kind: "forgetting._Kind") -> object:
        seen.append(on_page(centre)[0])
        return really(kind)

    with monkeypatch.context() as patch:
        patch.setattr(forgetting._Kind, "_go_on", go_on)
        centre.look()
    assert "正在清除" in seen[0]
    site.storage.engine.write(lambda connection: connection.execute("DELETE FROM centre WHERE name = 'forgetting'"))
    assert "还没有清除过" in on_page(centre)[0]


def test_a_monitor_hears_of_the_tries(centre: Forgetting) -> None:
    centre.broken["passage"] = FULL
    centre.look()
    assert "gatepost_retention_tries 1\n" in metrics.text(Meter(), centre.site.storage.engine, centre.site.now)
    centre.broken.clear()
    centre.until_again()
    centre.look()
    assert "gatepost_retention_tries 0\n" in metrics.text(Meter(), centre.site.storage.engine, centre.site.now)


def test_whoever_keeps_no_periods_is_not_told(centre: Forgetting) -> None:
    centre.broken["passage"] = FULL
    centre.look()
    centre.site.account("王门卫", "guard")
    seen = centre.site.browser()
    seen.sign_in("王门卫")
    assert "到期清除" not in seen.get("/").text
