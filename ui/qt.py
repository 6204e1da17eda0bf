"""PySide6, loaded so that Python's own import stays in its place.

PySide6 puts its own there, which reads the source of every module that is imported from then on, to see whether that
module asks for `from __feature__ import …`. Nothing of ours does; it is a tenth of the start, and keeps 18 MB of text.
"""

import builtins


def load() -> None:
    """Before anything else of PySide6 is imported."""
    own = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what loading it does

    builtins.__import__ = own
