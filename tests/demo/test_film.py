"""The film of phones before a webcam: every code in it is read once, in order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.capture.items import Frame
from app.codes.campus_key import make
from app.codes.campus_sign import sign
from app.decode.reader import Reader
from app.decode.still import read_still
from app.decode.tracker import Tracker
from app.demo.film import Page, frames, still, write_film
from app.errors import UserError


def pages() -> list[Page]:
    now = datetime(2022, 4, 10, tzinfo=UTC)
    campus = sign(
        "2019000001", "林晓彤", make(), not_before=now, not_after=now + timedelta(days=1), college="临床医学院"
    )
    return [
        Page("吉祥码", "JSM" + "Q2W4E6R8" * 7 + "T9Y1U", "green", "林*彤"),
        Page("校园码", campus, "black", "林晓彤\n临床医学院"),
        Page("吉祥码", "JSM" + "Z1X3C5V7" * 7 + "T9Y1U", "yellow", "赵*"),
    ]


def test_reading_the_film_gives_every_code_once_and_in_order(tmp_path: Path) -> None:
    path, shown = tmp_path / "film.mp4", pages()
    write_film(path, shown)
    film, reader, tracker, found = cv2.VideoCapture(str(path)), Reader(), Tracker(), []
    while True:
        more, image = film.read()
        if not more:
            break
        at = film.get(cv2.CAP_PROP_POS_MSEC) / 1000
        found += tracker.new(reader.read(Frame(image, at, at)), at)
    film.release()
    assert [symbol.text for symbol in found] == [page.payload for page in shown]
    assert all(symbol.color in (page.color, "unknown") for symbol, page in zip(found, shown, strict=True))


def test_the_same_seed_gives_the_same_film() -> None:
    one, again, other = (list(islice(frames(pages()[:1], seed), 20)) for seed in (3, 3, 4))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert {image.shape for image in one} == {(720, 1280, 3)}


def test_a_page_straight_on_is_read_with_its_colour() -> None:
    for page in pages():
        (symbol,) = read_still(still(page))
        assert (symbol.text, symbol.color) == (page.payload, page.color)


def test_a_film_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不能写入视频"):
        write_film(tmp_path / "missing" / "film.mp4", pages())


def test_a_page_without_a_code_shows_its_colour_and_is_held_as_long_as_it_says() -> None:
    page = Page("吉祥码", b"", "green", "林*", held=2.4)
    assert read_still(still(page)) == []
    assert tuple(still(page)[470, 270]) == (78, 167, 0)
    longer = sum(1 for _ in frames([page])) - sum(1 for _ in frames([replace(page, held=1.2)]))
    assert longer == 36
