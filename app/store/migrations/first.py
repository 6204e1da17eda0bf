"""The first schema.

`n` is a record's place in the file; `seq = n - base` of its incarnation. What a fact says can never be updated and its
row not deleted, except that its content (body, salt and operator, together) may be forgotten: then `content` is the
hash of it, and `forgotten` the `n` of the record that ordered it. `moved` names the row where a record stands since its
incarnation was given up, of which only the first `kept` are still its own. Of a tally's `count`, `forgotten` stand for
passages that were forgotten.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.tables import Tables

STATEMENTS = (
    """CREATE TABLE state (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE incarnation (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        machine TEXT NOT NULL,
        base INTEGER NOT NULL,
        kept INTEGER,
        acknowledged INTEGER NOT NULL DEFAULT 0,
        acknowledged_hash BLOB,
        anchored INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE ledger (
        n INTEGER PRIMARY KEY,
        incarnation INTEGER NOT NULL REFERENCES incarnation (number),
        seq INTEGER NOT NULL,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        schema INTEGER NOT NULL,
        at TEXT NOT NULL,
        entered_at TEXT NOT NULL,
        mono REAL NOT NULL,
        boot TEXT NOT NULL,
        operator TEXT NOT NULL,
        post TEXT NOT NULL,
        policy TEXT NOT NULL,
        reference TEXT NOT NULL,
        body TEXT,
        salt BLOB,
        content BLOB,
        forgotten INTEGER,
        fact_hash BLOB NOT NULL,
        chain_hash BLOB NOT NULL,
        moved INTEGER
    ) STRICT""",
    "CREATE UNIQUE INDEX ledger_id ON ledger (id) WHERE moved IS NULL",
    "CREATE INDEX ledger_at ON ledger (kind, at) WHERE moved IS NULL AND forgotten IS NULL",
    "CREATE INDEX ledger_forgotten ON ledger (kind, at) WHERE moved IS NULL AND forgotten IS NOT NULL",
    "CREATE INDEX ledger_moved ON ledger (moved) WHERE moved IS NOT NULL",
    """CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger WHEN old.forgotten IS NULL
        BEGIN SELECT raise(ABORT, 'a record is never deleted'); END""",
    """CREATE TRIGGER ledger_unchanged BEFORE UPDATE OF n, incarnation, seq, id, kind, schema, at, entered_at, mono,
        boot, post, policy, reference, fact_hash, chain_hash ON ledger
        BEGIN SELECT raise(ABORT, 'a record never changes'); END""",
    """CREATE TRIGGER ledger_forgets BEFORE UPDATE OF body, salt, operator, content, forgotten ON ledger
        WHEN old.forgotten IS NOT NULL OR new.body IS NOT NULL OR new.salt IS NOT NULL OR new.operator != ''
            OR new.content IS NULL OR new.forgotten IS NULL
        BEGIN SELECT raise(ABORT, 'a record never changes'); END""",
    """CREATE TABLE corrected (
        id TEXT NOT NULL PRIMARY KEY,
        by TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE quarantine (
        id TEXT NOT NULL PRIMARY KEY,
        reason TEXT NOT NULL,
        since TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally (
        day TEXT NOT NULL,
        hour INTEGER NOT NULL,
        direction TEXT NOT NULL,
        verdict TEXT NOT NULL,
        judged TEXT NOT NULL,
        count INTEGER NOT NULL,
        forgotten INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (day, hour, direction, verdict, judged)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE person (
        n INTEGER PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        phone TEXT NOT NULL,
        id_number TEXT NOT NULL,
        college TEXT NOT NULL,
        class_name TEXT NOT NULL,
        place TEXT NOT NULL,
        counsellor TEXT NOT NULL,
        terms TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX person_id_number ON person (id_number)",
    """CREATE TABLE person_term (
        term TEXT NOT NULL,
        person INTEGER NOT NULL,
        PRIMARY KEY (term, person)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE reference (
        section TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (section, key)
    ) STRICT, WITHOUT ROWID""",
)


def up(tables: "Tables") -> None:
    """Create everything."""
    for statement in STATEMENTS:
        tables.execute(statement)
