"""Sheets for the hours without power (断电登记表): printed beforehand, filled in by hand, entered afterwards (补录)."""
