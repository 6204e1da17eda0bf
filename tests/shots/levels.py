"""Control levels, places at risk and exceptions, on a real post in a temporary home."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt

from app.lane.lane import Lane
from app.policy.draft import Asked, asked, changed
from app.policy.level import levels
from app.policy.lists import Region
from app.policy.rule import Demand
from app.station.campuslists import Exceptions, RiskRegions
from app.station.leveldesk import LevelDesk
from app.station.local import LocalPost
from tests.fakes.administered import LIN
from tests.fakes.window import PEOPLE
from tests.shots.administration import Play, english, manage
from tests.shots.stage import Stage
from ui.screens.levels.screen import LevelsPage


def prepared(stage: Stage) -> LocalPost:
    """A post that has its levels for some days, and yesterday's passages."""
    screen = manage(stage)
    levels_of = screen.front  # the first page
    assert isinstance(levels_of, LevelsPage)
    post = levels_of.list._desk._post
    assert isinstance(post, LocalPost)
    made = Days(post)
    made.history()
    made.passages()
    stage.settle()
    return post


class Days:
    """What happened before the picture."""

    def __init__(self, post: LocalPost) -> None:
        self.post = post
        self.desk = LevelDesk(post)

    def history(self) -> None:
        """A level of the school's own, two changes, one that lies ahead, places at risk and exceptions."""
        post, desk, now = self.post, self.desk, self.post.clock()
        desk.put_in_force("closed", "市指挥部第 12 号通知")
        closed = levels()["closed"].file
        where = [("gate", "in", kind) for kind in ("student", "staff")]
        one = asked(closed, ("gate", "in", "student"))
        day = Demand(item="test-report", within_hours=24)
        stricter = Asked((*(day if each.item == "test-report" else each for each in one.demands), Demand(item="mask")))
        desk.save(named(changed(closed, where, stricter)), "复学后第一周")  # type: ignore[arg-type]
        desk.put_in_force("closed-24", "复学后第一周", now + timedelta(hours=23, minutes=12))
        regions = (Region(name="吉林省长春市", since=date(2022, 3, 10)), Region(name="上海市", since=date(2022, 3, 28)))
        over = Region(name="辽宁省沈阳市", since=date(2022, 3, 1), until=date(2022, 4, 8))
        RiskRegions(post).put((*regions, over), "省疾控 4 月 9 日通报")
        exceptions = Exceptions(post)
        exceptions.add("place", "吉林市", now + timedelta(days=21), "本市，行程卡人人带星号")
        exceptions.add("number", LIN.number, now + timedelta(days=30), "校医院证明", items=("vaccination",))
        exceptions.add("kind", "family", now + timedelta(days=7), "老人、儿童没有手机", items=("travel-card",))

    def passages(self) -> None:
        """Some of yesterday's, by a lane."""
        post, now = self.post, self.post.clock()
        post.people.upsert([one for one in PEOPLE if one.number != LIN.number])
        at = [now - timedelta(days=1, minutes=30)]
        lane = Lane(post, lambda: at[0])
        for number, one in enumerate([LIN, *PEOPLE] * 3):
            at[0] += timedelta(minutes=2)
            lane.identify(one.number)
            for item in ("approval", "health-code", "travel-card", "test-report")[: 4 if number % 4 else 3]:
                lane.look(item)  # type: ignore[arg-type]
            lane.measure(36.4 + number % 5 / 10, "thermometer", 1e9)
            lane.next_person()


def named(file: object) -> object:
    from ui.screens.levels.editor import named as renamed

    return renamed(file, "closed-24", "封闭管控（24 小时）")  # type: ignore[arg-type]


def levels_page(act: Callable[[LevelsPage], None] = lambda _page: None) -> Play:
    """The page of levels with a level of the school's own in hand; act: what is opened from there."""

    def play(stage: Stage) -> None:
        prepared(stage)
        screen = stage.window.front
        screen.list.setCurrentItem(screen.list.findItems("管控级别", Qt.MatchFlag.MatchExactly)[0])  # type: ignore[attr-defined]
        page = screen.front  # type: ignore[attr-defined]
        assert isinstance(page, LevelsPage)
        page.opened()
        stage.settle()
        page.setFocus()
        page.list.table.setCurrentCell(2, 0)
        act(page)
        stage.settle()

    return play


def other_page(name: str, act: str = "") -> Play:
    """Places at risk, or exceptions."""

    def play(stage: Stage) -> None:
        prepared(stage)
        screen = stage.window.front
        screen.list.setCurrentItem(screen.list.findItems(name, Qt.MatchFlag.MatchExactly)[0])  # type: ignore[attr-defined]
        screen.front.setFocus()  # type: ignore[attr-defined]
        stage.settle()
        if act:
            getattr(screen.front, act)()  # type: ignore[attr-defined]
        stage.settle()

    return play


def edit(page: LevelsPage) -> None:
    page._edit(page.list._kept["closed-24"].level)


def ask(page: LevelsPage) -> None:
    edit(page)
    page.editor._begin_asking()


def head(page: LevelsPage) -> None:
    edit(page)
    page.editor._begin_head()


def colors(page: LevelsPage) -> None:
    edit(page)
    page.editor._begin_colors()


def preview(page: LevelsPage) -> None:
    page._preview(page.list._kept["closed-24"].level)


def tried(page: LevelsPage) -> None:
    page._try(page.list._kept["closed-24"].level)


def history(page: LevelsPage) -> None:
    page._open(page.history)


def start(page: LevelsPage) -> None:
    page.list._begin_starting()


SCENES: dict[str, Play] = {
    "levels": levels_page(),
    "levels-english": english(levels_page()),
    "levels-start": levels_page(start),
    "levels-editor": levels_page(edit),
    "levels-editor-english": english(levels_page(edit)),
    "levels-asking": levels_page(ask),
    "levels-asking-english": english(levels_page(ask)),
    "levels-head": levels_page(head),
    "levels-colors": levels_page(colors),
    "levels-preview": levels_page(preview),
    "levels-preview-english": english(levels_page(preview)),
    "levels-trial": levels_page(tried),
    "levels-trial-english": english(levels_page(tried)),
    "levels-history": levels_page(history),
    "levels-history-english": english(levels_page(history)),
    "levels-regions": other_page("风险地区"),
    "levels-regions-english": english(other_page("风险地区", "_begin_adding")),
    "levels-exceptions": other_page("例外"),
    "levels-exceptions-english": english(other_page("例外")),
}
