"""A video file: unpaced with its frames' own times, or paced in real time for a demonstration."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.capture.device import Reads
from app.capture.items import Frame
from app.capture.kind import Options, SourceKind
from app.capture.opencv import opencv
from app.capture.picture import is_picture
from app.capture.recording import Recording
from app.capture.session import Session
from app.capture.source import Source
from app.capture.states import DeviceError, State
from app.i18n import mark, tr

USUAL_RATE = 25.0  # frames a second, of a file that does not say
LATE = 0.5  # seconds behind (the PC slept) after which a paced film goes on from where it is


class Video(Recording):
    """A frame's `at` is its own time stamp; of a looped film it goes on over the loops."""

    @property
    def name(self) -> str:
        return tr("视频 {name}", name=self.path.name)

    def read(self, session: Session) -> Reads:
        starts = 0.0
        zero = session.now()  # the clock at the film's second 0
        while not session.closed:
            ends = starts
            for frame, end in self._play_once(session, starts):
                if self._paced:
                    zero = keep_pace(session, zero, frame.at)
                yield replace(frame, taken=session.now())
                ends = end
            if ends == starts:
                raise DeviceError(State.MISSING, tr("{name}不能播放，可能已损坏。请换一个文件。", name=self.name))
            if not self._loop:
                return
            starts = ends

    def _play_once(self, session: Session, starts: float) -> Iterator[tuple[Frame, float]]:
        """The film's frames, each with the second at which it ends."""
        cv2 = opencv()
        film = cv2.VideoCapture(str(self.path))
        try:
            length = 1 / (film.get(cv2.CAP_PROP_FPS) or USUAL_RATE)
            at = starts - length
            while True:
                good, image = film.read()
                if not good:
                    return
                stamp = starts + film.get(cv2.CAP_PROP_POS_MSEC) / 1000  # after read(): the time of this frame
                at = stamp if stamp > at else at + length  # some files have no stamps, or wrong ones
                yield Frame(image, at, session.now()), at + length
        finally:
            film.release()


def keep_pace(session: Session, zero: float, at: float) -> float:
    """Waits until the film's second `at`; returns the clock at its second 0, moved on where the film is LATE."""
    early = zero + at - session.now()
    if early > 0:
        session.wait(early)
    return session.now() - at if early < -LATE else zero


def _matches(spec: str) -> bool:
    return Path(spec).is_file() and not is_picture(Path(spec))


def _open(spec: str, options: Options) -> Source:
    return Video(Path(spec), paced=options.paced, loop=options.loop)


SOURCE = SourceKind("video", mark("视频文件"), _matches, _open)
