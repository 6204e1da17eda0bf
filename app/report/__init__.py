"""Tables and reports made from the ledger."""
