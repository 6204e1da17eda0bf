"""The direction of the imports and the other rules of docs/architecture.md hold in every file of the program."""

from pathlib import Path

import pytest

from tests import layout
from tests.layout import Source

ROOT = Path(__file__).parents[1]
SOURCES = layout.read(ROOT)


@pytest.mark.parametrize("rule", layout.RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule):
    broken = layout.findings(rule, SOURCES)
    assert not broken, "\n".join([rule.__doc__, *broken])


def test_the_scan_sees_the_program():
    paths = {source.path for source in SOURCES}
    assert len(paths) > 30
    assert {"app/settings.py", "app/errors.py", "app/store/chain.py", "app/records/kind.py", "ui/theme.py"} <= paths


def test_every_file_is_in_a_package():
    """A folder without __init__.py can be imported here and is missing in the installed program."""
    folders = {(ROOT / source.path).parent for source in SOURCES}
    bare = sorted(str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists())
    assert not bare, f"add an __init__.py to {', '.join(bare)}"


def test_the_architecture_document_names_every_part():
    document = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    unnamed = [part for part in layout.RANKS if part.rpartition(".")[2] not in document]
    assert not unnamed


def breaks(rule, path, text):
    return layout.findings(rule, [Source(path, text)])


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (layout.direction, "app/policy/x.py", "from app.store.chain import head"),
        (layout.direction, "app/policy/x.py", "from app import store"),
        (layout.direction, "app/policy/x.py", "import app.records.kind"),
        (layout.direction, "app/decode/x.py", "def f():\n    from ..codes import claim"),
        (layout.direction, "app/decode/__init__.py", "from ..codes import claim"),
        (layout.direction, "app/errors.py", "from app.capture.items import Frame"),
        (layout.direction, "app/store/x.py", "modules('app.access')"),
        (layout.direction, "app/cli/x.py", "import ui.main"),
        (layout.direction, "app/helpers.py", ""),
        (layout.direction, "app/lane.py", "from app.helpers import thing"),
        (layout.no_qt, "app/lane.py", "from PySide6.QtCore import QObject"),
        (layout.no_qt, "app/lane.py", "def f():\n    import PySide6"),
        (layout.thin_screens, "ui/screens/gate/screen.py", "import sqlcipher3"),
        (layout.thin_screens, "ui/screens/gate/screen.py", "from httpx import Client"),
        (layout.thin_screens, "ui/screens/gate/screen.py", "import urllib.request"),
        (layout.one_style_sheet, "ui/widgets/x.py", "self.setStyleSheet('color: red')"),
        (layout.one_style_sheet, "ui/widgets/theme.py", "self.setStyleSheet('')"),
        (layout.known_threads, "app/lane.py", "import threading\nthreading.Thread(target=print).start()"),
        (layout.known_threads, "app/lane.py", "from threading import Thread"),
        (layout.known_threads, "ui/x.py", "from PySide6.QtCore import QThread"),
        (layout.known_threads, "ui/x.py", "QtCore.QThreadPool.globalInstance()"),
        (layout.known_threads, "app/sync/client.py", "from concurrent.futures import ThreadPoolExecutor"),
        (layout.sql_in_its_place, "app/desk.py", "db.execute('SELECT seq FROM fact')"),
        (layout.sql_in_its_place, "app/desk.py", "x = f'select {x}\\n from {y} where 1'"),
        (layout.sql_in_its_place, "app/desk.py", "x = 'INSERT OR IGNORE INTO fact VALUES (?)'"),
        (layout.sql_in_its_place, "app/desk.py", "x = 'PRAGMA journal_mode=wal'"),
        (layout.sql_in_its_place, "ui/x.py", "x = 'create unique index a on b(c)'"),
        (layout.short, "app/x.py", "#\n" * 401),
        (layout.short, "app/x.py", "def f():\n" + "    pass\n" * 60),
    ],
)  # fmt: skip
def test_a_broken_rule_is_found(rule, path, text):
    assert len(breaks(rule, path, text)) == 1


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (layout.direction, "app/lane.py", "from app.policy.decision import decide\nfrom app.capture import items"),
        (layout.direction, "app/store/chain.py", "from app.store.fact import Fact\nfrom . import fact"),
        (layout.direction, "app/settings.py", "from app.i18n import tr"),
        (layout.direction, "app/cli/main.py", "from app import __version__"),
        (layout.direction, "ui/screens/gate/screen.py", "from ui.theme import t\nfrom app.station import Station"),
        (layout.no_qt, "ui/x.py", "from PySide6.QtCore import QObject"),
        (layout.thin_screens, "app/sync/client.py", "import httpx"),
        (layout.one_style_sheet, "ui/theme.py", "app.setStyleSheet('')"),
        (layout.known_threads, "ui/threads.py", "from PySide6.QtCore import QThread"),
        (layout.known_threads, "app/capture/source.py", "import threading\nthreading.Thread()"),
        (layout.known_threads, "app/lane.py", "from threading import Lock\nfrom PySide6.QtCore import QTimer"),
        (layout.sql_in_its_place, "app/store/ledger.py", "x = 'SELECT seq FROM fact'"),
        (layout.sql_in_its_place, "app/desk.py", "'''Not like select x from y.'''"),
        (layout.sql_in_its_place, "app/desk.py", "x = 'select one', 'update the list'"),
        (layout.short, "app/x.py", "def f():\n" + "    pass\n" * 59),
    ],
)  # fmt: skip
def test_what_keeps_the_rule_is_left_alone(rule, path, text):
    assert breaks(rule, path, text) == []
