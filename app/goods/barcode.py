"""Barcodes of goods (GTIN: EAN-8, EAN-13, UPC-A, ITF-14): whether one is sound, and reading one from a picture."""

from app.capture.items import Image

LENGTHS = (8, 12, 13, 14)


def tidy(text: str) -> str:
    """The digits of a barcode that somebody scanned or typed; empty where it is none, or misread."""
    digits = "".join(text.split())
    if len(digits) not in LENGTHS or not (digits.isascii() and digits.isdecimal()):
        return ""
    return digits if check_digit(digits[:-1]) == digits[-1] else ""


def check_digit(digits: str) -> str:
    """GS1 General Specifications, 7.9: weights 3 and 1 from the right."""
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def read(image: Image) -> str:
    """The barcode in a picture; empty where there is none, or several."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.EAN8])
    found = {code for one in zxingcpp.read_barcodes(image, formats=formats) if (code := tidy(one.text))}
    return found.pop() if len(found) == 1 else ""
