"""The table of commands says where each is, and nothing is loaded that nobody asked for."""

import argparse
import subprocess
import sys

import pytest

from app.cli.groups import GROUPS, having, loaded
from app.cli.main import parser
from app.discover import modules


def commands_of(groups: list[str]) -> set[str]:
    (action,) = [one for one in parser(groups)._actions if isinstance(one, argparse._SubParsersAction)]
    return set(action.choices)


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_adds_the_commands_of_the_table(group: str) -> None:
    assert commands_of([group]) == set(GROUPS[group])
    assert all(having(command) == [group] for command in GROUPS[group])


def test_every_module_that_adds_commands_is_in_the_table() -> None:
    adding = [module for module in modules("app.cli") if hasattr(module, "add")]
    assert {module.__name__ for module in adding} == {module.__name__ for module in loaded(GROUPS)}


def test_a_word_that_is_no_command_is_told_all_of_them() -> None:
    assert commands_of(having("recrods")) == {command for commands in GROUPS.values() for command in commands}


def test_the_window_waits_for_nothing_that_a_command_needs() -> None:
    code = (
        "import sys; from app.cli.main import main\n"
        "heavy = {'numpy', 'cv2', 'sqlite_utils', 'sqlcipher3', 'cryptography', 'argon2', 'app.store.database'}\n"
        "main([], window=lambda home: print(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
