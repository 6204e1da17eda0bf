"""PySide6, loaded so that Python's own import stays in its place, and nothing is looked through for garbage meanwhile.

PySide6 puts its own there, which reads the source of every module that is imported from then on, to see whether that
module asks for `from __feature__ import …`. Nothing of ours does; it is a tenth of the start, and keeps 18 MB of text.

What a start makes stays: Python would look through all of it for garbage, again and again, for another tenth.
"""

import builtins
import gc

SELDOM = 50
"""So many looks through what is young come before one through all that there is, which stops every thread for 30 to 60
ms once a campus's day was read. By Python's own 10 it comes five times while one such day is read."""


def load() -> None:
    """Before anything else of PySide6 is imported. From here to `settle` no garbage is collected."""
    gc.disable()
    own = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - for what loading it does

    builtins.__import__ = own


def settle() -> None:
    """The start is over: what is there now is never looked through again, what comes is, as usual."""
    gc.freeze()
    young, middle, _all = gc.get_threshold()
    gc.set_threshold(young, middle, SELDOM)
    gc.enable()
