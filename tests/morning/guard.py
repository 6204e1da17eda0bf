"""The guard and the queue: every word of the script as what hands, phones and devices do, and how long the machine
takes to answer each."""

import re
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import sha256

from pypinyin import Style, lazy_pinyin

from app.capture.items import Image
from app.codes.claim import Claim, Holder, Place
from app.decode.symbol import Color
from app.policy.person import Person
from tests.fakes.phonepages import travel_card, webcam
from tests.morning import drawn
from tests.morning.campus import Campus, temperatures
from tests.morning.keys import Key, Keys, Modifier
from tests.morning.post import MorningPost
from ui.screens.lookup import Lookup

OUT_OF_VIEW = 2.1
"""Seconds for which a code must have been away to be news again."""

IDENTITY = ("ID card", "campus card", "campus code", "paper code", "name", "code by gun")
SOON = 3.0
"""Seconds."""


class Gatekeeper:
    """waited: seconds for which the guard had to wait for the machine with whoever stands there. measured: what the
    thermometer last said of them."""

    def __init__(self, post: MorningPost, campus: Campus, keys: Keys) -> None:
        self._post, self._campus, self._keys = post, campus, keys
        self.waited = 0.0
        self.measured: float | None = None
        self._who = ""
        self._chance = temperatures()
        self._codes = 0
        self._last_token = ""
        self._shown: dict[str, float] = {}
        self._words: dict[str, Callable[[], None]] = {
            "campus code": lambda: self._phone("校园码", campus.codes[self._who]),
            "expired code": lambda: self._phone("校园码", campus.spoilt[f"expired {self._who}"]),
            "revoked code": lambda: self._phone("校园码", campus.spoilt[f"revoked {self._who}"]),
            "forged code": lambda: self._phone("校园码", campus.spoilt[f"forged {self._who}"]),
            "friend's code": lambda: self._phone("校园码", self._others_code()),
            "wrong code": lambda: self._phone("点餐", "https://shop.example/t/17"),
            "paper code": self._paper,
            "health code": lambda: self._health("green"),
            "red health code": lambda: self._health("red"),
            "yellow health code": lambda: self._health("yellow"),
            "yellow code of Jilin": lambda: self._phone("吉祥码", f"JSM{_digest(self._who).upper()}", "yellow"),
            "yesterday's health code": lambda: self._health("green", timedelta(hours=20)),
            "somebody else's health code": lambda: self._phone("随申码", self._last_token, "green"),
            "two phones": self._two_phones,
            "phone behind": self._phone_behind,
            "travel card": lambda: self._page(timedelta()),
            "old travel card": lambda: self._page(timedelta(hours=1)),
            "ID card": lambda: self._reader(self._person.id_number),
            "campus card": lambda: self._reader(self._person.number),
            "code by gun": lambda: self._reader(campus.codes[self._who]),
            "36 and the card": self._interrupted,
            "name": self._by_name,
            "temperature": lambda: self._measure(36 + self._chance.randrange(10) / 10),
            "typed temperature": self._typed,
            "seen": self._seen,
            "approval on paper": lambda: self._press(Key.Key_2, "", Modifier.AltModifier),
            "cough": lambda: self._press(Key.Key_F5),
            "next": lambda: self._press(Key.Key_Return, "\r"),
            "clear": lambda: self._press(Key.Key_Escape),
            "let in": lambda: self._press(Key.Key_F3),
            "not let in": lambda: self._press(Key.Key_F8),
            "on the list": self._ticked,
            "danger": self._danger,
            "take back": self._take_back,
            "half a minute": lambda: post.clock.turn(30),
            "a minute": self._nobody,
        }  # fmt: skip

    @property
    def _person(self) -> Person:
        return self._campus.people[self._who]

    def serve(self, who: str, brings: tuple[str, ...], more: dict[str, Callable[[], None]]) -> None:
        """Somebody comes with this. more: words of whoever plays the morning."""
        self._who, self.waited, self.measured = who, 0.0, None
        for before, word in zip(("", *brings), brings, strict=False):
            if before in IDENTITY and word in ("health code", "temperature"):
                self._post.app.processEvents()
                self._look_up()
            if re.fullmatch(r"\d\d\.\d", word):
                self._measure(float(word))
            elif minutes := re.fullmatch(r"(\d+) minutes", word):
                self._post.clock.turn(60 * int(minutes[1]))
            else:
                (more.get(word) or self._words[word])()
            self._post.clock.turn(2)

    def _look_up(self) -> None:
        """Whoever shows more does so once their name stands there; soon, for some are not known."""
        begun, views = time.monotonic(), self._post.views
        self._post.until(
            lambda: getattr(views[-1].person, "number", "") == self._person.number or time.monotonic() - begun > SOON,
            "a name",
        )

    # What is waited for

    def _answered(self, what: str, meanwhile: Callable[[], None] | None = None) -> Callable[[], None]:
        """Call what it gives after the act: returns when the screen shows an answer."""
        before, since = len(self._post.views), self._post.clock()

        def answered() -> bool:
            """Not by what was said before the act and comes to the screen late."""
            return any(view.at >= since for view in self._post.views[before:])

        def wait() -> None:
            shown = self._post.until(answered, f"{what}, of {self._who}", meanwhile)
            self.waited += shown
            self._post.app.processEvents()

        return wait

    # Before the camera

    def _hold(self, things: dict[str, Image]) -> None:
        """Held before the camera until the program says something, then taken away. things: by their codes."""
        picture = drawn.seen(*things.values())
        camera = self._post.camera
        self._away(things)

        def again() -> None:
            if camera.ready:
                camera.show(picture)

        self._blank()
        self._answered("a picture", again)()
        if len(things) == 1:  # it is held up until it is taken, also where another one has just been lowered
            self._post.until(lambda: self._post.views[-1].notice != "two-codes", "a turn", again)
        self._post.until(lambda: camera.ready, "the last picture")
        self._blank()
        self._shown |= dict.fromkeys(things, time.monotonic())

    def _away(self, codes: Iterable[str]) -> None:
        """What was held up just now has to be out of view for a while, or it is the same as before."""
        last = max(self._shown.get(code, float("-inf")) for code in codes)
        self._post.until(lambda: time.monotonic() - last > OUT_OF_VIEW, "the code to be out of view")

    def _blank(self) -> None:
        if not self._post.camera.lost:
            self._post.camera.show(drawn.seen())
            self._post.until(lambda: self._post.camera.ready, "an empty picture")

    def _phone(self, title: str, payload: str, color: Color = "black") -> None:
        self._hold({payload: drawn.screen(title, payload, color)})

    def _paper(self) -> None:
        code = self._campus.codes[self._who]
        self._hold({code: drawn.paper("校园码", code)})

    def _health(self, color: Color, ago: timedelta = timedelta()) -> None:
        """A code of the city's, with the time of its page."""
        at = self._post.clock() - ago
        self._codes += 1
        token = _digest(f"{self._who} {self._codes}")[:30]
        payload = f"https://s.sh.gov.cn/{token}{int(at.timestamp() * 1000)}"
        if color == "green" and not ago:
            self._last_token = payload
        self._phone("随申码", payload, color)

    def _others_code(self) -> str:
        return self._campus.codes[self._campus.absent[0].number]

    def _two_phones(self) -> None:
        mine, theirs = self._campus.codes[self._who], self._campus.codes[self._campus.absent[1].number]
        self._hold({code: drawn.screen("校园码", code) for code in (mine, theirs)})

    def _phone_behind(self) -> None:
        mine, theirs = self._campus.codes[self._who], self._campus.codes[self._campus.absent[2].number]
        self._hold({code: drawn.screen("校园码", code) for code in (mine, theirs)})

    def _page(self, ago: timedelta) -> None:
        """A page without a code, read on the guard's key while it is held."""
        at, phone = self._post.clock() - ago, self._person.phone
        number = f"{phone[:3]}****{phone[-4:]}"
        self._post.ocr.say(
            Claim(
                kind="travel-card", trust="read", color="green", holder=Holder(phone=number), updated_at=at, ticks=True,
                places=(Place("吉林省长春市"),), days=14,
            )
        )  # fmt: skip
        picture, camera = webcam(travel_card(number, f"{at:%Y.%m.%d %H:%M:%S}"), noise=2), self._post.camera
        camera.show(picture)
        self._post.until(lambda: camera.ready, "the page's first picture")
        self._keys.react()
        wait = self._answered("a page")
        self._keys.press(Key.Key_F11)
        wait()
        self._blank()

    # Devices

    def _measure(self, celsius: float) -> None:
        wait = self._answered("a temperature")
        self.measured = celsius
        self._post.thermometer.measure(celsius)
        wait()

    def _reader(self, digits: str) -> None:
        wait = self._answered("a card")
        self._keys.shoot(digits)
        wait()

    # The guard's hands

    def _press(self, key: Key, text: str = "", modifiers: Modifier = Modifier.NoModifier) -> None:
        self._keys.react()
        wait = self._answered(f"the key {key}")
        self._keys.press(key, text, modifiers)
        wait()

    def _seen(self) -> None:
        """Nobody looks at the paper of somebody who is not on the screen yet, whatever else is said there."""
        them, views = self._person.number, self._post.views
        self._post.until(lambda: getattr(views[-1].person, "number", "") == them, f"{self._who} to be there")
        self._press(Key.Key_F4)

    def _typed(self) -> None:
        self._keys.react()
        self.measured = 36 + self._chance.randrange(10) / 10
        wait = self._answered("a typed temperature")
        self._keys.type(f"{self.measured * 10:.0f}")
        wait()

    def _interrupted(self) -> None:
        """The hand has begun a figure when the reader types."""
        self._keys.react()
        self._keys.type("36")
        self._reader(self._person.number)

    def _by_name(self) -> None:
        """The initials, then the arrows until the person is in hand."""
        self._keys.react()
        self._keys.press(Key.Key_F2)
        lookup = self._post.gate.face.lookup
        self._keys.type("".join(lazy_pinyin(self._person.name, style=Style.FIRST_LETTER)))
        self.waited += self._post.until(lambda: self._person.number in _numbers(lookup), "the list of people")
        for _ in range(_numbers(lookup).index(self._person.number)):
            self._keys.press(Key.Key_Down)
        wait = self._answered("who was looked up")
        self._keys.press(Key.Key_Return, "\r")
        wait()

    def _ticked(self) -> None:
        self._keys.react()
        table = self._post.gate.group.list
        while table.chosen != self._person.number:
            self._keys.press(Key.Key_Down)
        wait = self._answered("the list")
        self._keys.press(Key.Key_Insert)
        wait()

    def _danger(self) -> None:
        self._keys.react()
        self._keys.press(Key.Key_F10)
        wait = self._answered("life in danger")
        self._keys.press(Key.Key_F10)
        wait()

    def _take_back(self) -> None:
        self._keys.react()
        self._keys.press(Key.Key_F12)
        back = self._post.gate.face.back
        self._post.until(lambda: back.table.rowCount() > 0, "what can be taken back")
        wait = self._answered("the passage taken back")
        self._keys.type("2")
        wait()

    def _nobody(self) -> None:
        """Longer than anybody who is still there does nothing."""
        before = len(self._post.views)
        self._post.clock.turn(65)
        self._post.until(lambda: len(self._post.views) > before, "who has gone without a word")


def _numbers(lookup: Lookup) -> list[str]:
    return [person.number for person in lookup.found]


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
