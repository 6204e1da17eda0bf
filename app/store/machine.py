"""What tells this machine, and this start of it, from another; and where it remembers what no copy of a home brings."""

import hashlib
import sys
import uuid
from functools import cache
from pathlib import Path


@cache
def boot() -> str:
    """Names the machine's present start: monotonic times compare only within one. Where the system has no name for
    it, this process stands for it."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(uuid.uuid4())


def mark(database: Path) -> str:
    """Names this machine and this place on it, hashed: a database file that was copied elsewhere finds another mark."""
    place = f"{_machine()}\n{database.resolve()}"
    return hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()


def memory(database: Path) -> Path:
    """A file outside the home for what this machine knows of that database: whoever puts an older copy of the whole
    folder back does not put this one back too."""
    import platformdirs

    return platformdirs.user_state_path("gatepost-anchors", appauthor=False) / f"{mark(database)[:32]}.anchor"


@cache
def _machine() -> str:
    """/etc/machine-id (systemd's machine-id(5)), MachineGuid on Windows, else the network card's address."""
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            name = Path(path).read_text(encoding="ascii").strip()
        except OSError:
            continue
        if name:
            return name
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as entry:
            return str(winreg.QueryValueEx(entry, "MachineGuid")[0])
    card = uuid.getnode()
    invented = card >> 40 & 1  # getnode() makes one up, with the multicast bit set, where it finds no card
    return "" if invented else f"{card:012x}"
