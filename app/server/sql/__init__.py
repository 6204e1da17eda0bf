"""The database under the centre: one port, and an engine behind it for SQLite and for PostgreSQL."""
