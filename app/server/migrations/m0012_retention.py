"""What of each kind still says something, by its time: what is due is found without walking over what went long ago."""

STATEMENTS = ("CREATE INDEX IF NOT EXISTS record_kept ON record (kind, at) WHERE body IS NOT NULL",)
