"""Writes the file of the newest version: what a post of that version may have in its tables, all of it invented."""

import tempfile
from datetime import timedelta
from pathlib import Path

from app.policy.person import Person
from app.store.ledger import Ledger
from app.store.migrations import NAMES
from app.store.proof.checkpoint import make_daily
from app.store.reference.levels import LevelChange, Levels
from app.store.reference.people import People
from app.store.retention.rounds import Retention
from tests.fakes.ledgers import START, Ticking, database, draft, passage
from tests.store.versions import TABLES, file


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as opened:
        written = Ledger(opened, Ticking(), mark="this machine")
        entries = written.append_all([passage(), passage("out"), draft(person="20200101", celsius=36.5)])
        written.acknowledge(entries[2].incarnation, 3, entries[2].chain_hash)
        for _ in Retention(opened, written.append, "gate", centre=True).steps(START + timedelta(days=40)):
            pass
        later = written.append_all(
            [passage(), draft(person="20200202", celsius=38.2), draft("test-result", person="20200202")]
        )
        written.append(draft(person="20200202", celsius=36.2, corrects=later[1].fact.id))
        written.outbox.renew()
        written.outbox.quarantine(later[0].fact.id, "the clock was wrong", START)
        People(opened).upsert([Person(number="20200101", name="林晓彤"), Person(number="20200202", name="陈立")])
        Levels(opened).set(LevelChange(level="closed", who="李主任", why="通知", since=START, entered_at=START))
        make_daily(opened, written, START)
        lines = []
        for (name,) in opened.rows(TABLES):
            lines += [
                f"INSERT INTO {name} VALUES ({', '.join(map(_literal, row))});"
                for row in opened.rows(f"SELECT * FROM {name}")
            ]
    file(NAMES[-1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"x'{value.hex()}'"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


if __name__ == "__main__":
    main()
