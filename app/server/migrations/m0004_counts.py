"""What is counted as records arrive.

what: of a record, what it counts as, kept when its body is forgotten. tally: per hour of a campus day; total: ever.
correction: which record names which; awaited: those that were named before they came.
"""

STATEMENTS = (
    "ALTER TABLE record ADD COLUMN what TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE tally (
        station TEXT NOT NULL,
        post TEXT NOT NULL,
        kind TEXT NOT NULL,
        what TEXT NOT NULL,
        day TEXT NOT NULL,
        hour WHOLE NOT NULL,
        count WHOLE NOT NULL,
        PRIMARY KEY (station, post, kind, what, day, hour)
    )""",
    "CREATE INDEX tally_day ON tally (day, station)",
    """CREATE TABLE total (
        station TEXT NOT NULL,
        post TEXT NOT NULL,
        kind TEXT NOT NULL,
        what TEXT NOT NULL,
        count WHOLE NOT NULL,
        PRIMARY KEY (station, post, kind, what)
    )""",
    """CREATE TABLE correction (
        station TEXT NOT NULL,
        id TEXT NOT NULL,
        corrects TEXT NOT NULL,
        PRIMARY KEY (station, id)
    )""",
    "CREATE INDEX correction_corrects ON correction (station, corrects)",
    "CREATE TABLE awaited (station TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (station, id))",
)
