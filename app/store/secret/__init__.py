"""The database's key: where it is kept, and how it comes back."""
