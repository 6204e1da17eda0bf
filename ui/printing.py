"""A page on the system's printer: what has to be on paper, and nowhere else."""

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QPageLayout, QTextDocument

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


DOTS = 300
"""An inch of a page that is printed as a picture: a printer's own 1,200 would take half a gigabyte."""
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


def print_pdf(content: bytes) -> bool:
    """Print a PDF, by the system's own dialog; False where somebody thought better of it."""
    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QPainter
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("gatepost")
    printer.setResolution(DOTS)
    dialog = QPrintDialog(printer)
    dialog.setWindowTitle(tr("打印"))
    if not dialog.exec():
        return False
    data = QBuffer()
    data.setData(QByteArray(content))
    data.open(QBuffer.OpenModeFlag.ReadOnly)
    pages = QPdfDocument()
    pages.load(data)
    painter = QPainter()
    for page in range(pages.pageCount()):
        size = pages.pagePointSize(page)
        landscape = size.width() > size.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)
        if page:
            printer.newPage()
        else:
            painter.begin(printer)
        sheet = printer.pageRect(QPrinter.Unit.DevicePixel).toRect()
        painter.drawImage(sheet.translated(-sheet.topLeft()), pages.render(page, sheet.size()))
    painter.end()
    return True
