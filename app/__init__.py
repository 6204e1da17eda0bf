"""Gatepost without its window: everything here works, and is tested, where there is no display."""

__version__ = "0.1.0"
