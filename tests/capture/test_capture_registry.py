"""Opening a source by what a user writes."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.capture.camera import Camera
from app.capture.folder import Folder
from app.capture.lines import Lines
from app.capture.mjpeg import NetworkCamera
from app.capture.registry import open_source, open_thermometer, source_kinds
from app.capture.states import State
from app.capture.video import Video
from app.errors import WrongUse
from tests.fakes.streams import write_film


def test_every_kind_is_found() -> None:
    assert source_kinds() == ["camera", "folder", "lines", "mjpeg", "serial", "video"]


def test_what_is_written_names_the_source(tmp_path: Path) -> None:
    film = write_film(tmp_path / "门口.mp4", [10, 200])
    image = tmp_path / "one.JPG"
    image.touch()
    assert isinstance(open_source("camera:2"), Camera)
    assert isinstance(open_source(str(film)), Video)
    assert isinstance(open_source(str(tmp_path)), Folder)
    assert isinstance(open_source(str(image)), Folder)
    assert isinstance(open_source("http://127.0.0.1:1/x"), NetworkCamera)
    assert isinstance(open_source("lines:-"), Lines)
    assert len(list(open_source(str(film)).items())) == 2


NONSENSE = ("", "camera", "camera:", "camera:x", "camera:-1", "camera:²", "lines:x", "http://", "http://[", "\0")


@pytest.mark.parametrize("spec", [*NONSENSE, "/no/film.mp4", "x" * 5000])
def test_anything_else_is_wrong_use_and_says_what_is_possible(spec: str) -> None:
    with pytest.raises(WrongUse) as caught:
        open_source(spec)
    for possible in ("camera:0", "http://", "lines:-"):
        assert possible in str(caught.value)


def test_a_thermometers_port_and_speed() -> None:
    assert "COM3" in open_thermometer("COM3@115200").explain(State.MISSING)
    for wrong in ("", "@9600", "COM3@fast", "COM3@²"):
        with pytest.raises(WrongUse):
            open_thermometer(wrong)


def test_nothing_heavy_is_imported_before_a_source_is_opened() -> None:
    program = (
        "import sys\n"
        "from app.capture.registry import open_source, open_thermometer, source_kinds\n"
        "source_kinds(), open_source('camera:0'), open_source('http://127.0.0.1/'), open_thermometer('COM3')\n"
        "print([name for name in ('cv2', 'serial', 'httpx') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
