"""A pasted text read as a whole; nothing is written, nobody is guessed."""

from app.dormitory.chain.line import Reader
from app.dormitory.chain.names import Directory
from app.dormitory.chain.said import Chain, Line


def parse(text: str, directory: Directory) -> Chain:
    """What a pasted 接龙, form or chat says, line by line. Any text can be read, in time proportional to its length."""
    reader = Reader(directory)
    lines: list[Line] = []
    for number, written in enumerate(text.splitlines(), 1):
        before = lines[-1] if lines else None
        joined = reader.joined(before, written) if before else None
        if before is not None and joined is not None:
            lines[-1] = Line(number=before.number, text=before.text)
            lines.append(reader.line(number, written, joined))
        else:
            lines.append(reader.line(number, written))
    return Chain(tuple(lines))
