"""Reads the frames of a stream in passing: a schedule of readers, the cheap one on every frame, the costly ones as the
CPU saved up by the frames before allows. A still picture gets the whole effort, in app.decode.still.

The engines are imported when first used: they take a third of a second, and the window must not wait for them.
"""

from typing import TYPE_CHECKING

from app.capture.items import Frame, Image
from app.decode.purse import Purse
from app.decode.symbol import Symbol

if TYPE_CHECKING:
    from app.decode.aside import Aside
    from app.decode.helper import Helper, State
    from app.decode.joined import Joiner

RETRY_SHARE, RETRY_MOST = 0.25, 15.0
"""CPU for retries that a frame without a code earns, and that can be saved up, in readings of it by zxing-cpp. With the
reading itself and the shares of app.decode.aside and app.decode.joined it stays below two."""


class Reader:
    """Reads the frames of one stream, one after the other.

    live: frames go by, and whoever gives them must not wait: what the worker process finds comes with a later frame.
    Else the reader waits for it, so that what is found in a recording does not depend on the machine's speed.
    """

    def __init__(self, *, live: bool = False, helper: "Helper | None" = None) -> None:
        self._live, self._helper = live, helper
        self._turn, self._coloured = 0, False
        self._purse = Purse(RETRY_MOST)
        self._costly: tuple[Joiner, Aside] | None = None
        self._anew = False

    @property
    def state(self) -> "State":
        """The worker process's."""
        return self._helper.state if self._helper else "stopped"

    def close(self) -> None:
        """End the worker process; the next frame that needs it starts another."""
        if self._helper:
            self._helper.close()

    def begin_anew(self) -> None:
        """Somebody else is there: what the frames before have shown together is not theirs. From anywhere."""
        self._anew = True

    def read(self, frame: Frame) -> list[Symbol]:
        """All symbols in view, with colours; each code once. Live, also those of a frame shortly before."""
        from app.decode import findings, zxing

        grey = findings.grey(frame.image)
        found, sign = zxing.glance(grey)
        joiner, aside = self._readers()
        later = aside.collected(frame.at)
        if not found:
            found = self._retry(frame.image, grey) or joiner.add(grey, frame.at, sign=sign)
        if not found or sign:
            later += aside.search(frame, findings.without(grey, found), sign=sign)
        return findings.each_once(findings.finished(frame.image, found) + later)

    def _readers(self) -> tuple["Joiner", "Aside"]:
        if self._costly is None:
            from app.decode.aside import Aside
            from app.decode.helper import Helper
            from app.decode.joined import Joiner

            self._helper = self._helper or Helper()
            self._costly = Joiner(), Aside(self._helper, live=self._live)
        elif self._anew:
            from app.decode.joined import Joiner

            self._costly = Joiner(), self._costly[1]
        self._anew = False
        return self._costly

    def _retry(self, image: Image, grey: Image) -> list[Symbol]:
        """Every other round looks at the darkest channel, in which light yellow on white is as black as print."""
        from app.decode import retries, zxing

        retry = retries.QUICK[self._turn]
        self._purse.earn(RETRY_SHARE)
        if self._purse.saved < retry.cost or min(grey.shape) < retries.SMALLEST:
            return []
        self._purse.pay(retry.cost)
        self._turn = (self._turn + 1) % len(retries.QUICK)
        if self._turn == 0:
            self._coloured = not self._coloured
        if self._coloured and image.ndim == 3:
            self._purse.pay(retries.CHANNELS)
            grey = retries.channels(image)
        return zxing.read(retry(grey), retry.scale)
