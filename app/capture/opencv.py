"""OpenCV, kept from writing to standard error, and imported only when a source is opened: it costs 0.1 s."""

import importlib
import os
from functools import cache
from types import ModuleType


@cache
def opencv() -> ModuleType:
    """The module cv2."""
    # Its libraries read these when they are first used. A camera that was pulled out holds a read for so many seconds.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "3")
    cv2 = importlib.import_module("cv2")
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    return cv2
