"""Searches for codes that need no networks: in a worker process, failing in every way, or scripted in this one."""

import os
import signal

from app.decode.answer import Answer
from app.decode.symbol import Symbol

DEADLY, HANGING, GARBLED, RAISING = 1, 2, 3, 4
"""Widths of pictures, in pixels, on which `Sizes` fails."""


def symbol(data, corners=((10, 10), (90, 10), (90, 90), (10, 90))):
    return Symbol("QRCode", data, corners)


class Sizes:
    """In a worker: one code that says how large the picture is, and in which process it was looked at."""

    def look(self, grey, allowance):
        height, width = grey.shape
        if width == DEADLY:
            os.abort()
        if width == HANGING:
            signal.pause()
        if width == RAISING:
            raise ValueError("林晓彤 2019000001")
        if width == GARBLED:
            return {"symbols": [{"format": "QRCode", "data": 5}]}
        return Answer([symbol(f"{width}x{height}={int(grey.sum())} by {os.getpid()}".encode())], 1, 9.0)


def broken():
    """Models that cannot be loaded."""
    raise ImportError


class Scripted:
    """In place of the process: takes every picture, and answers as it was told, at the end of its list with nothing.

    given: (height, width, allowance) of each picture it took. asked: how many of them were waited for.
    """

    def __init__(self, *answers, slow=False, cost=20.0):
        self.answers, self.slow, self.cost = list(answers), slow, cost
        self.given, self.asked = [], 0
        self.state = "ready"
        self.closed = False

    def offer(self, grey, allowance):
        if self.state != "ready":
            return False
        self.given.append((*grey.shape, allowance))
        self.state = "busy"
        return True

    def collect(self):
        if self.state != "busy" or self.slow:
            return None
        self.state = "ready"
        return self.answers.pop(0) if self.answers else Answer([], 0, self.cost)

    def ask(self, grey, allowance):
        self.asked += 1
        return self.collect() if self.offer(grey, allowance) else None

    def close(self):
        self.closed = True
