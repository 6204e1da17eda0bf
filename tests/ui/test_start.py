"""What a start loads, and what it leaves for later."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from ui import qt

OPEN = "import sys, app.cli.main; from ui import qt; qt.load(); import ui.main\n"
"""The way of the installed command until the window is visible."""


def loaded(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


@pytest.fixture
def collecting() -> Iterator[None]:
    """Whatever a test does to it, Python collects garbage afterwards."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.enable()


def test_the_window_is_visible_before_anything_is_loaded_that_it_does_not_show() -> None:
    later = (
        "{'numpy', 'cv2', 'zxingcpp', 'sqlcipher3', 'cryptography', 'argon2', 'hashlib', 'concurrent.futures',"
        " 'tomllib', 'logging.handlers', 'importlib.resources', 'PySide6.QtNetwork', 'app.station', 'ui.program'}"
    )
    assert loaded(f"{OPEN}print(sorted({later} & set(sys.modules)))") == "[]"


def test_the_first_person_waits_for_nothing_that_another_hour_needs() -> None:
    code = (
        f"{OPEN}import ui.program; from app.records.registry import kind; kind('audit'), kind('passage')\n"
        "later = {'httpx', 'sqlite_utils', 'onnxruntime', 'psycopg', 'pypinyin', 'PySide6.QtMultimedia', 'email',"
        " 'importlib.metadata', 'ui.screens.lookup', 'ui.screens.keyhelp', 'ui.screens.gate.groupform',"
        " 'app.records.goods', 'app.store.importing.tables'}\n"
        "print(sorted(later & set(sys.modules)))"
    )
    assert loaded(code) == "[]"


def test_a_command_loads_nothing_of_the_window_and_nothing_for_other_commands() -> None:
    later = "{'PySide6', 'numpy', 'cv2', 'sqlcipher3', 'cryptography', 'tomllib', 'getpass', 'app.station'}"
    assert loaded(f"import sys, app.cli.main\nprint(sorted({later} & set(sys.modules)))") == "[]"


def test_the_version_is_told_without_loading_any_command() -> None:
    code = (
        "import sys; from app.cli.main import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: print([name for name in sys.modules if name.startswith(('app.station', 'app.store'))])"
    )
    assert loaded(code).endswith("\n[]")


def test_nobody_reads_the_source_of_what_is_imported() -> None:
    code = (
        "import builtins, linecache; own = builtins.__import__\n"
        "from ui import qt; qt.load(); import app.station.documents\n"
        "print(builtins.__import__ is own, [name for name in linecache.cache if 'documents' in name])"
    )
    assert loaded(code) == "True []"


def test_no_garbage_is_looked_for_until_the_start_is_over(collecting: None) -> None:
    qt.load()
    assert not gc.isenabled()
    qt.settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[2] == qt.SELDOM
