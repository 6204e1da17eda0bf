"""Sheets of codes to print: A4, PDF. They hold bearer tokens: a file is its owner's alone, and whole or not there."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from app import durable
from app.errors import UserError, reason
from app.i18n import tr
from app.report.sheet_layouts import Card, Layout
from app.report.sheet_pen import Pen

Progress = Callable[[int, int], None]
MOST = 3_000
"""Codes in one file: about 150 pages of labels, which a hand can still give out, and memory can hold."""
_STEP = 10
_PDF = b"%PDF-"


def render(layout: Layout, cards: Sequence[Card], progress: Progress | None = None) -> bytes:
    """The sheet as a PDF; every card must fit its layout. progress: called with (cards drawn, cards there are); what it
    raises ends the work."""
    with closing(Pen(tr(layout.title))) as pen:
        for at, card in enumerate(cards):
            _place(layout, pen, at, card, len(cards))
            if progress and (at + 1) % _STEP == 0:
                progress(at + 1, len(cards))
        content = pen.finish()
    if progress:
        progress(len(cards), len(cards))
    return content


def _place(layout: Layout, pen: Pen, at: int, card: Card, count: int) -> None:
    """The card at its place, which may be the first of a page."""
    page, cell = divmod(at, layout.cells)
    if cell == 0:
        pen.pdf.add_page()
        _frame(layout, pen, page + 1, -(-count // layout.cells))
    row, column = divmod(cell, layout.columns)
    how = layout.fits(card)
    if how is None:
        raise ValueError(card.number)
    layout.draw(layout, pen, card, how, layout.left + column * layout.width, layout.top + row * layout.height)


def _frame(layout: Layout, pen: Pen, page: int, pages: int) -> None:
    """The marks to cut along, and the page's foot."""
    for column in range(layout.columns + 1):
        for row in range(layout.rows + 1):
            pen.cross(layout.left + column * layout.width, layout.top + row * layout.height)
    foot = tr("{title} · 第 {page}/{pages} 页 · {what}", title=tr(layout.title), page=page, pages=pages,
              what=tr(layout.foot))  # fmt: skip
    pen.write(foot, 15, 290, 180, 7.5, centred=True)


def checked(path: Path) -> None:
    """Raises UserError where a sheet could not be written to `path`, or would destroy something that is none."""
    if path.suffix.lower() != ".pdf" or not _free(path):
        raise UserError(tr("{path} 不是 PDF 的文件名，或已是别的文件。请换一个 .pdf 文件名。", path=path))
    if not path.parent.is_dir():
        raise UserError(tr("没有文件夹 {path}。请换一个位置。", path=path.parent))


@contextmanager
def drafted(path: Path, content: bytes) -> Iterator[None]:
    """`content` is on the disk beside `path`, and becomes `path` when the block ends well; else nothing of it stays.

    Raises UserError where it cannot be written, before the block begins.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with _explained(path):
            durable.write(draft, content)
        yield
        with _explained(path):
            draft.replace(path)
            durable.settle(path.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UserError(tr("不能写入 {path}：{why}。请换一个位置。", path=path, why=reason(error))) from error


def _free(path: Path) -> bool:
    """Whether nothing is there, or a PDF, which may be replaced."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PDF)) == _PDF
    except FileNotFoundError:
        return True
    except OSError:
        return False
