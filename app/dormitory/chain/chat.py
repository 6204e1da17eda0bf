"""Who speaks in a chat, named on the line above or before a colon; and whom 我 means."""

import re

from app.dormitory.chain.elements import parts
from app.dormitory.chain.names import Directory
from app.dormitory.chain.plain import plain
from app.dormitory.chain.said import Line
from app.dormitory.chain.segment import cut

_OPEN = re.compile(r":\s*$|\d{1,2}:\d\d(?::\d\d)?\s*$")
_I = re.compile(
    r"(?<![和跟与及同替给帮代])我(?:自己|今天|早上|晚上|的|是|体温)*\s?[:是]?\s?(?=3[4-9]|4[0-2]|三十)"
    r"|我(?=\s?[和跟与]\s?[^\W\da-z])"
)


def speaks(text: str) -> bool:
    """How a chat shows who speaks: 张三: or 张三 07:31, and what he says on the next line."""
    return bool(_OPEN.search(plain(text)))


def joined(before: Line, text: str, directory: Directory) -> str | None:
    """What a line says together with the one before it, which only names who speaks; None where it does not."""
    if [one.code for one in before.problems] != ["no-value"] or not speaks(before.text):
        return None
    body, speaker = plain(text), before.problems[0].written
    tokens = cut(body, directory).tokens
    elements = parts(tokens, directory).elements
    people = [one.numbers for one in elements if one.part == "N"]
    if people and all(one == frozenset(before.problems[0].candidates) for one in people):
        return text  # 张三 07:31, and below it 张三 36.5: he signs what he says
    if any(one.sort == "digits" for one in tokens):
        return None
    if people and _I.search(body):
        return _spoken_by(speaker, body)
    if people and elements[0].part == "V" and not any(one.is_word("corrects") for one in tokens):
        return f"{speaker} {body}"  # 36.5 李四36.6: his own first
    return f"{before.text} {text}" if elements and all(one.part in "VS" for one in elements) else None


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
    return _spoken_by(tokens[at].text, text[behind[0].end :])


def _spoken_by(name: str, text: str) -> str:
    """What somebody says, with his name where he says 我 and a temperature."""
    return _I.sub(f" {name} ", text)
