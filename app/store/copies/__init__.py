"""Backups: made while the database is in use, kept on a shelf, and put back."""
