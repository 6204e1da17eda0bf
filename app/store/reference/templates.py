"""The templates of phone pages that the centre publishes, put where a post reads a school's own."""

import re
from pathlib import Path

from app.durable import replace
from app.errors import UserError, reason
from app.i18n import tr
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "page-template"
_OURS = "centre-"
_NAME = re.compile(r"\w[\w.-]{0,80}")
"""Names that are a file's name and nothing more."""


def lay_out(database: Database, folder: Path) -> None:
    """Make the files in `folder` that are the centre's exactly what it has published; a school's own files stay.
    UserError where the folder does not let it."""
    try:
        _lay_out(database, folder)
    except OSError as error:
        why = reason(error)
        raise UserError(
            tr(
                "指挥中心的页面模板没有写入 {folder}：{why}。其他资料已启用；排除后重新启动程序。",
                folder=folder,
                why=why,
            )
        ) from error


def _lay_out(database: Database, folder: Path) -> None:
    known = Reference(database).all(SECTION, str)
    published = {f"{_OURS}{name}.toml": text for name, text in known.items() if _NAME.fullmatch(name)}
    for path in folder.glob(f"{_OURS}*.toml") if folder.is_dir() else []:
        if path.name not in published:
            path.unlink()
    for name, text in published.items():
        path = folder / name
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != text.encode():
            replace(path, text.encode())
