"""How far long work of a command is."""

import sys


def show_progress(done: int, total: int) -> None:
    """A bar where somebody watches; nothing where standard error is a file."""
    if sys.stderr.isatty():
        filled = 30 * done // max(total, 1)
        sys.stderr.write(f"\r[{'█' * filled}{' ' * (30 - filled)}] {done}/{total}" + "\n" * (done >= total))
        sys.stderr.flush()
