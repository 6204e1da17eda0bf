"""What lies in quarantine, by what it is: after a fork a station may have many places that are filed elsewhere."""

STATEMENTS = ("CREATE INDEX IF NOT EXISTS aside_quarantined ON aside (station, fact_hash) WHERE raw IS NOT NULL",)
