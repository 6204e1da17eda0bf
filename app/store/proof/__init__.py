"""Proving the ledger: every record unchanged and in its place, none missing, and the file itself sound."""
