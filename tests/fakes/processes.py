"""Watching processes that are not one's own children."""

import os
import select


def gone(pid: int) -> bool:
    """Whether the process ends within half a minute; one that nobody collects counts as ended."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watched], [], [], 30)[0])
    finally:
        os.close(watched)
