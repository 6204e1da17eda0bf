"""Reads a still picture with the whole effort: every code in it, and everything tried where there seems to be none."""

from functools import cache

from app.capture.items import Image
from app.decode.helper import Helper
from app.decode.symbol import Symbol
from app.decode.worker import Looking


def read_still(image: Image, helper: Helper | None = None) -> list[Symbol]:
    """All symbols of a picture, (height, width, 3) blue-green-red, with colours; each code once.

    helper: the process that does what might end the process it is in; without one, all is done here.
    """
    from app.decode import findings, retries, zxing

    grey = findings.grey(image)
    found, sign = zxing.glance(grey)
    if not found and image.ndim == 3:
        found = zxing.read(retries.channels(image))  # light yellow on white is nearly white in grey
    small, scale = findings.bounded(grey)
    if min(small.shape) < retries.SMALLEST:
        return findings.finished(image, found)
    rest = findings.without(small, [findings.moved(one, 1 / scale, 1 / scale) for one in found])
    easy = bool(found) and not sign
    answer = helper.ask(rest, None) if helper else _own().look(rest, None)
    more = answer.symbols if answer else []
    if not easy:
        more += _retried(findings.without(rest, more))
    return findings.finished(image, found + [findings.moved(one, scale, scale) for one in more])


def _retried(grey: Image) -> list[Symbol]:
    """What the retries find, each in what the others left."""
    from app.decode import findings, retries, zxing

    found: list[Symbol] = []
    for retry in retries.THOROUGH:
        symbols = zxing.read(retry(grey), retry.scale)
        grey = findings.without(grey, symbols)
        found += symbols
    return found


@cache
def _own() -> Looking:
    """Without a process of its own; the models are loaded once."""
    from app.decode.search import Search

    return Search()
