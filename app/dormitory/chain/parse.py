"""A pasted text read as a whole; nothing is written, nobody is guessed."""

from app.dormitory.chain.chat import joined
from app.dormitory.chain.entries import LONGEST, form_entry, free_entry
from app.dormitory.chain.habits import habits
from app.dormitory.chain.line import Reader
from app.dormitory.chain.names import Directory
from app.dormitory.chain.quoted import is_quoted
from app.dormitory.chain.said import Chain, Line
from app.dormitory.chain.section import last_day
from app.dormitory.chain.shorthand import is_short


def parse(text: str, directory: Directory) -> Chain:
    """What a pasted 接龙, form or chat says, line by line. Any text can be read, in time proportional to its length."""
    written = text.splitlines()
    reader = Reader(
        directory.with_habits(habits(written, directory)), short=is_short(written), day=last_day(written, directory)
    )
    lines: list[Line] = []
    while len(lines) < len(written):
        at = len(lines)
        if is_quoted(written[at : at + 2]):
            lines.append(reader.quoted(at + 1, written[at]))
            continue
        size, together = _entry(written, at, reader)
        if size > 1:
            lines += (Line(number=n, text=written[n - 1]) for n in range(at + 1, at + size))
            lines.append(reader.line(at + size, written[at + size - 1], together))
        else:
            _read(lines, written[at], reader, directory)
    return Chain(tuple(lines))


def _entry(written: list[str], at: int, reader: Reader) -> tuple[int, str]:
    """How many lines from `at` on are one entry, and what they say together."""
    entry = form_entry(written[at : at + LONGEST])
    if entry is None and reader.kind(written[at]) == "name":
        entry = free_entry(written, at, reader.kind)
    return entry or (1, "")


def _read(lines: list[Line], text: str, reader: Reader, directory: Directory) -> None:
    """One more line; one that only names who speaks belongs to what is said below it, a blank line between or not."""
    before = len(lines) - 1
    while before > 0 and not lines[before].text.strip():
        before -= 1
    together = joined(lines[before], text, directory) if lines and text.strip() else None
    if together is not None:
        lines[before] = Line(number=before + 1, text=lines[before].text)
    lines.append(reader.line(len(lines) + 1, text, together or ""))
