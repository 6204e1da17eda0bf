"""What people did with the program has a word for every action, in Chinese and in English."""

import ast
from collections.abc import Iterator
from pathlib import Path

import app
from app import i18n
from app.records.audit import ACTIONS, action_word

TOLD = {"audit", "note", "_noted", "_change"}


def actions() -> Iterator[str]:
    """Every action that the program writes, by its name in the code."""
    for source in Path(app.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in TOLD:
                named = ast.walk(call.args[0]) if call.args else ()
                yield from (one.value for one in named if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_action_has_its_word() -> None:
    found = set(actions())
    assert {"sign-in", "level", "export"} <= found  # or it looks in the wrong place
    assert found <= ACTIONS.keys()


def test_no_word_is_left_of_an_action_that_nothing_does() -> None:
    assert ACTIONS.keys() - set(actions()) == {"look-up", "details"}  # by one name, handed on


def test_an_action_of_an_older_program_stands_for_itself() -> None:
    assert action_word("sign-in") == "登录"
    assert action_word("something else") == "something else"
    i18n.use("en")
    assert action_word("sign-in") == "Sign in"
