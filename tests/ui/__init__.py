"""The window, driven by its keys alone."""
