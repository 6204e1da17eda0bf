"""The public decoders, each as its own documentation uses it: pictures to texts."""

from collections.abc import Callable
from importlib.resources import files
from typing import Any

import cv2
import zxingcpp
from pyzbar import pyzbar

from app.decode.networks import Networks

Reads = Callable[[Any], set[str]]


def public() -> dict[str, Reads | None]:
    """By name; None where it is not installed. Pictures are (height, width, 3) blue-green-red."""
    wechat = _wechat()
    stand_in: dict[str, Reads | None] = {} if wechat else {"its networks": _networks()}
    return {"zxing-cpp": zxing, "pyzbar": zbar, "OpenCV ArUco": _opencv(), "WeChat": wechat} | stand_in


def zxing(image: Any) -> set[str]:
    return {one.text for one in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)}


def zbar(image: Any) -> set[str]:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return {one.data.decode("utf-8", "replace") for one in pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.QRCODE])}


def _opencv() -> Reads:
    detector = cv2.QRCodeDetectorAruco()

    def read(image: Any) -> set[str]:
        try:
            return set(detector.detectAndDecodeMulti(image)[1]) - {""}
        except UnicodeDecodeError:
            return set()

    return read


def _wechat() -> Reads | None:
    """Only OpenCV's contrib build has it; it is given the models that the program brings."""
    if not hasattr(cv2, "wechat_qrcode_WeChatQRCode"):
        return None
    folder = files("resources") / "models" / "wechat"
    names = ("detect.prototxt", "detect.caffemodel", "sr.prototxt", "sr.caffemodel")
    detector = cv2.wechat_qrcode_WeChatQRCode(*(str(folder / name) for name in names))

    def read(image: Any) -> set[str]:
        try:
            return set(detector.detectAndDecode(image)[0]) - {""}
        except UnicodeDecodeError:
            return set()

    return read


def _networks() -> Reads:
    """In WeChat's stead where it is not installed: its networks and its scales, with zxing-cpp behind them."""
    networks = Networks()

    def read(image: Any) -> set[str]:
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        cuts = [box.cut(grey, 0.1)[0] for box in networks.boxes(grey)] or [grey]
        sizes = [size for cut in cuts for size in (cut, cv2.resize(cut, None, fx=0.5, fy=0.5), cv2.pyrUp(cut))]
        return set().union(*(zxing(size) for size in sizes if min(size.shape) > 20))

    return read
