"""Real photos: how many are read, nothing wrong, nothing where there is nothing."""

import json
import os
from pathlib import Path

import pytest

from app.decode.picture import load
from app.decode.reader import Reader
from app.decode.still import read_still
from tests.fakes.pictures import frame

DATA = os.environ.get("GATEPOST_TEST_DATA", "")
pytestmark = pytest.mark.skipif(not DATA, reason="GATEPOST_TEST_DATA names no folder with real photos")


def test_photos_of_codes() -> None:
    folder = Path(DATA) / "qr-photos"
    read = 0
    for photo in json.loads((folder / "manifest.json").read_text("utf-8")):
        texts = {symbol.text for symbol in read_still(load(folder / photo["file"]))}
        read += bool(texts)
        if texts and photo["text"] is not None:
            assert photo["text"] in texts, photo["file"]
    assert read >= 138  # all public decoders together read 128


def test_frames_without_a_code() -> None:
    reader = Reader()
    for path in sorted((Path(DATA) / "no-code").iterdir()):
        image = load(path)
        assert read_still(image) == [], path.name
        assert not any(reader.read(frame(image)) for _ in range(20)), path.name


def test_the_colours_of_phone_pages() -> None:
    folder = Path(DATA) / "phone-pages"
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    pages = {name: page["color"] for name, page in truth.items() if page["kind"] == "health-code"}
    seen = {name: {symbol.color for symbol in read_still(load(folder / name))} for name in pages}
    assert all(colours <= {pages[name], "unknown"} for name, colours in seen.items())
    assert sum(pages[name] in colours for name, colours in seen.items()) >= 0.9 * len(pages)
