"""The centre's tables, as steps that are only ever added: one file a step, in the order of their names.

A step is `STATEMENTS`, in the words of app.server.sql.port. `station` stands in every primary key and unique constraint
of what a station sent, there are no sequences and no references between stations, so that the tables can be spread over
several machines.
"""

from datetime import UTC, datetime

from app.discover import modules
from app.i18n import tr
from app.server.sql.port import Connection, Engine
from app.store.faults import NewerDatabase


def apply(engine: Engine) -> None:
    """Bring the database to this version's tables; NewerDatabase where it is ahead of us, which changes nothing.

    Two processes may do it at once: the slower one finds it done.
    """
    engine.write(_table)
    engine.write(lambda connection: _steps(connection, engine.name))


def _table(connection: Connection) -> None:
    connection.define("CREATE TABLE IF NOT EXISTS migration (name TEXT NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL)")


def _steps(connection: Connection, name: str) -> None:
    known = {module.__name__.rpartition(".")[2]: module for module in modules(__name__)}
    applied = {row[0] for row in connection.rows("SELECT name FROM migration")}
    if applied - known.keys():
        raise NewerDatabase(tr("数据库 {path} 已由更新版本的程序使用。请安装新版本再打开，数据没有改动。", path=name))
    for step, module in known.items():
        if step in applied:
            continue
        for statement in module.STATEMENTS:
            connection.define(statement)
        connection.execute(
            "INSERT INTO migration (name, applied_at) VALUES (?, ?)", (step, datetime.now(UTC).isoformat())
        )
