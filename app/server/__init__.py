"""The command centre: its API, its storage, and the process that serves them."""
