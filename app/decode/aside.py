"""The worker process's part of a stream: now and then it gets a frame, and what it finds comes with a later one."""

from dataclasses import replace

from app.capture.items import Frame, Image
from app.decode import findings
from app.decode.answer import FRAME, Answer
from app.decode.attention import Attention
from app.decode.helper import Helper
from app.decode.purse import Purse
from app.decode.symbol import Symbol

SHARE, MOST = 0.15, 60.0
"""CPU that a frame earns, in readings of it by zxing-cpp; and what can be saved up, in readings of a 1280x720 frame, as
all that is spent."""
SIGN_SHARE, AHEAD = 1.5, 30.0
"""What a frame earns in which something looks like a code, and what may be spent there before it is earned; hardly any
frame without a code is one of them."""
LEAST = 15.0
"""A look of the network, and some tries on what it finds; more where it says so."""
STALE = 3.0
"""Seconds of the source's time after which an answer is about somebody who has gone."""


class Aside:
    """live: the answer is never waited for. Else it always is, so that a recording is read alike on every machine."""

    def __init__(self, helper: Helper, *, live: bool) -> None:
        self._helper, self._live = helper, live
        self._purse, self._attention = Purse(MOST), Attention()
        self._sent: Frame | None = None
        self._size = 1.0  # of what was given, against the frame
        self._least = LEAST
        self._boxes = 0  # seen in the last one and not read

    def collected(self, at: float) -> list[Symbol]:
        """What was found in the frame that was given last, once, if it is known at `at` seconds: with colours, and with
        the time of that frame, since somebody else may stand there by now."""
        sent, answer = self._sent, self._helper.collect() if self._sent else None
        if sent is None or self._helper.state == "busy":
            return []
        self._sent = None
        if answer is None:
            return []
        found = [replace(one, taken=sent.taken) for one in self._told(answer, sent)]
        return found if 0 <= at - sent.at <= STALE else []

    def search(self, frame: Frame, grey: Image, *, sign: bool) -> list[Symbol]:
        """Give it the frame, if its time has come; what it finds in it where that is waited for.

        grey: what of the frame is not read yet. sign: something in it looked like a code.
        """
        self._purse.earn((SIGN_SHARE if sign else SHARE) * grey.size / FRAME)
        allowance = self._purse.saved + (AHEAD if sign else 0)
        if (
            self._sent
            or allowance < self._least
            or not self._attention.wanted(grey, frame.at, sign=sign or self._boxes > 0)
        ):
            return []
        small, self._size = findings.bounded(grey)
        if self._live:
            if self._helper.offer(small, allowance):
                self._attention.looked(grey, frame.at)
                self._sent = frame
            return []
        self._attention.looked(grey, frame.at)
        answer = self._helper.ask(small, allowance)
        return self._told(answer, frame) if answer else []

    def _told(self, answer: Answer, sent: Frame) -> list[Symbol]:
        self._purse.pay(answer.spent)
        self._least = max(LEAST, answer.wanted)
        self._boxes = answer.boxes - len(answer.symbols)
        return findings.finished(sent.image, [findings.moved(one, self._size, self._size) for one in answer.symbols])
