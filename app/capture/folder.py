"""A folder of pictures, or a single one: each picture is one frame."""

import re
from pathlib import Path

from app.capture.device import Reads
from app.capture.items import Frame, Image
from app.capture.kind import Options, SourceKind
from app.capture.picture import decode_picture, is_picture
from app.capture.recording import Recording
from app.capture.session import Session
from app.capture.source import Source
from app.capture.states import DeviceError, State
from app.i18n import mark, tr

INTERVAL = 1.0  # seconds from one picture to the next, by the source's own clock


class Folder(Recording):
    """Pictures in the order in which a person would number them (2.png, 10.png); broken ones are complained of."""

    @property
    def name(self) -> str:
        return tr("图片 {name}", name=self.path.name)

    def read(self, session: Session) -> Reads:
        shown = 0
        while True:
            before = shown
            for path in pictures(self.path):
                image = load(path)
                if image is None:
                    self._complain(path)
                    continue
                if self._paced and shown:
                    session.wait(INTERVAL)
                yield Frame(image, shown * INTERVAL, session.now())
                shown += 1
            if shown == before:
                raise DeviceError(State.MISSING, tr("{name}里没有能打开的图片。请换一个文件夹。", name=self.name))
            if not self._loop:
                return

    def _complain(self, path: Path) -> None:
        complaint = tr("图片 {name} 打不开，已跳过。请检查文件是否完整。", name=path.name)
        if complaint not in self.complaints:
            self.complaints.append(complaint)


def pictures(path: Path) -> list[Path]:
    """The pictures directly in a folder in natural order; of a single picture, itself."""
    if path.is_file():
        return [path]
    return sorted(
        (one for one in path.iterdir() if is_picture(one) and one.is_file()), key=lambda one: natural(one.name)
    )


def natural(name: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """The order of names with numbers in them."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return tuple(zip(parts[::2], [*map(int, parts[1::2]), -1], strict=True)), name


def load(path: Path) -> Image | None:
    """The picture in a file; by its bytes, since OpenCV opens no path with Chinese in it on Windows."""
    try:
        return decode_picture(path.read_bytes())
    except OSError:
        return None


def _matches(spec: str) -> bool:
    path = Path(spec)
    return (spec != "" and path.is_dir()) or (path.is_file() and is_picture(path))


def _open(spec: str, options: Options) -> Source:
    return Folder(Path(spec), paced=options.paced, loop=options.loop)


SOURCE = SourceKind("folder", mark("图片文件夹"), _matches, _open)
