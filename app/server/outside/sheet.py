"""Tables for other systems: CSV (RFC 4180) in UTF-8, whose cells no spreadsheet runs as a formula."""

import csv
import io
from collections.abc import Iterable

from app.report.table import harmless


def lines(rows: Iterable[list[str]]) -> bytes:
    """Rows as the lines of a file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode(errors="replace")
