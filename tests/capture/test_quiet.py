"""OpenCV and FFmpeg write nothing to standard error: it belongs to the program's own sentences."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from app.capture.registry import open_source
from app.capture.states import SourceError
try:
    list(open_source(sys.argv[1]).items())
except SourceError as error:
    print("said")
camera = open_source("camera:63")
print(list(camera.items(lambda state: camera.stop() if state == "missing" else None)))
"""


def test_neither_for_a_broken_film_nor_for_a_missing_camera(tmp_path: Path) -> None:
    film = tmp_path / "x.mp4"
    film.write_bytes(b"not a film" * 99)
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(film)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("said\n[]\n", "")
