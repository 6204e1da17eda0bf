"""Levels of control: setting one, editing what it asks, looking at what it would do."""
