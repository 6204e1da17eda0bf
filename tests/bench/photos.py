"""Reading real photos beside the public decoders, on the same photos in the same run; and a frame without a code."""

import json
import os
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import zxingcpp

from app.capture.items import Frame, Image
from app.decode.helper import Helper
from app.decode.picture import load
from app.decode.reader import Reader
from app.decode.still import read_still
from tests.bench.decoders import public
from tests.bench.row import Row, p95

SECONDS = 20
RATE = 30


def rows() -> Iterator[Row]:
    named = os.environ.get("GATEPOST_TEST_DATA")
    if not named:
        print("(photos: set GATEPOST_TEST_DATA to a folder with qr-photos/ and no-code/)")
        return
    yield from _photos(Path(named) / "qr-photos")
    yield from _empty(Path(named) / "no-code")


@dataclass
class Score:
    """What one reader made of all the photos. took: milliseconds of CPU of each photo."""

    read: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def add(self, photo: dict[str, Any], texts: set[str], milliseconds: float) -> None:
        expected = {photo["text"]} if photo.get("text") is not None else set(photo.get("texts") or ())
        self.took.append(milliseconds)
        if texts:
            self.read.add(photo["file"])
        if texts and expected and not texts & expected:
            self.wrong.append(photo["file"])


def _photos(folder: Path) -> Iterator[Row]:
    photos = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    others = public()
    scores = {name: Score() for name in ("ours", *(name for name, read in others.items() if read))}
    with closing(Helper()) as helper:
        read_still(load(folder / photos[0]["file"]), helper)  # the process starts, the models are loaded
        readers: dict[str, Callable[[Any], set[str]]] = {name: read for name, read in others.items() if read}
        readers["ours"] = lambda image: {symbol.text for symbol in read_still(image, helper)}
        for photo in photos:
            image = load(folder / photo["file"])
            for name, read in readers.items():
                pid = helper.pid if name == "ours" else None
                begin = _cpu(pid)
                texts = read(image)
                scores[name].add(photo, texts, (_cpu(pid) - begin) * 1000)
    _table(photos, scores, [name for name, read in others.items() if not read])
    together = set().union(*(score.read for name, score in scores.items() if name != "ours"))
    ours = scores["ours"]
    yield Row(
        f"photos read, of {len(photos)} (beside: all public decoders together)",
        len(ours.read),
        "",
        len(together),
        "> 1",
    )
    yield Row("photos read wrongly", len(ours.wrong), "", None, "0")


def _table(photos: list[dict[str, Any]], scores: dict[str, Score], missing: list[str]) -> None:
    """What each reads, by category too, compactly."""
    print(f"  {'photos':<16} {'read':>5} {'wrong':>5} {'CPU ms':>7} {'p95':>7}")
    for name, score in scores.items():
        cpu = f"{statistics.median(score.took):7.1f} {p95(score.took):7.1f}"
        print(f"  {name:<16} {len(score.read):>5} {len(score.wrong):>5} {cpu}")
    for name in missing:
        print(f"  {name:<16} not installed")
    together = Score(read=set().union(*(score.read for name, score in scores.items() if name != "ours")))
    print(f"  {'all but ours':<16} {len(together.read):>5}")
    all_of = Counter(photo["category"] for photo in photos)
    by = {
        name: Counter(photo["category"] for photo in photos if photo["file"] in score.read)
        for name, score in (("ours", scores["ours"]), ("others", together))
    }
    parts = [f"{kind} {by['ours'][kind]}:{by['others'][kind]}/{count}" for kind, count in sorted(all_of.items())]
    print("  ours : all others / photos, by category:")
    for start in range(0, len(parts), 5):
        print("    " + " · ".join(parts[start : start + 5]))


def _empty(folder: Path) -> Iterator[Row]:
    images = [cv2.resize(load(path), (1280, 720)) for path in sorted(folder.glob("*.jpg"))]
    several = [images[n * len(images) // (SECONDS * RATE)] for n in range(SECONDS * RATE)]
    frames = [Frame(image, n / RATE, 0.0) for n, image in enumerate(several)]
    grey = [cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) for image in images]
    ours, found = _stream(frames)
    begin = time.process_time()
    for _ in range(SECONDS * RATE // len(grey)):
        for one in grey:
            zxingcpp.read_barcodes(one, formats=zxingcpp.BarcodeFormat.QRCode)
    alone = (time.process_time() - begin) / (SECONDS * RATE // len(grey) * len(grey))
    yield Row("CPU of a frame without a code (zxing-cpp alone)", ours / len(frames) * 1000, "ms", alone * 1000, "≤ 2")
    yield Row("codes found where there are none", found, "", None, "0")


def _stream(frames: list[Frame]) -> tuple[float, int]:
    """Seconds of CPU of all processes together, without what is loaded once; and the codes found."""
    with closing(Helper()) as helper:
        helper.ask(_grey(frames[0].image), 15.0)
        reader = Reader(helper=helper)
        reader.read(frames[0])
        begin = _cpu(helper.pid)
        found = sum(len(reader.read(frame)) for frame in frames[1:])
        return _cpu(helper.pid) - begin, found


def _grey(image: Image) -> Any:
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)


def _cpu(pid: int | None) -> float:
    """Seconds of CPU that this process and its helper of that id have had, and their children that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + (_of(pid) if pid else 0.0)


def _of(pid: int) -> float:
    """Of a running process, from proc(5): fields 14 and 15, in ticks; its name, in brackets, may hold spaces."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
