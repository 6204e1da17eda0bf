"""A phone before a camera, frame by frame, at 10 pictures a second; and an OCR that a test opens like a gate."""

import threading

import numpy as np

from app.capture.items import Frame
from app.pages.read import read_frames
from tests.fakes.ocr import Told
from tests.fakes.phonepages import webcam

RATE = 10
EMPTY = np.full((720, 1280, 3), (104, 100, 98), np.uint8)


class Film:
    """Frames one after the other; `taken` is `at`, so that a test knows both."""

    def __init__(self):
        self.at = 0.0

    def hold(self, drawn, seconds, **how):
        """A phone held in one place."""
        view = webcam(drawn, **how)
        yield from self.show(view, seconds)

    def away(self, seconds=1.5):
        """Nothing before the camera."""
        yield from self.show(EMPTY, seconds)

    def show(self, view, seconds):
        for _ in range(round(seconds * RATE)):
            yield Frame(view, self.at, self.at)
            self.at = round(self.at + 1 / RATE, 3)


class Networks(Told):
    """Reads what it was told, as the program's own engine would; `say` tells it something else."""

    state = "ready"

    def page(self, images, templates):
        """Of frames that show the very same picture one is read: to lay them upon each other changes nothing."""
        return read_frames(list({id(image): image for image in images}.values()), self, templates)

    def say(self, *texts):
        self.found = Told(*texts).found

    def end(self):
        pass


class Slow(Networks):
    """Answers when it is let."""

    def __init__(self, *texts):
        super().__init__(*texts)
        self.begun, self.may_go_on = threading.Event(), threading.Event()

    def read(self, page):
        self.begun.set()
        assert self.may_go_on.wait(30)
        return super().read(page)

    def end(self):
        self.may_go_on.set()


class Failing(Networks):
    """Cannot: its process crashes, or there is none."""

    def __init__(self, state):
        super().__init__()
        self.state = state

    def read(self, page):
        self.asked += 1
