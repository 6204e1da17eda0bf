"""我 in a line of several people: whoever speaks, named before a colon or on the line above."""

import re

from app.dormitory.chain.names import Directory
from app.dormitory.chain.segment import cut

_I = re.compile(r"(?<![和跟与及同替给帮代])我(?:自己|今天|早上|晚上|的|是|体温)*\s?[:是]?\s?(?=3[4-9]|4[0-2]|三十)")


def with_name(text: str, directory: Directory) -> str:
    """木婉:阿朱36.5 我36.4 as 阿朱36.5 木婉36.4; a plain text that names no speaker, or only him, as it is."""
    if not _I.search(text):
        return text
    tokens = cut(text, directory).tokens
    at = next((n for n, one in enumerate(tokens) if one.sort == "name"), len(tokens))
    behind = [one for one in tokens[at + 1 :] if not one.text.isspace()]
    ahead = all(one.sort in ("gap", "time", "count", "room", "digits") for one in tokens[:at])
    if not behind or behind[0].text != ":" or not ahead or not any(one.sort == "name" for one in behind):
        return text
    return spoken_by(tokens[at].text, text[behind[0].end :])


def spoken_by(name: str, text: str) -> str:
    """What somebody says, with his name where he says 我 and a temperature."""
    return _I.sub(f" {name} ", text)


def says_i(text: str) -> bool:
    """Whether somebody speaks of his own temperature."""
    return bool(_I.search(text))
