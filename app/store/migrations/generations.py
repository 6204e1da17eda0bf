"""Generations of the reference: a row is in use from `born` on and until before `died`, and never before its section's
`base`. `generation` holds every such base, and under '' the generation that is in use.

A person's own bytes stand in `extra` where they say more than the columns. An identity card number is found as a term.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.tables import Tables

NEVER = 2**63 - 1
"""When a row dies that is in use without an end."""
IDENTITY = "\ue001"
"""What the term of an identity card number begins with; a private character, which nobody can type."""

_FIELDS = "number, name, kind, phone, id_number, college, class_name, place, counsellor, terms"
_CURRENT = "coalesce((SELECT base FROM generation WHERE section = ''), 0)"

STATEMENTS = (
    """CREATE TABLE generation (
        section TEXT NOT NULL PRIMARY KEY,
        base INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE person RENAME TO person_before",
    "DROP INDEX person_id_number",
    f"""CREATE TABLE person (
        n INTEGER PRIMARY KEY,
        number TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        phone TEXT NOT NULL,
        id_number TEXT NOT NULL,
        college TEXT NOT NULL,
        class_name TEXT NOT NULL,
        place TEXT NOT NULL,
        counsellor TEXT NOT NULL,
        terms TEXT NOT NULL,
        extra TEXT,
        born INTEGER NOT NULL DEFAULT 0,
        died INTEGER NOT NULL DEFAULT {NEVER},
        UNIQUE (number, born)
    ) STRICT""",
    f"INSERT INTO person (n, {_FIELDS}) SELECT n, {_FIELDS} FROM person_before",  # noqa: S608 - constants
    "DROP TABLE person_before",
    f"CREATE INDEX person_died ON person (died) WHERE died < {NEVER}",
    "ALTER TABLE person_term RENAME TO person_term_before",
    """CREATE TABLE person_term (
        term TEXT NOT NULL,
        person INTEGER NOT NULL,
        base INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (base, term, person)
    ) STRICT, WITHOUT ROWID""",
    "INSERT INTO person_term (term, person) SELECT term, person FROM person_term_before",
    f"INSERT INTO person_term (term, person) SELECT '{IDENTITY}' || id_number, n FROM person WHERE id_number != ''",  # noqa: S608
    "DROP TABLE person_term_before",
    "ALTER TABLE reference RENAME TO reference_before",
    f"""CREATE TABLE reference (
        n INTEGER PRIMARY KEY,
        section TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        born INTEGER NOT NULL DEFAULT 0,
        died INTEGER NOT NULL DEFAULT {NEVER},
        UNIQUE (section, key, born)
    ) STRICT""",
    """INSERT INTO reference (section, key, value)
        SELECT CASE section WHEN 'issued-code' THEN 'issued-here' WHEN 'revocation' THEN 'revoked-here'
            ELSE section END, key, value FROM reference_before""",
    "DROP TABLE reference_before",
    f"CREATE INDEX reference_died ON reference (died) WHERE died < {NEVER}",
    """CREATE TABLE reference_aside (
        section TEXT NOT NULL,
        key TEXT NOT NULL,
        since TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (section, key, since)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE VIEW people_now AS SELECT * FROM person
        WHERE born <= {_CURRENT} AND died > {_CURRENT}
        AND born >= coalesce((SELECT base FROM generation WHERE section = 'person'), 0)""",  # noqa: S608
    f"""CREATE VIEW reference_now AS SELECT section, key, value FROM reference AS row
        WHERE born <= {_CURRENT} AND died > {_CURRENT}
        AND born >= coalesce((SELECT base FROM generation WHERE section = row.section), 0)""",  # noqa: S608
)


def up(tables: "Tables") -> None:
    """Rebuild the reference's tables, and show what is in use of them as views."""
    for statement in STATEMENTS:
        tables.execute(statement)
