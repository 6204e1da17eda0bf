"""Reading real photos, beside zxing-cpp alone on the same photos; and what a frame without a code costs."""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import zxingcpp

from app.capture.items import Frame
from app.decode.picture import load
from app.decode.reader import Reader
from app.decode.still import read_still
from tests.bench.row import Row

TIMES = 60


def rows() -> Iterator[Row]:
    named = os.environ.get("GATEPOST_TEST_DATA")
    if not named:
        print("(photos: set GATEPOST_TEST_DATA to a folder with qr-photos/ and no-code/)")
        return
    yield from _photos(Path(named) / "qr-photos")
    yield from _empty(Path(named) / "no-code")


def _photos(folder: Path) -> Iterator[Row]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    ours = alone = wrong = 0
    for entry in manifest:
        image = load(folder / entry["file"])
        texts = {symbol.text for symbol in read_still(image)}
        expected = _expected(entry)
        ours += bool(texts)
        wrong += bool(texts and expected and not texts & expected)
        alone += bool(zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode))
    yield Row(
        f"photos read, of {len(manifest)} (beside: zxing-cpp alone)", ours, "", alone, "> 128 of 150 (all decoders)"
    )
    yield Row("photos read wrongly", wrong, "", None, "0")


def _expected(entry: dict[str, Any]) -> set[str]:
    return {entry["text"]} if entry.get("text") is not None else set(entry.get("texts") or ())


def _empty(folder: Path) -> Iterator[Row]:
    images = [cv2.resize(load(path), (1280, 720)) for path in sorted(folder.glob("*.jpg"))]
    frames = [Frame(image, 0.0, 0.0) for image in images] * (TIMES // len(images) + 1)
    grey = [cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY) for frame in frames]
    reader = Reader()
    found = sum(bool(reader.read(frame)) for frame in frames)
    begin = time.process_time()
    for frame in frames:
        reader.read(frame)
    ours = time.process_time() - begin
    begin = time.process_time()
    for one in grey:
        zxingcpp.read_barcodes(one, formats=zxingcpp.BarcodeFormat.QRCode)
    alone = time.process_time() - begin
    yield Row(
        "CPU of a frame without a code (zxing-cpp alone)",
        ours / len(frames) * 1000,
        "ms",
        alone / len(frames) * 1000,
        "≤ 2",
    )
    yield Row("codes found where there are none", found, "", None, "0")
