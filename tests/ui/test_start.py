"""What a start loads, and what it leaves for later."""

import subprocess
import sys


def loaded(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


def test_the_first_person_waits_for_nothing_that_another_hour_needs() -> None:
    code = (
        "import sys; from ui import qt; qt.load(); import ui.program\n"
        "later = {'httpx', 'sqlite_utils', 'onnxruntime', 'psycopg', 'pypinyin', 'PySide6.QtMultimedia'}\n"
        "later.add('PySide6.QtNetwork')\n"
        "print(sorted(later & set(sys.modules)))"
    )
    assert loaded(code) == "[]"


def test_nobody_reads_the_source_of_what_is_imported() -> None:
    code = (
        "import builtins, linecache; own = builtins.__import__\n"
        "from ui import qt; qt.load(); import app.station.documents\n"
        "print(builtins.__import__ is own, [name for name in linecache.cache if 'documents' in name])"
    )
    assert loaded(code) == "True []"
