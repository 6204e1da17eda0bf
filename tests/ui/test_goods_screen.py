"""The goods screen by the keyboard alone: sixteen items, release, ticket, the store, and what must not be lost."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.codes.claim import Claim
from app.decode.symbol import Symbol
from app.goods.items import NAMED
from app.lane.view import LaneView
from app.policy.decision import Check, Decision
from app.policy.evidence import Temperature
from app.policy.person import Person
from app.station.hooks import Hooks
from tests.fakes.deliveries import DELIVERER, ITEMS, RICE, counted
from tests.fakes.window import NOW
from tests.shots.goods import GoodsShot
from tests.shots.stage import Stage
from ui.goodseyes import GoodsEyes
from ui.printing import Leaf
from ui.screens.goods.lines import GoodsLines
from ui.widgets.retell import use_language
from ui.widgets.smallform import SmallForm
from ui.widgets.text import Text

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
PLATE = "KA99001"
"""Of the armed forces: hands type no other without an input method."""


class Post(GoodsShot):
    """The screen on a real post, and hands on its keyboard."""

    def keys(self, *typed: str | Key) -> None:
        """Words are typed where the cursor is, keys pressed; each is answered before the next."""
        for one in typed:
            if isinstance(one, str):
                QTest.keyClicks(focus(), one)
            else:
                QTest.keyClick(focus(), one)
            self.stage.settle()

    def control(self, key: Key) -> None:
        QTest.keyClick(focus(), key, Control)
        self.stage.settle()

    @property
    def title(self) -> str:
        form = self.screen.dock.work.currentWidget()
        return next(label.full for label in form.findChildren(Text)) if form else ""

    @property
    def banner(self) -> str:
        return self.stage.window.banner.sentence

    @property
    def problem(self) -> str:
        """What the form in front says does not do."""
        form = self.screen.dock.work.currentWidget()
        form = form.form if isinstance(form, GoodsLines) else form
        assert isinstance(form, SmallForm)
        return form.problem

    @property
    def phase(self) -> str:
        return self.dock.goods.board.deliveries()[0].phase


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def post(stage: Stage) -> Iterator[Post]:
    made = Post(stage)
    yield made.open()  # type: ignore[misc]
    made.screen._timer.stop()


ENTER = Key.Key_Return
FOUR = ["365", ENTER, "1", ENTER, "1", ENTER, "1", ENTER]
SPRAY = [ENTER, ENTER, ENTER, ENTER]
"""Agent, concentration, minutes and operator stand there already; Enter confirms each."""


def test_a_delivery_goes_its_whole_way_by_the_keyboard_alone(post: Post) -> None:
    post.keys(Key.Key_F2, PLATE, ENTER, *FOUR)
    assert post.title == "下一步 · 四必登 · 送货人"
    post.keys("zhao", ENTER, "10000002201", ENTER, ENTER)
    post.keys("1", ENTER, "rice", ENTER, "40", ENTER, "bag", ENTER, ENTER, ENTER, ENTER)
    assert post.screen.dock.sixteen.views[5].name == "lines"
    post.keys("oil", ENTER, "12.5", ENTER, "box")
    post.control(ENTER)
    post.control(ENTER)
    assert post.title == "下一步 · 四必登 · 行程"
    post.keys("Baicheng", ENTER, ENTER, "0530", ENTER)
    post.keys("liu", ENTER, *SPRAY, *SPRAY, *SPRAY)
    post.keys("lin", ENTER, "cart", ENTER, "west gate", ENTER, "store 3", ENTER)
    assert post.screen.dock.next.lead.full == "消毒还要 30 分钟"
    post.dock.later(minutes=31)
    post.screen.tick()
    assert post.screen.dock.next.lead.full == "可以放行"
    post.keys(ENTER)
    assert post.phase == "released"
    number = post.screen.ticket.number.full
    post.keys(Key.Key_F9)
    assert post.screen.ticket.said.full == "已送打印机，请把通行单交给转运人。"
    post.keys(ENTER, ENTER)
    assert post.phase == "carried"
    post.keys(Key.Key_F6, number, ENTER, Key.Key_F5, "sun")
    post.control(ENTER)
    assert (post.phase, post.screen.store.about.full) == ("closed", f"{number} 已收齐，闭环完成。")


def test_with_each_of_the_sixteen_missing_in_turn_the_screen_says_which_and_nothing_is_released(post: Post) -> None:
    for missing in NAMED.values():
        number = post.dock.goods.open().number
        for name in ITEMS:
            if name != missing.name:
                post.dock.goods.note(number, ITEMS[name])
        post.dock.later(minutes=31)
        post.screen.refresh()
        post.stage.settle()
        post.screen.dock.chosen.emit(number)
        views = {view.name: view for view in post.screen.dock.sixteen.views}
        assert [name for name, view in views.items() if view.mark != "done"] == [missing.name]
        assert missing.label in post.title
        post.keys(Key.Key_F5)
        assert missing.label in post.problem
        assert "物资不得入校" in post.problem
        assert post.banner == ""
        assert post.dock.goods.board.find(number).phase == "open"  # type: ignore[union-attr]


def test_the_key_bar_offers_only_what_can_be_done(post: Post) -> None:
    def offered() -> set[object]:
        return {hint.key for hint in post.screen.hints()}

    post.keys(Key.Key_F2, PLATE, ENTER)
    assert "F5" not in offered()
    number = post.dock.goods.board.open()[0].number
    for name, raw in ITEMS.items():
        if name != "vehicle":
            post.dock.goods.note(number, raw)
    post.screen.refresh()
    post.stage.settle()
    assert "F5" not in offered()  # the disinfectant acts
    post.dock.later(minutes=31)
    assert "F5" in offered()
    post.screen.dock.item_chosen.emit("lines")
    assert {"F4", "Ctrl+Enter"} <= offered()


def test_what_is_being_typed_outlives_the_clock_and_what_others_write(post: Post) -> None:
    post.keys(Key.Key_F2, PLATE, ENTER, "36")
    for _ in range(25):
        post.screen.tick()
        post.stage.settle()
    post.dock.goods.open()
    post.screen.refresh()
    post.stage.settle()
    post.keys("5", ENTER)
    assert post.dock.goods.board.find(post.screen.hand.number).values["celsius"] == 36.5  # type: ignore[union-attr]


@pytest.mark.parametrize(("typed", "said"), [("99", "“99”不是体温"), ("", "请填写标红的几项。")])
def test_what_can_be_no_temperature_is_said_and_nothing_is_written(post: Post, typed: str, said: str) -> None:
    post.keys(Key.Key_F2, PLATE, ENTER, typed, ENTER)
    assert said in post.screen.dock.forms["celsius"].problem
    assert post.dock.goods.board.open()[0].complete == 1


def test_a_plate_with_a_letter_that_none_has_is_mended_for_the_guard_to_confirm(post: Post) -> None:
    post.keys(Key.Key_F2)
    post.screen.dock.ask.fill(text="吉ai0345")
    post.keys(ENTER)
    assert "是不是 吉A·10345" in post.screen.dock.ask.problem
    assert not post.dock.goods.board.open()
    post.keys(ENTER)
    assert post.dock.goods.board.open()[0].values["vehicle"] == "吉A·10345"


def test_the_vehicle_s_own_line_looks_plates_over_too(post: Post) -> None:
    post.dock.goods.open()
    post.screen.refresh()
    post.stage.settle()
    post.screen.dock.item_chosen.emit("vehicle")
    form = post.screen.dock.forms["vehicle"]
    form.fill(vehicle="吉A1234")
    post.control(ENTER)
    assert "不像车牌" in form.problem
    form.fill(vehicle="三轮车")
    post.keys(ENTER)
    assert "“三轮车”不像车牌" in form.problem
    assert post.banner == ""
    assert "vehicle" not in post.dock.goods.board.open()[0].values
    post.keys(ENTER)
    one = post.dock.goods.board.open()[0]
    assert (one.values["vehicle"], one.steps[-1].said.note) == ("三轮车", "“三轮车”已由值守人员核对，照原样登记")


def test_what_comes_and_is_neither_plate_nor_phone_is_confirmed_by_a_second_enter(post: Post) -> None:
    post.keys(Key.Key_F2, "KZ123ABC02", ENTER)
    assert "不像车牌" in post.problem
    assert not post.dock.goods.board.open()
    post.keys("3", ENTER)  # something else than what was doubted
    assert "“3”不像电话号码" in post.problem
    post.screen.dock.ask.fill(text="KZ123ABC02")
    post.keys(ENTER, ENTER)
    (one,) = post.dock.goods.board.open()
    assert one.values["vehicle"] == "KZ123ABC02"
    assert "KZ123ABC02" in one.steps[0].said.note


def test_three_digits_are_no_phone_until_they_are_given_again(post: Post) -> None:
    post.dock.goods.open()
    post.screen.refresh()
    post.stage.settle()
    post.screen.dock.item_chosen.emit("deliverer")
    post.keys("zhao", ENTER, "138", ENTER, ENTER)
    assert post.problem == "“138”不像电话号码。请核对；确实如此，再按 Enter。"
    assert post.dock.goods.board.open()[0].complete == 0
    post.keys(ENTER)
    (one,) = post.dock.goods.board.open()
    assert (one.values["deliverer"].phone, one.steps[-1].said.note) == (
        "138", "“138”已由值守人员核对，照原样登记",
    )  # fmt: skip


def test_a_phone_with_its_area_is_no_vehicle(post: Post) -> None:
    post.keys(Key.Key_F2, "0431-85001234", ENTER)
    assert "vehicle" not in post.dock.goods.board.open()[0].values


def test_a_colour_is_never_confirmed_without_being_chosen(post: Post) -> None:
    post.keys(Key.Key_F2, PLATE, ENTER, "365", ENTER, ENTER)
    assert post.title == "下一步 · 四必查 · 健康码"
    assert post.dock.goods.board.open()[0].complete == 2


def test_a_fever_is_told_to_the_guard_alone(post: Post) -> None:
    post.keys(Key.Key_F2, PLATE, ENTER, "379", ENTER, "1", ENTER, "1", ENTER, "1", ENTER)
    post.control(Key.Key_Up)  # back over the sheet to the temperature
    for _ in range(3):
        post.control(Key.Key_Up)
    assert post.title == "下一步 · 四必查 · 体温"
    shown = [label for label in post.screen.findChildren(QLabel) if label.isVisible()]
    telling = [one for one in shown if any(word in one.text() for word in ("偏高", "37.9", "校医"))]
    assert {str(one.property("letters")) for one in telling} == {"body"}
    cell = post.screen.dock.sixteen.views[0]
    assert (cell.mark, cell.found) == ("held", "请到旁边")
    post.keys(Key.Key_F8, "to the medical room", ENTER)
    assert post.phase == "refused"


def lane_view(case: int, number: str = "D1") -> LaneView:
    checks = tuple(Check(item, "done", "seen") for item in ("health-code", "travel-card", "test-report"))
    driver = Person(number=number, name=DELIVERER["name"], kind="driver", phone=DELIVERER["phone"])
    return LaneView(
        "decided", "in", NOW, Decision("admit", (), (), checks), driver,
        (Claim(kind="health-code", trust="read", color="green"),), Temperature(36.4, NOW), case=case,
    )  # fmt: skip


def test_one_key_takes_the_four_checks_and_the_deliverer_from_the_lane(post: Post) -> None:
    post.keys(Key.Key_F2, PLATE, ENTER, Key.Key_F3)
    assert "通道里没有人" in post.problem
    post.stage.signals.lane.emit(lane_view(1))
    post.keys(Key.Key_F3)
    assert post.dock.goods.board.open()[0].complete == 6
    post.keys(Key.Key_F2, "KA99002", ENTER, Key.Key_F3)
    assert "通道里还是上一车的送货人" in post.problem
    post.stage.signals.lane.emit(lane_view(2, "D2"))
    post.keys(Key.Key_F3)
    assert [one.complete for one in post.dock.goods.board.open()] == [6, 6]


def test_a_deliverer_who_was_in_the_lane_before_the_screen_was_first_opened_is_taken(stage: Stage) -> None:
    stage.signals.lane.emit(lane_view(1))
    stage.signals.lane.emit(replace(lane_view(0), phase="waiting", person=None))
    post = Post(stage)
    post.open()
    post.keys(Key.Key_F2, PLATE, ENTER, Key.Key_F3)
    assert post.dock.goods.board.open()[0].complete == 6
    post.screen._timer.stop()


def test_a_regular_s_last_entries_are_proposed_and_confirmed(post: Post) -> None:
    post.dock.released()
    post.keys(Key.Key_F2, DELIVERER["phone"], ENTER)
    assert post.banner == "来过 1 次，已带出上次的登记，请逐项核对。"
    assert post.dock.goods.board.find(post.screen.hand.number).complete == 0  # type: ignore[union-attr]
    post.keys(*FOUR)
    assert post.screen.dock.forms["deliverer"].values()["name"] == "赵师傅"
    post.keys(ENTER, ENTER, ENTER)
    assert post.dock.goods.board.find(post.screen.hand.number).complete == 5  # type: ignore[union-attr]


def test_lines_come_from_a_gun_s_barcode_and_from_a_purchase_list(post: Post) -> None:
    table = post.dock.folder / "names.csv"
    table.write_text("条码,品名,单位\n6901234567892,鲜牛奶,箱\n", encoding="utf-8")
    post.dock.goods.lists.import_names(table)
    wanted = post.dock.folder / "wanted.csv"
    wanted.write_text("采购单号,供应商,品名,数量,单位\nCG-1,城郊,大白菜,100,公斤\nCG-1,城郊,土豆,50,公斤\n", "utf-8")
    number = post.dock.goods.open({"vehicle": PLATE}).number
    for name in ("celsius", "health_code", "travel_card", "test_report", "deliverer"):
        post.dock.goods.note(number, ITEMS[name])
    post.screen.refresh()
    post.stage.settle()
    post.keys("1", ENTER, "6901234567892", ENTER, "3", ENTER, ENTER)
    post.control(ENTER)
    post.keys(Key.Key_F4)
    post.screen.purchases._choose = lambda: wanted
    post.keys(Key.Key_F2)
    assert post.banner == "已导入 1 张采购单。"
    post.keys(ENTER)
    (made,) = post.dock.goods.board.open()
    assert [(line.name, line.quantity, line.barcode) for line in made.values["lines"]] == [
        ("鲜牛奶", 3, "6901234567892"), ("大白菜", 100, ""), ("土豆", 50, ""),
    ]  # fmt: skip
    post.screen.dock.lines.table.setCurrentCell(1, 0)
    post.keys(Key.Key_F12)
    assert [line.name for line in post.dock.goods.board.open()[0].values["lines"]] == ["鲜牛奶", "土豆"]


def test_cold_goods_are_asked_for_their_report(post: Post) -> None:
    number = post.dock.goods.open({"goods_class": "daily"}).number
    post.screen.refresh()
    post.stage.settle()
    post.screen.dock.item_chosen.emit("lines")
    post.keys("fish", ENTER, "3", ENTER, "box", ENTER, ENTER, Key.Key_Down, ENTER, ENTER)
    assert post.screen.dock.lines.form.problem == "冷链物资要有自己的检测报告，请填报告编号。"
    post.keys("JL-1", ENTER)
    made = post.dock.goods.board.find(number)
    assert made is not None
    assert [(line.cold_chain, line.report) for line in made.values["lines"]] == [(True, "JL-1")]


def test_the_agent_brings_its_concentration_and_contact_time(post: Post) -> None:
    post.dock.goods.open()
    post.screen.refresh()
    post.stage.settle()
    post.screen.dock.item_chosen.emit("area_disinfected")
    form = post.screen.dock.forms["area_disinfected"]
    assert (form.values()["concentration"], form.values()["minutes"]) == ("500 mg/L", "30")
    form.turn_to("agent")
    post.keys(Key.Key_Down)
    assert (form.values()["concentration"], form.values()["minutes"]) == ("100 mg/L", "15")
    form.fill(agent="other", concentration="own mixture", minutes="x", operator="liu")
    post.control(ENTER)
    assert form.problem == "作用时间请填分钟数，例如 30。"


def test_several_deliveries_are_gone_through_with_the_page_keys(post: Post) -> None:
    first, second = post.dock.goods.open({"vehicle": "A1"}).number, post.dock.goods.open({"vehicle": "A2"}).number
    post.screen.refresh()
    post.stage.settle()
    here = post.screen.hand.number
    post.keys(Key.Key_PageDown)
    assert {here, post.screen.hand.number} == {first, second}
    post.keys(Key.Key_PageDown)
    assert post.screen.hand.number == here


def test_the_store_names_every_difference_and_the_loop_stays_on_both_screens(post: Post) -> None:
    number = post.dock.released()
    payload = post.dock.goods.ticket(number).payload
    post.screen.refresh()
    post.keys(Key.Key_F6)
    post.screen.store.line.setText(payload)
    post.keys(ENTER, "38", ENTER, "12.5", ENTER, "baijiu 2 box", ENTER, "sun", ENTER, ENTER)
    assert post.screen.store.differing.full.splitlines() == [
        "大米：放行 40 袋，实收 38，少 2", "baijiu：放行单上没有，实收 2 box",
    ]  # fmt: skip
    assert [view.number for view in post.screen.store.loops.views] == [number]
    post.keys(Key.Key_F6)
    assert [view.number for view in post.screen.dock.loops.views] == [number]
    assert post.screen.dock.next.lead.full == "入库有差异，未闭环"
    post.keys(ENTER, "2 bags sent back", ENTER)
    assert post.phase == "closed"


def test_a_part_is_received_and_the_rest_is_asked_for_the_next_time(post: Post) -> None:
    number = post.dock.released()
    post.screen.refresh()
    post.keys(Key.Key_F6, number[-8:], ENTER, "30", ENTER, ENTER, ENTER, "sun", Key.Key_F10)
    assert post.phase == "part"
    post.keys(number, ENTER)
    form = post.screen.store.form
    assert form is not None
    assert [form._fields[name].label for name in ("line-0", "line-1")] == ["大米 10 袋", "豆油 12.5 箱"]


@pytest.mark.parametrize(("typed", "said"), [("", "请填实收数量"), ("many", "请填实收数量")])
def test_a_line_that_was_not_counted_is_asked_for(post: Post, typed: str, said: str) -> None:
    number = post.dock.released()
    post.keys(Key.Key_F6, number, ENTER, typed)
    post.screen.store.form.fill(by="sun")  # type: ignore[union-attr]
    post.control(ENTER)
    assert said in post.screen.store.form.problem  # type: ignore[union-attr]
    assert post.phase == "released"


def test_a_ticket_that_is_none_is_said_to_be_and_the_line_stays(post: Post) -> None:
    post.keys(Key.Key_F6, "hello", ENTER)
    assert "不是物资通行单" in post.banner
    assert post.screen.store.form is None


def test_what_is_printed_is_the_ticket_with_its_lines(stage: Stage) -> None:
    printed: list[Leaf] = []
    post = Post(stage)
    post.screen.ticket._print = lambda leaf: bool(printed.append(leaf)) or True
    number = post.dock.released()
    post.open()
    post.keys(Key.Key_F9, Key.Key_F9)
    (leaf,) = printed
    assert number in leaf.title
    assert {"大米  40 袋", "豆油  12.5 箱", "西门—三食堂 → 三食堂库房"} <= set(leaf.lines)
    assert leaf.picture[:4] == b"\x89PNG"


def test_the_screen_speaks_english_at_once(post: Post) -> None:
    post.keys(Key.Key_F2, PLATE, ENTER)
    use_language("en")
    post.stage.settle()
    assert post.title == "Next · Must check · Temperature"
    assert all(hint.does for hint in post.screen.hints())


@pytest.fixture
def eyes(stage: Stage) -> tuple[GoodsEyes, Hooks, list[str]]:
    hooks, seen = Hooks(), []  # type: ignore[var-annotated]
    made = GoodsEyes(hooks, stage.jobs)
    made.ticket.connect(seen.append)
    made.barcode.connect(seen.append)
    return made, hooks, seen


def test_the_camera_s_ticket_is_told_once_while_it_is_in_view(
    stage: Stage, eyes: tuple[GoodsEyes, Hooks, list[str]]
) -> None:
    made, hooks, seen = eyes
    picture, symbol = np.zeros((48, 64), np.uint8), Symbol("QRCode", b"GP1:ABC")
    hooks.frame[0](picture, [symbol])
    stage.settle()
    assert seen == []
    made.want_tickets = True
    for symbols in ([symbol], [symbol], [], [symbol, Symbol("QRCode", b"https://x")]):
        hooks.frame[0](picture, symbols)
        stage.settle()
    assert seen == ["GP1:ABC"]
    made.forget()
    hooks.frame[0](picture, [symbol])
    stage.settle()
    assert seen == ["GP1:ABC"] * 2


def test_the_camera_s_barcode_goes_into_the_line(stage: Stage, eyes: tuple[GoodsEyes, Hooks, list[str]]) -> None:
    import zxingcpp

    made, hooks, seen = eyes
    drawn = np.array(zxingcpp.write_barcode_to_image(
        zxingcpp.create_barcode("6901234567892", zxingcpp.BarcodeFormat.EAN13), scale=3
    ))  # fmt: skip
    made.want_barcodes = True
    for _ in range(2):
        hooks.frame[0](np.pad(drawn, 40, constant_values=255), [])
        stage.settle()
    assert seen == ["6901234567892"]


def test_the_line_of_an_unknown_barcode_asks_for_its_name(post: Post) -> None:
    post.dock.goods.open({"goods_class": "daily", "lines": [RICE]})
    post.screen.refresh()
    post.stage.settle()
    post.screen.dock.item_chosen.emit("lines")
    post.screen.dock.lines.scanned("96385074")
    post.stage.settle()
    assert "条码还没有品名" in post.screen.dock.lines.form.problem
    post.keys("tea", ENTER, "1", ENTER, "box")
    post.control(ENTER)
    assert post.dock.goods.lists.named("96385074").name == "tea"  # type: ignore[union-attr]


def test_an_open_loop_that_nobody_received_here_is_closed_by_word(post: Post) -> None:
    number = post.dock.released()
    post.dock.goods.carry(number)
    post.dock.goods.receive(post.dock.goods.present(number), counted(("大米", 40, "袋")), whole=False, by="孙库管")
    post.screen.refresh()
    post.stage.settle()
    assert post.screen.dock.next.about.full == "未到：豆油 12.5 箱"
    post.keys(Key.Key_F11, "store said so", ENTER)
    assert post.phase == "closed"
