"""What the program says: the Chinese sentences given to tr(), mark() or labelled(), and the tables of English."""

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

from jinja2 import Environment, nodes

from tests.layout import Source

SAYING = {"tr", "mark", "labelled"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
TR = re.compile(r"""\btr\((?:"[^"]*"|'[^']*')""")
OWN_NAME = re.compile('"中文"')
"""In a template: what tr() is given, and the language's own name, which is the same in every language."""


def said(source: Source) -> Iterator[tuple[int, str]]:
    """Line and sentence of everything the file says in words written there."""
    for call in _calls(source):
        for node in _choices(call.args[0]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.lineno, node.value


def made_up(source: Source) -> Iterator[int]:
    """Lines where a sentence is put together while the program runs, so that no table can hold it."""
    for call in _calls(source):
        for node in _choices(call.args[0]):
            if isinstance(node, ast.JoinedStr | ast.BinOp):
                yield node.lineno


def misfilled(source: Source) -> Iterator[tuple[int, str]]:
    """Line and sentence of every tr() whose `{names}` are not the values given to it."""
    for call in _calls(source):
        given = {keyword.arg for keyword in call.keywords}
        if getattr(call.func, "id", "") != "tr" or None in given:
            continue
        for node in _choices(call.args[0]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and placeholders(node.value) != given:
                yield node.lineno, node.value


def said_in_template(text: str) -> Iterator[tuple[int, str, set[str]]]:
    """Line, sentence, and names of the values given to it, of every tr() in a page's template."""
    for call in Environment(autoescape=True).parse(text).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "tr" and isinstance(call.args[0], nodes.Const):
            yield call.lineno, call.args[0].value, {keyword.key for keyword in call.kwargs}


def _calls(source: Source) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in SAYING:
                yield node


def _choices(node: ast.expr) -> list[ast.expr]:
    """The sentences of `one if … else other`, or the one sentence."""
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def placeholders(sentence: str) -> set[str]:
    """The `{names}` in it."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def tables(folder: Path) -> dict[str, dict[str, str]]:
    """File name → its table."""
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}


def quarrels(found: dict[str, dict[str, str]]) -> list[str]:
    """Sentences that two tables translate differently."""
    english: dict[str, dict[str, str]] = defaultdict(dict)
    for name, table in found.items():
        for sentence, translation in table.items():
            english[sentence][translation] = name
    return [f"“{one}”: {', '.join(sorted(ways.values()))}" for one, ways in english.items() if len(ways) > 1]


def written_in_resources(folder: Path) -> set[str]:
    """Every text in the TOML files a school can change: levels, pages, exports."""
    files = (path for path in folder.rglob("*.toml") if "translations" not in path.parts)
    return {text for path in files for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")))}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
