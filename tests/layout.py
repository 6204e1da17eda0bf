"""The rules of docs/architecture.md, as functions from one source file to what it breaks."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

RANKS: dict[str, float] = {
    **dict.fromkeys(("app", "app.errors", "app.i18n", "app.clock", "app.log", "app.settings", "app.uuid7"), 0),
    **dict.fromkeys(("app.beside", "app.caught", "app.discover", "app.durable", "app.reasons", "app.typedtime"), 0),
    "app.capture": 1,
    "app.decode": 2,
    "app.codes": 3,
    "app.pages": 3.5,
    "app.policy": 4,
    "app.records": 5,
    "app.store": 6,
    "app.medical": 6.5,
    "app.access": 7,
    **dict.fromkeys(("app.lane", "app.goods", "app.dormitory", "app.desk", "app.sync", "app.report"), 8),
    **dict.fromkeys(("app.parcels", "app.keyposts"), 8.5),
    **dict.fromkeys(("app.server", "app.station"), 9),
    "app.demo": 10,
    "app.cli": 11,
    "ui": 12,
}

QT = {"PySide6", "shiboken6", "PyQt6", "PyQt5", "qtpy"}
NOT_IN_SCREENS = {
    **dict.fromkeys(("sqlite3", "sqlcipher3", "sqlite_utils", "psycopg"), "SQL"),
    **dict.fromkeys(("httpx", "requests", "urllib", "http", "fastapi", "uvicorn"), "HTTP"),
}
STYLE_SHEET = ("ui/theme.py",)
THREADS = (
    "app/capture/source.py",
    "app/capture/pump.py",
    "app/store/proof/pages.py",
    "app/sync/worker.py",
    "app/station.py",
    "app/station/",
    "ui/threads.py",
)
THREAD_MAKERS = {"Thread", "Timer", "ThreadPoolExecutor", "QThread", "QThreadPool", "QRunnable", "QtConcurrent"}
SQL_PLACES = ("app/store/", "app/server/")
SQL = re.compile(
    r"\b(?:select\s.+?\sfrom\s|insert\s+(?:or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|pragma\s+\w"
    r"|begin\s+immediate|(?:create|drop|alter)\s+(?:unique\s+|virtual\s+|temp\s+)*(?:table|view|index|trigger)\s)",
    re.IGNORECASE | re.DOTALL,
)
FILE_LINES = 400
FUNCTION_LINES = 60

Broken = tuple[int, str, str]
"""Line, what stands there, how to mend it."""


@dataclass(frozen=True)
class Source:
    """One file of the program: its path from the project's root, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        """Its dotted name; a package's own for its __init__."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        """What a relative import starts from."""
        return self.module if self.path.endswith("__init__.py") else self.module.rpartition(".")[0]

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Line and dotted name of everything it imports, wherever the import stands."""
        return [(node.lineno, name) for node in ast.walk(self.tree) for name in _imported(node, self.package)]

    def under(self, places: tuple[str, ...]) -> bool:
        return any(self.path == place or (place.endswith("/") and self.path.startswith(place)) for place in places)


def _imported(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        levels = package.split(".")
        start = levels[: len(levels) - node.level + 1] if node.level else []
        base = ".".join([*start, *([node.module] if node.module else [])])
        yield from (f"{base}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and _last_name(node.func) in {"import_module", "modules", "module_names"}:
        # app.discover and importlib take a name as text.
        yield from (one.value for one in node.args[:1] if isinstance(one, ast.Constant) and isinstance(one.value, str))


def _last_name(node: ast.AST) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", None) or ""


def part_of(module: str) -> str:
    """The ranked part a dotted name belongs to: `app.store` for `app.store.chain.link`, `ui` for all of ui/."""
    names = [name for name in module.split(".") if not name.startswith("__")]
    return "ui" if names[0] == "ui" else ".".join(names[:2])


def direction(source: Source) -> Iterator[Broken]:
    """Imports go down the ranks, or stay in their own part."""
    own = part_of(source.module)
    if own not in RANKS:
        yield 1, f"{own} has no rank", "Give it one in docs/architecture.md and in RANKS (tests/layout.py)."
        return
    for line, name in source.imports:
        other = part_of(name)
        if name.split(".")[0] not in {"app", "ui"} or other == own or (RANKS[own] == 0 == RANKS.get(other)):
            continue
        if other not in RANKS:
            yield line, f"imports {name}, which has no rank", "Give it one, or mend the name."
        elif RANKS[other] >= RANKS[own]:
            what = f"{own} (rank {RANKS[own]}) imports {name} (rank {RANKS[other]})"
            yield line, what, "Import lower ranks only: take it as an argument, or move what both need further down."


def no_qt(source: Source) -> Iterator[Broken]:
    """Everything but ui/ runs without a window."""
    if source.path.startswith("ui/"):
        return
    for line, name in source.imports:
        if name.split(".")[0] in QT:
            yield line, f"imports {name}", "Qt stays in ui/: offer a hook here and map it to a signal there."


def thin_screens(source: Source) -> Iterator[Broken]:
    """Screens ask app/, which stores and sends."""
    if not source.path.startswith("ui/"):
        return
    for line, name in source.imports:
        what = NOT_IN_SCREENS.get(name.split(".")[0])
        if what:
            yield line, f"imports {name}", f"No {what} in ui/: put the work behind a method of app/ and call that."


def one_style_sheet(source: Source) -> Iterator[Broken]:
    """The looks come from one place."""
    if source.under(STYLE_SHEET):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet":
            yield node.lineno, "setStyleSheet", "Set a property here, and give it its look in ui/theme.py."


def known_threads(source: Source) -> Iterator[Broken]:
    """Threads start in a few known places, where they are also stopped."""
    if source.under(THREADS):
        return
    for node in ast.walk(source.tree):
        names = set()
        if isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute):
            names = {node.attr}
        for name in sorted(names & THREAD_MAKERS):
            yield node.lineno, name, f"Threads start in {', '.join(THREADS)} alone: build on what is there."


def sql_in_its_place(source: Source) -> Iterator[Broken]:
    """Whoever changes a table finds every sentence about it beside it."""
    if source.under(SQL_PLACES):
        return
    for line, text in _strings(source.tree):
        found = SQL.search(text)
        if found:
            yield line, f"SQL {found[0][:40]!r}", f"Make it a method in {' or '.join(SQL_PLACES)} and call that."


def short(source: Source) -> Iterator[Broken]:
    """What is long is a bag of things."""
    lines = source.text.count("\n")
    if lines > FILE_LINES:
        yield 1, f"{lines} lines, more than {FILE_LINES}", "Find the two things in it and give each its file."
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                what = f"{node.name} has {lines} lines, more than {FUNCTION_LINES}"
                yield node.lineno, what, "Name its steps and make them functions."


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every string that is not documentation; a `?` for each value in an f-string."""
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.lineno, node.value


RULES: tuple[Callable[[Source], Iterator[Broken]], ...] = (
    direction, no_qt, thin_screens, one_style_sheet, known_threads, sql_in_its_place, short,
)  # fmt: skip


def findings(rule: Callable[[Source], Iterator[Broken]], sources: list[Source]) -> list[str]:
    """One line for everything that breaks the rule: where, what, and how to mend it."""
    return [f"{source.path}:{line}: {what}. {mend}" for source in sources for line, what, mend in rule(source)]


def read(root: Path) -> list[Source]:
    """Every Python file of the program, without tests and scripts."""
    paths = sorted(path for folder in ("app", "ui") for path in (root / folder).rglob("*.py"))
    return [Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in paths]
