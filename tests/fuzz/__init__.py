"""Fuzzing of everything that reads what strangers show or send: `python -m tests.fuzz`, see CONTRIBUTING.md."""
