"""The purchase lists and the names of barcodes that this post was given beforehand, and what it learned itself."""

from pathlib import Path

import msgspec

from app.goods.barcode import tidy
from app.goods.lists import Listed, Named, Purchase, names, purchases
from app.station.documents import LocalDocuments
from app.station.goods.board import Board
from app.station.local import LocalPost

_PURCHASES, _NAMES = "goods-purchases", "goods-barcodes"


class Lists:
    """Kept in this PC's encrypted database. An import adds to what was there, and replaces what is the same."""

    def __init__(self, post: LocalPost, board: Board) -> None:
        self._post, self._board = post, board
        self._documents = LocalDocuments(post.database)

    def import_purchases(self, path: Path) -> Listed:
        """Raises NoTable."""
        self._post.permit("records.enter")
        listed = purchases(path)
        self._documents.change(
            _PURCHASES, lambda kept: {**kept, **{one.order: msgspec.to_builtins(one) for one in listed.purchases}}
        )
        self._post.audit("import", "purchases", f"+{len(listed.purchases)}")
        return listed

    def import_names(self, path: Path) -> Listed:
        """Raises NoTable."""
        self._post.permit("records.enter")
        listed = names(path)
        self._documents.change(
            _NAMES, lambda kept: {**kept, **{code: msgspec.to_builtins(one) for code, one in listed.names.items()}}
        )
        self._post.audit("import", "barcodes", f"+{len(listed.names)}")
        return listed

    def purchases(self, text: str = "") -> list[Purchase]:
        """Those whose number, supplier or goods have `text` in them."""
        kept = self._documents.get(_PURCHASES) or {}
        known = [msgspec.convert(one, Purchase) for one in kept.values()]
        return [one for one in known if text in " ".join((one.order, one.supplier, *(line.name for line in one.lines)))]

    def named(self, barcode: str) -> Named | None:
        """What goods of that barcode are called: as they were registered here last, else by the imported table."""
        code = tidy(barcode)
        if not code:
            return None
        lines = [line for step in sorted(self._board.steps(), key=lambda one: one.order) for line in step.said.lines]
        learned = next((line for line in reversed(lines) if line.barcode == code), None)
        if learned is not None:
            return Named(learned.name, learned.unit)
        kept = (self._documents.get(_NAMES) or {}).get(code)
        return msgspec.convert(kept, Named) if kept else None
