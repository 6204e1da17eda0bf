"""Where in a TOML file the mistake stands that a message speaks of."""

import re


def line_of(text: str, message: str) -> int:
    """The line, from 1, that `message` (of tomllib, of msgspec, or one that ends in a key in backticks) means.

    msgspec names a mistake by its path ($.field[2].name), or an unknown key in backticks; the first line that may be
    meant is taken, line 1 where none is found.
    """
    stated = re.search(r"at line (\d+)", message)
    if stated:
        return int(stated[1])
    lines = text.splitlines()
    path = re.search(r"`\$\.?([^`]*)`", message)
    start = _table(lines, path[1]) if path else 0
    keys = [one for one in re.findall(r"`([^`$]+)`", message) if one.isidentifier()]
    keys += re.findall(r"[A-Za-z_]+", path[1])[-1:] if path else []
    for key in keys:
        for number, line in enumerate(lines[start:], start + 1):
            written = rf"\s*(?:{key}\s*=|\[\[?\s*{key}\s*\]|name\s*=\s*[\"']{key}[\"'])"
            if re.match(written, line):
                return number
    return start + 1


def _table(lines: list[str], path: str) -> int:
    """The index of the line that begins the table that `path` begins with: field[2] is the third [[field]]."""
    found = re.match(r"(\w+)\[(\d+)\]", path)
    if not found:
        return 0
    heads = [at for at, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{found[1]}\s*\]\]", line)]
    return heads[int(found[2])] if int(found[2]) < len(heads) else 0
