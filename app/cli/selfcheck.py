"""What works on this machine, in the source tree and in the frozen program alike."""

from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from app.capture.registry import source_kinds
from app.codes.registry import issuers
from app.errors import UserError
from app.i18n import tr
from app.policy.level import levels
from app.records.registry import kinds
from app.settings import Home


class Check(msgspec.Struct, frozen=True, omit_defaults=True):
    """ok: None where a part is not there and the post works without it. found: what there is of a kind of thing."""

    check: str
    ok: bool | None
    detail: str = ""
    found: list[str] = []


def checks(home: Home) -> Iterator[Check]:
    """One after the other, so that a hanging one can be told from the rest."""
    yield Check("kinds", bool(kinds()), found=list(kinds()))
    yield Check("issuers", bool(issuers()), found=issuers())
    yield Check("sources", bool(source_kinds()), found=source_kinds())
    yield Check("levels", len(levels()) >= 5, found=list(levels()))
    yield _tried("decoders", _decoders)
    yield _tried("database", _database)
    yield _tried("keys", lambda: _keys(home))
    yield _tried("fonts", _fonts)
    yield _tried("sheets", _sheets)
    yield _tried("sound", _sound)
    yield _tried("server", _server)
    yield _camera()
    yield _tried("ocr", _ocr)


def _tried(name: str, work: Callable[[], str]) -> Check:
    try:
        return Check(name, True, work())
    except (UserError, ImportError, OSError, ValueError) as error:
        return Check(name, False, str(error))


def _decoders() -> str:
    """A campus code drawn here is read by both engines, and found by the network in the process that searches."""
    import cv2
    import numpy as np
    import qrcode

    from app.decode import zbar, zxing
    from app.decode.helper import LABELS, Helper

    payload = "GP1:SELFCHECK"
    code = qrcode.QRCode(box_size=6)
    code.add_data(payload)
    light = ~np.array(code.get_matrix(), dtype=np.bool_)
    image = np.asarray(np.repeat(np.repeat(light * 255, 6, axis=0), 6, axis=1), np.uint8)
    read = {
        name: [one.text for one in reader(image)] for name, reader in (("zxing", zxing.read), ("pyzbar", zbar.read))
    }
    wrong = [name for name, texts in read.items() if texts != [payload]]
    if wrong:
        raise UserError(tr("识码引擎不能用：{names}。请重新安装。", names="、".join(wrong)))
    with closing(Helper()) as helper:
        answer = helper.ask(np.pad(image, 100, constant_values=255), None)
        state = helper.state
    if answer is None:
        raise UserError(tr(LABELS[state]))
    if [one.text for one in answer.symbols] != [payload]:
        raise UserError(tr("识码引擎不能用：{names}。请重新安装。", names="WeChat"))
    return f"zxing-cpp, pyzbar, WeChat, OpenCV {cv2.__version__}"


def _database() -> str:
    """A database is made, written, closed and opened again."""
    from app.store.database import Database

    with TemporaryDirectory() as folder:
        path, key = Path(folder) / "check.db", bytes(32)
        Database.open(path, key).close()
        with Database.open(path, key) as database:
            return database.path.name


def _keys(home: Home) -> str:
    from app.store.secret.key import key_for

    if not home.exists:
        return tr("这里还没有值守台")
    key_for(home)
    return str(home.key_file.name)


def _fonts() -> str:
    font = files("resources") / "fonts" / "NotoSansSC-Regular.ttf"
    if not font.is_file():
        raise UserError(tr("缺少中文字体，请重新安装。"))
    return "Noto Sans SC"


def _sheets() -> str:
    """A sheet with one code is drawn; its font is cut down to what is written."""
    import fpdf

    from app.report.sheet import render
    from app.report.sheet_layouts import POINTS, Card

    render(POINTS, [Card("GP1:SELFCHECK", "1", "校门", ())])
    return f"fpdf2 {fpdf.__version__}"


def _sound() -> str:
    folder = files("resources") / "sounds"
    missing = [name for name in ("admit", "wait", "refuse", "undecided") if not (folder / f"{name}.wav").is_file()]
    if missing:
        raise UserError(tr("缺少提示音：{names}。请重新安装。", names="、".join(missing)))
    return tr("提示音齐全")


def _server() -> str:
    import app.server.run  # noqa: F401 - importing it is the check

    return tr("可以运行指挥中心")


def _ocr() -> str:
    """The process that reads pages is started and reads an empty one."""
    import numpy as np

    from app.pages.engine import LABELS, Engine

    engine = Engine()
    try:
        if engine.read(np.full((64, 64, 3), 255, np.uint8)) is None:
            raise UserError(tr(LABELS[engine.state]))
    finally:
        engine.stop()
    return "rapidocr"


def _camera() -> Check:
    """Whether camera 0 gives a picture; a post without one works by hand."""
    from app.capture.opencv import opencv

    camera = opencv().VideoCapture(0)
    try:
        works = camera.isOpened() and camera.read()[0]
    finally:
        camera.release()
    return Check(
        "camera", True if works else None, tr("摄像头可用") if works else tr("没有摄像头，可手工登记或用扫码枪")
    )
