"""The station's one database: the encrypted ledger of facts, and the reference (people, levels, keys, accounts)."""
