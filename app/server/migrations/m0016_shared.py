"""Records that the other posts go on from, in the order of the feed. kind, day: until when they are handed out."""

_KINDS = "'goods', 'goods-step', 'medical-step', 'vehicle-passage', 'visit'"

STATEMENTS = (
    """CREATE TABLE shared (
        n WHOLE NOT NULL,
        station TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        seq WHOLE NOT NULL,
        kind TEXT NOT NULL,
        day TEXT NOT NULL,
        PRIMARY KEY (station, incarnation, seq)
    )""",
    "CREATE INDEX shared_n ON shared (n, seq)",
    "CREATE INDEX shared_day ON shared (day, kind)",
    f"""INSERT INTO shared (n, station, incarnation, seq, kind, day)
        SELECT feed.n, record.station, record.incarnation, record.seq, record.kind, substr(record.received_at, 1, 10)
        FROM feed JOIN record ON record.station = feed.station AND record.incarnation = feed.incarnation
            AND record.seq BETWEEN feed.first AND feed.last
        WHERE record.kind IN ({_KINDS})""",  # noqa: S608 - constants
)
