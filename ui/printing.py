"""A page on the system's printer: what has to be on paper, and nowhere else."""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument

from app.errors import UserError
from app.i18n import tr


class Leaf(NamedTuple):
    """title: says what it is; lines: what it is; about: what to do with it; picture: a code of it, as a PNG. secret: it
    goes on paper, and into no file."""

    title: str
    lines: tuple[str, ...]
    about: str = ""
    picture: bytes = b""
    secret: bool = False


Print = Callable[[Leaf], bool]
"""Whether it was sent to a printer; False where somebody thought better of it."""


def print_leaf(leaf: Leaf) -> bool:
    """Print it, by the system's own dialog; UserError where a secret could only go into a file."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # only needed here, and slow to load

    if leaf.secret and not QPrinterInfo.availablePrinterNames():
        raise UserError(tr("这台电脑没有接打印机。请抄在纸上，再核对一遍。"))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("gatepost")  # the queue of a printer is read by everybody
    dialog = QPrintDialog(printer)
    dialog.setWindowTitle(tr("打印"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, not leaf.secret)
    if not dialog.exec():
        return False
    document(leaf).print_(printer)
    return True


def document(leaf: Leaf) -> QTextDocument:
    """The page as it is printed."""
    made = QTextDocument()
    picture = ""
    if leaf.picture:
        made.addResource(QTextDocument.ResourceType.ImageResource, QUrl("code"), QImage.fromData(leaf.picture))
        picture = '<p><img src="code" width="240"></p>'
    lines = "".join(f'<p style="font-family:monospace; font-size:13pt">{escape(line)}</p>' for line in leaf.lines)
    made.setHtml(
        f'<h2 style="font-family:Noto Sans SC">{escape(leaf.title)}</h2>{lines}{picture}'
        f'<p style="font-family:Noto Sans SC">{escape(leaf.about)}</p>'
    )
    return made
