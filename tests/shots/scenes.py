"""The scenes: name of the picture → what is played."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.decode.symbol import Symbol
from app.lane.view import LaneView
from app.pages.phone import find
from app.records.problem import RecordProblems
from app.records.registry import kinds
from app.station.pagestate import NOTHING, PageState
from app.station.setup import Done
from app.store.secret.keyform import PassphraseNeeded, UnderPassphrase, opened
from app.store.secret.recovery import code_of
from tests.fakes import views
from tests.fakes.phonepages import travel_card, webcam
from tests.fakes.window import NOW, FakePost
from tests.shots import administration, centre, dormitory, goods, ledgers, levels, lookback, medical, paper, visitors
from tests.shots.gates import SCENES as GATES
from tests.shots.importing import SCENES as IMPORTING
from tests.shots.keyposts import SCENES as KEYPOSTS
from tests.shots.night import SCENES as NIGHT
from tests.shots.observation import SCENES as OBSERVATION
from tests.shots.parcels import SCENES as PARCELS
from tests.shots.records import GOODS, ROWS
from tests.shots.reports import SCENES as REPORTS
from tests.shots.residents import SCENES as RESIDENTS
from tests.shots.stage import Stage, picture
from tests.shots.today import SCENES as TODAY
from ui.screens.desk import Desk
from ui.screens.firstrun import FirstRun
from ui.screens.gate.keys import Press
from ui.screens.gate.screen import Gate
from ui.screens.ledger import LedgerScreen
from ui.screens.pin import PinScreen
from ui.screens.settings import SettingsScreen
from ui.screens.signin import SignIn
from ui.screens.trouble import Trouble
from ui.widgets.recent import Passed
from ui.widgets.statusline import PostStatus

SYMBOL = Symbol("QRCode", b"", ((518, 240), (763, 240), (763, 485), (518, 485)), "green")


def gate(stage: Stage, view: LaneView, *, camera: bool = True) -> Gate:
    """The gate with a working camera and thermometer."""
    screen = Gate(stage.post, stage.signals, stage.jobs, stage.sounds)
    stage.window.add_screens({"gate": screen})
    stage.window.open("gate")
    stage.window.status.show_device("thermometer", "ok")
    if camera:
        stage.window.status.show_device("camera", "ok")
        screen.face.show_frame(picture(phone=view.person is not None), [SYMBOL] if view.person else [])
    screen.show_view(view)
    return screen


def _plain(view: LaneView) -> Callable[[Stage], None]:
    return lambda stage: (gate(stage, view), None)[1]


def _details(stage: Stage) -> None:
    gate(stage, views.REFER)._act(Press("details"))


def _help(stage: Stage) -> None:
    gate(stage, views.WAITING)._act(Press("help"))


def _lookup(stage: Stage) -> None:
    screen = gate(stage, views.WAITING)
    screen._act(Press("lookup"))
    screen.face.lookup._line.setText("lxt")
    screen.face.lookup._ask("lxt")


def _typing(stage: Stage) -> None:
    screen = gate(stage, views.GATHERING)
    screen._typing.key("3", 1.0)
    screen._typing.key("6", 1.2)
    screen.show_view(views.GATHERING)


def _override(stage: Stage) -> None:
    gate(stage, views.GATHERING)._act(Press("override"))


def _overridden(stage: Stage) -> None:
    newest = Passed(NOW, "林晓彤", "student", "临床医学院", "admit", overridden=True)
    stage.post.passed = [newest, *stage.post.passed]
    gate(stage, views.OVERRIDDEN)


def _reading(stage: Stage) -> None:
    screen = gate(stage, views.GATHERING)
    seen = webcam(travel_card(at="2022.04.10 06:48:05"), noise=2)
    screen.face.show_frame(seen, [])
    stage.signals.pages.emit(PageState("reading", find(seen)))


def _page_read(stage: Stage) -> Gate:
    screen = gate(stage, views.PAGE_READ)
    screen.face.show_frame(webcam(travel_card(at="2022.04.10 06:48:05"), noise=2), [])
    stage.signals.pages.emit(PageState("read", kind="travel-card"))
    return screen


def _page_details(stage: Stage) -> None:
    _page_read(stage)._act(Press("details"))


def _page_not_read(stage: Stage) -> None:
    _page_read(stage)
    stage.signals.pages.emit(PageState("failed", notice=NOTHING))
    stage.window.status.show_device("pages", "lost", "本机不能识别页面，请目视核验")


def _lost(stage: Stage) -> None:
    screen = gate(stage, views.WAITING, camera=False)
    sentence = "摄像头断开了。请检查连线并重新插好，接通后自动恢复。"
    stage.signals.device.emit("camera", "lost", sentence)
    stage.window.status.show_device("camera", "lost", sentence)
    screen.face.preview.update()


def _offline(stage: Stage) -> None:
    class Offline(FakePost):
        def status(self) -> PostStatus:
            late = NOW - timedelta(minutes=41)
            return replace(super().status(), unsent=347, synced_at=late, problem="连不上指挥中心")

    stage.post.__class__ = Offline
    gate(stage, views.ADMIT)


def _sign_in(stage: Stage) -> None:
    stage.window.add_screens({"sign-in": SignIn(stage.post, stage.jobs)})
    stage.window.open("sign-in")


def _take_over(stage: Stage) -> None:
    screen = SignIn(stage.post, stage.jobs)
    screen.take_over(True)
    stage.window.add_screens({"sign-in": screen})
    stage.window.open("sign-in")


def _emergency(stage: Stage) -> None:
    screen = SignIn(stage.post, stage.jobs)
    stage.window.add_screens({"sign-in": screen})
    stage.window.open("sign-in")
    stage.settle()
    screen._names.setCurrentRow(screen._names.count() - 1)
    screen._pin.setText("123456789012")
    screen._reason.setText("带班领导联系不上")


def _trouble(stage: Stage) -> None:
    screen = Trouble(stage.jobs, repr, repr, lambda copy, code: "")
    stage.window.add_screens({"trouble": screen})
    try:
        opened(UnderPassphrase(b"", b""), "")
    except PassphraseNeeded as error:
        screen.show_error(error)
    stage.window.open("trouble")


def _first_run(stage: Stage) -> None:
    made = Done(code_of(bytes(range(32))))
    screen = FirstRun(stage.jobs, str, lambda plan: made, lambda copy, code: "")
    stage.window.add_screens({"first-run": screen})
    stage.window.open("first-run")


def _own_post(stage: Stage) -> FirstRun:
    _first_run(stage)
    screen = stage.window.front
    assert isinstance(screen, FirstRun)
    screen.begin_own()
    return screen


def _recovery_code(stage: Stage) -> None:
    screen = _own_post(stage)
    stage.window.show()
    filled = {"campus": "白城医专", "post": "东门", "administrator": "何老师", "pin": "2468", "again": "2468"}
    screen.own.begin(kind="gate", key="file", **filled)
    screen.own.take()
    stage.settle()


def _pin(stage: Stage) -> None:
    stage.window.add_screens({"pin": PinScreen(stage.jobs, lambda _old, _new: None)})
    stage.window.open("pin")


def _desk(stage: Stage, name: str = "goods") -> Desk:
    desk = Desk(stage.post, stage.jobs, lambda: NOW, kinds())
    stage.window.add_screens({"desk": desk})
    stage.window.open("desk")
    desk.choose(name)
    return desk


def _goods(stage: Stage) -> None:
    _desk(stage).form.fill(GOODS)


def _problems(stage: Stage) -> None:
    desk = _desk(stage)
    raw = {"outcome": "released", "celsius": 36.4, "health_code": "green", "goods_class": "daily"}
    desk.form.fill(raw)
    stage.window.show()
    stage.settle()
    try:
        kinds()["goods"].read(raw)
    except RecordProblems as problems:
        desk._failed(desk.form, problems)


def _temperature(stage: Stage) -> None:
    _desk(stage, "temperature").form.fill({"person": "S2019040316", "celsius": 36.5})


def _ledger(stage: Stage) -> None:
    stage.post.rows = ROWS
    stage.window.add_screens({"ledger": LedgerScreen(stage.post, stage.jobs, kinds())})
    stage.window.open("ledger")


def _empty_ledger(stage: Stage) -> None:
    stage.window.add_screens({"ledger": LedgerScreen(stage.post, stage.jobs, kinds())})
    stage.window.open("ledger")


def _settings(stage: Stage) -> None:
    stage.window.add_screens({"settings": SettingsScreen(stage.post, stage.jobs)})
    stage.window.open("settings")


def _import(stage: Stage) -> None:
    stage.post.refused_rows = (
        "第 3 行未导入：没有学工号",
        "第 12 行未导入：与第 7 行学工号相同、姓名不同，两行都没有导入",
        "第 40 行未导入：身份证号被表格软件改成了数字，有几位已丢失；请把该列设为文本后重新导出",
    )
    screen = SettingsScreen(stage.post, stage.jobs, lambda: Path("people.xlsx"))
    stage.window.add_screens({"settings": screen})
    stage.window.open("settings")
    stage.window.show()
    screen.people.import_people()
    stage.settle()


def _codes(stage: Stage) -> None:
    screen = SettingsScreen(stage.post, stage.jobs)
    stage.window.add_screens({"settings": screen})
    stage.window.open("settings")
    stage.window.show()
    screen.people.print_sheet.click()
    stage.settle()
    screen.people.sheet.line.setText("S202")
    screen.people.sheet._ask("S202")
    stage.settle()


def _in_english(scene: Callable[[Stage], None]) -> Callable[[Stage], None]:
    def play(stage: Stage) -> None:
        scene(stage)
        stage.settle()
        stage.dress("light", "en")

    return play


def _in_dark(scene: Callable[[Stage], None]) -> Callable[[Stage], None]:
    def play(stage: Stage) -> None:
        scene(stage)
        stage.dress("dark")

    return play


DUTIES = OBSERVATION | REPORTS | RESIDENTS
SCENES: dict[str, Callable[[Stage], None]] = {
    "gate-waiting": _plain(views.WAITING),
    "gate-gathering": _plain(views.GATHERING),
    "gate-typing": _typing,
    "gate-admit": _plain(views.ADMIT),
    "gate-hold": _plain(views.HOLD),
    "gate-not-written": _plain(views.NOT_WRITTEN),
    "gate-refer": _plain(views.REFER),
    "gate-refuse": _plain(views.REFUSE),
    "gate-undecided": _plain(views.UNDECIDED),
    "gate-restricted": _plain(views.RESTRICTED),
    "gate-overridden": _overridden,
    "gate-override-asked": _override,
    "gate-details": _details,
    "gate-lookup": _lookup,
    "gate-reading-page": _reading,
    "gate-page-read": lambda stage: (_page_read(stage), None)[1],
    "gate-page-details": _page_details,
    "gate-page-not-read": _page_not_read,
    "gate-camera-lost": _lost,
    "gate-offline": _offline,
    "gate-dark": _in_dark(_plain(views.ADMIT)),
    "gate-dark-waiting": _in_dark(_plain(views.WAITING)),
    "gate-english": _in_english(_plain(views.GATHERING)),
    "gate-english-admit": _in_english(_plain(views.ADMIT)),
    "gate-english-undecided": _in_english(_plain(views.UNDECIDED)),
    "gate-english-reading-page": _in_english(_reading),
    "gate-english-page-read": _in_english(lambda stage: (_page_read(stage), None)[1]),
    **GATES,
    **{f"{name}-english": _in_english(scene) for name, scene in GATES.items()},
    "key-help": _help,
    "key-help-english": _in_english(_help),
    "sign-in": _sign_in,
    "sign-in-take-over": _take_over,
    "sign-in-emergency": _emergency,
    "sign-in-emergency-english": _in_english(_emergency),
    "trouble": _trouble,
    "trouble-english": _in_english(_trouble),
    "first-run": _first_run,
    "first-run-own": lambda stage: (_own_post(stage), None)[1],
    "first-run-own-english": _in_english(lambda stage: (_own_post(stage), None)[1]),
    "first-run-code": _recovery_code,
    "pin": _pin,
    "desk-goods": _goods,
    "desk-goods-english": _in_english(_goods),
    "desk-problems": _problems,
    "desk-temperature": _temperature,
    "ledger": _ledger,
    "ledger-empty": _empty_ledger,
    "ledger-history": lambda stage: (ledgers.history(stage), None)[1],
    "ledger-history-english": _in_english(lambda stage: (ledgers.history(stage), None)[1]),
    "settings": _settings,
    "settings-import": _import,
    "settings-codes": _codes,
    "settings-dark": _in_dark(_settings),
    "settings-english": _in_english(_settings),
    **administration.SCENES,
    **centre.SCENES,
    **levels.SCENES,
    **lookback.SCENES,
    **visitors.SCENES,
    **{f"{name}-english": _in_english(scene) for name, scene in visitors.SCENES.items()},
    **PARCELS,
    **{f"{name}-english": _in_english(scene) for name, scene in PARCELS.items()},
    **KEYPOSTS,
    **{f"{name}-english": _in_english(scene) for name, scene in KEYPOSTS.items()},
    **goods.SCENES,
    **medical.SCENES,
    **{f"{name}-english": _in_english(scene) for name, scene in medical.SCENES.items()},
    **IMPORTING,
    **{f"{name}-english": _in_english(scene) for name, scene in IMPORTING.items()},
    **paper.SCENES,
    **{f"{name}-english": _in_english(scene) for name, scene in paper.SCENES.items()},
    **{f"{name}-english": _in_english(scene) for name, scene in goods.SCENES.items()},
    **DUTIES,
    **{f"{name}-english": _in_english(scene) for name, scene in DUTIES.items()},
    **NIGHT,
    **TODAY,
    **{f"{name}-english": _in_english(scene) for name, scene in {**NIGHT, **TODAY}.items()},
    "night-dark": _in_dark(NIGHT["night"]),
    **dormitory.SCENES,
    **{f"{name}-dark": _in_dark(scene) for name, scene in dormitory.SCENES.items()},
    **{f"{name}-english": _in_english(scene) for name, scene in dormitory.SCENES.items()},
}
