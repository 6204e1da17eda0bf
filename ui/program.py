"""The window's life: set up an empty home, sign somebody in, run the post, and let it go in order."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.clock import Clock, system
from app.errors import UserError
from app.i18n import mark, tr
from app.settings import Home
from app.station.levelwatch import LevelNews
from app.station.local import LocalPost
from app.station.setup import Done, Plan, set_up
from app.station.station import Station
from app.store.secret.key import key_for
from app.store.secret.rescue import recover
from ui import theme
from ui.administration import offered
from ui.dutyscreens import duty_screens, first_screen
from ui.idle import Idle
from ui.live import LivePost
from ui.network import Network
from ui.postscreens import PostScreens
from ui.screens.gate.screen import Gate
from ui.screens.screen import Screen
from ui.screens.signin import SignIn
from ui.threads import Jobs, Signals
from ui.widgets.retell import use_language
from ui.widgets.sounds import Sounds
from ui.widgets.statusline import DeviceState
from ui.widgets.text import Words
from ui.window import NEEDS, Window

if TYPE_CHECKING:
    from ui.screens.trouble import Trouble

DEVICE_STATES: dict[str, DeviceState] = {
    "running": "ok", "dark": "lost", "missing": "lost", "busy": "lost", "lost": "lost",
}  # fmt: skip
STATUS_MS = 2_000
NEWS_S, LATE_NEWS_S = 60, 600
"""How long a change of level is told: one that came late has to be reported to somebody."""
AFTERWARDS_MS = 1_000


class Program:
    """begin, and in the end end."""

    def __init__(self, app: QApplication, home: Home, window: Window, clock: Clock = system) -> None:
        self._app, self._home, self._window, self._clock = app, home, window, clock
        self._jobs, self._sounds = Jobs(), Sounds()
        self._station: Station | None = None
        self._post: LivePost | None = None
        self._trouble: Trouble | None = None
        self._network = Network()
        self._network.back.connect(self._sync_now)
        self._idle = Idle(app)
        self._telling = QTimer()
        self._telling.timeout.connect(self._tell_status)
        self._later = QTimer(singleShot=True, interval=AFTERWARDS_MS)
        self._later.timeout.connect(self._afterwards)

    def begin(self) -> None:
        """To the first screen there is anything to do on."""
        try:
            if self._home.exists and self._open():
                return
        except UserError as error:
            self._stuck(error)
            return
        from ui.screens.firstrun import FirstRun

        first = FirstRun(self._jobs, self._demonstrate, self._set_up, self._restore)
        first.done.connect(self._set_up_done)
        first.restored.connect(self._restored)
        self._window.add_screens({"first-run": first})
        self._window.open("first-run")

    def _stuck(self, error: UserError) -> None:
        """The post is there and does not open."""
        from ui.screens.trouble import Trouble

        if self._trouble is None:
            self._trouble = Trouble(self._jobs, self._unlock, self._recover, self._restore)
            self._trouble.again.connect(self.begin)
            self._trouble.restored.connect(self._restored)
            self._window.add_screens({"trouble": self._trouble})
        self._trouble.show_error(error)
        self._window.open("trouble")

    def _unlock(self, passphrase: str) -> None:
        home = replace(self._home, passphrase=passphrase)
        key_for(home)
        self._home = home

    def _recover(self, code: str) -> None:
        recover(self._home, code)

    def _restore(self, copy: Path, code: str) -> str:
        from app.station.restoring import restore

        restore(self._home, copy, code, self._clock)
        post = self._home.settings().post_name
        return tr("已恢复：{post}。上岗后请在“设置”里选摄像头和测温仪，在“管理 → 备份”里设备份文件夹。", post=post)

    def end(self) -> None:
        """Let the devices go, decide whoever is in the lane, close the data."""
        self._telling.stop()
        self._later.stop()
        self._jobs.stop()
        if self._station is not None:
            self._station.stop()
            self._station.post.close()

    # Setting up, in the background

    def _demonstrate(self) -> str:
        from app.demo.home import fill

        account = fill(self._home, self._clock)
        return tr("演示校园已建好。演示账号“{name}”，PIN {pin}。", name=account.name, pin=account.pin)

    def _set_up(self, plan: Plan) -> Done:
        done = set_up(self._home, plan)
        self._home = replace(self._home, passphrase=plan.passphrase)
        return done

    def _set_up_done(self, sentence: str) -> None:
        self._open()
        self._window.banner.say(lambda: sentence, "hint")

    def _restored(self, sentence: str) -> None:
        """Go on with what the backup brought, in its language and theme."""
        settings = self._home.settings()
        use_language(settings.language)
        theme.apply(self._app, settings.theme)
        self.begin()
        self._window.banner.say(lambda: sentence, "hint")

    # The post

    def _open(self) -> bool:
        """Open the post; False where nobody has set one up yet, though its folder is in use."""
        local = LocalPost.open(self._home, self._clock)
        if not local.accounts.all():
            local.close()
            return False
        self._station = Station(local, self._clock)
        post = self._post = LivePost(self._station)
        signals = Signals(self._station.hooks)
        self._listen(signals)
        gate = Gate(post, signals, self._jobs, self._sounds, self._clock)
        self._idle.over.connect(self._leave)
        self._window.add_screens({"gate": gate})
        self._window.make_later({
            **PostScreens(self._station, post, signals, self._jobs, self._clock, self._window).makers(),
            **duty_screens(local, self._jobs, self._clock, self._window),
            "settings": lambda: self._settings(post),
            "pin": lambda: self._pin(local),
            "forgotten": lambda: self._forgotten(local),
            "sign-in": lambda: self._signing_in(post, _demonstration_hint if local.demonstration else ""),
        })  # fmt: skip
        self._window.begin_ticking()
        if local.demonstration:
            self._sign_in_by_itself(local)
        else:
            self._window.open("sign-in")
        self._later.start()
        return True

    def _afterwards(self) -> None:
        """What the first person in front of the camera does not need."""
        assert self._station is not None
        self._station.begin_sync()
        self._network.begin()
        self._sounds.turn(on=self._station.post.settings.sound)

    def _sync_now(self) -> None:
        if self._station is not None:
            self._station.sync_now()

    def _settings(self, post: LivePost) -> Screen:
        from ui.screens.settings import SettingsScreen

        settings = SettingsScreen(post, self._jobs)
        settings.language_chosen.connect(use_language)
        settings.theme_chosen.connect(lambda name: theme.apply(self._app, name))
        settings.lock_chosen.connect(self._idle.start)
        settings.sound_chosen.connect(lambda on: self._sounds.turn(on=on))
        settings.hand_over.connect(lambda: self._to_sign_in(taking_over=True))
        settings.sign_out.connect(self._leave)
        settings.change_pin.connect(lambda: self._window.open("pin"))
        return settings

    def _pin(self, local: LocalPost) -> Screen:
        from ui.screens.pin import PinScreen

        screen = PinScreen(self._jobs, local.change_pin)
        screen.left.connect(lambda: self._window.open("settings"))
        screen.changed.connect(self._pin_changed)
        return screen

    def _forgotten(self, local: LocalPost) -> Screen:
        from app.station.forgotten import administrators, new_pin_by_code
        from ui.screens.forgotten import ByCode, ForgottenScreen

        post = ByCode(lambda: administrators(local), lambda name, code, pin: new_pin_by_code(local, name, code, pin))
        screen = ForgottenScreen(self._jobs, post)
        screen.left.connect(lambda: self._window.open("sign-in"))
        screen.renewed.connect(self._pin_renewed)
        return screen

    def _pin_renewed(self) -> None:
        self._window.open("sign-in")
        self._window.banner.say(mark("PIN 已更改。请选姓名，用新的 PIN 登录。"), "hint")

    def _pin_changed(self) -> None:
        self._window.open("gate")
        self._window.banner.say(mark("PIN 已更改。"), "hint")

    def _signing_in(self, post: LivePost, hint: Words) -> SignIn:
        sign_in = SignIn(post, self._jobs, hint)
        sign_in.back.connect(lambda: self._window.open("gate"))
        sign_in.done.connect(self._on_duty)
        sign_in.forgotten.connect(lambda: self._window.open("forgotten"))
        return sign_in

    def _sign_in_by_itself(self, local: LocalPost) -> None:
        """In a demonstration nobody is asked for a PIN; where it cannot be, the sign-in stays open."""
        try:
            local.go_on_duty(local.accounts.first_administrator())
        except UserError as error:
            self._window.open("sign-in")
            self._complain(error)
        else:
            self._on_duty()

    def _on_duty(self) -> None:
        assert self._station is not None
        local = self._station.post
        self._window.offer("manage", offered(local))
        for name, permission in NEEDS.items():
            self._window.offer(name, local.may(permission))
        self._window.open(first_screen(local))
        self._station.start()
        self._tell_status()
        self._telling.start(STATUS_MS)
        self._idle.start(self._station.post.settings.lock_minutes)

    def _to_sign_in(self, *, taking_over: bool) -> None:
        screen = self._window.made("sign-in")
        assert isinstance(screen, SignIn)
        screen.take_over(taking_over)
        self._window.open("sign-in")

    def _leave(self) -> None:
        """Nobody stands here for now: no names on the screen, and the camera goes on."""
        assert self._post is not None
        self._telling.stop()
        self._idle.stop()
        self._jobs.run(self._post.sign_out, lambda _none: self._to_sign_in(taking_over=False), self._complain)

    def _listen(self, signals: Signals) -> None:
        signals.setParent(self._window)
        signals.device.connect(self._tell_device)
        signals.lane.connect(lambda _view: self._idle.touch())
        signals.level.connect(lambda _level: self._tell_status())
        signals.begun.connect(self._tell_level)
        signals.problem.connect(lambda error: self._window.banner.say(lambda: str(error)))

    def _tell_level(self, news: LevelNews) -> None:
        """Heard and read by whoever looks elsewhere: what is asked is another thing from now on."""
        self._sounds.play("level")
        self._window.announce(lambda: news.sentence, LATE_NEWS_S if news.late else NEWS_S)
        self._tell_status()

    def _tell_device(self, name: str, state: str, sentence: str) -> None:
        self._window.status.show_device(name, DEVICE_STATES.get(state, "off"), sentence)

    def _tell_status(self) -> None:
        if self._post is not None:
            self._jobs.run(self._post.status, self._window.show_status, self._complain)

    def _complain(self, error: Exception) -> None:
        self._window.banner.say(lambda: str(error))


def _demonstration_hint() -> str:
    from app.demo.home import PIN

    return tr("演示校园：每个账号的 PIN 都是 {pin}。", pin=PIN)
