"""What is gone from the reference, in the order of the change-sets that took it away: it is forgotten one day."""

STATEMENTS = (
    "CREATE INDEX IF NOT EXISTS reference_item_gone ON reference_item (version, section, key) WHERE value IS NULL",
)
