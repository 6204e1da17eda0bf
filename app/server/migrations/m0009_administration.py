"""What the dashboard administers and does not publish as it stands: applications with every step that was taken, how
far passages were looked through for them, why somebody's passage is restricted; and what a station says of itself."""

STATEMENTS = (
    """CREATE TABLE application (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        number TEXT NOT NULL,
        name TEXT NOT NULL,
        college TEXT NOT NULL,
        valid_from TEXT NOT NULL,
        valid_to TEXT NOT NULL,
        purpose TEXT NOT NULL,
        host TEXT NOT NULL,
        vehicle TEXT NOT NULL,
        state TEXT NOT NULL
    )""",
    "CREATE INDEX application_state ON application (state, id)",
    "CREATE INDEX application_number ON application (number, state)",
    "CREATE INDEX application_time ON application (kind, valid_to)",
    """CREATE TABLE application_step (
        application TEXT NOT NULL,
        n WHOLE NOT NULL,
        state TEXT NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        role TEXT NOT NULL,
        word TEXT NOT NULL,
        PRIMARY KEY (application, n)
    )""",
    """CREATE TABLE looked_through (
        station TEXT NOT NULL,
        incarnation TEXT NOT NULL,
        seq WHOLE NOT NULL,
        PRIMARY KEY (station, incarnation)
    )""",
    "CREATE TABLE denial_reason (id TEXT NOT NULL PRIMARY KEY, why TEXT NOT NULL, appeal TEXT NOT NULL)",
    """CREATE TABLE heartbeat (
        station TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        version TEXT NOT NULL,
        unsent WHOLE
    )""",
)
