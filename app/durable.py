"""Files that are still there after a power cut: written, flushed to the disk, and known to their folder."""

import os
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, and wait until the disk has it."""
    opened = os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Make `content` the file, in one step: whatever breaks in between leaves what was there, and nothing beside it."""
    import secrets

    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        write(draft, content)
        draft.replace(path)
        settle(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Wait until the disk has what others wrote to a file."""
    opened = os.open(path, os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def settle(folder: Path) -> None:
    """Make the folder's new entries durable; only POSIX systems need and allow it."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
