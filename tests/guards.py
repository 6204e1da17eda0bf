"""What no test may do, whatever it tests: reach the network, leave a thread behind, see the user's own data, have a
name of megabytes."""

import ipaddress
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

LONG, TOO_LONG = 40, 1000
"""Letters of a parameter that stand in a test's name; and of a name that is refused."""


class OutsideWorldError(AssertionError):
    """A test tried to reach another machine. Not an OSError: the code under test must not take it for bad weather."""


def forbid_network() -> None:
    """From here on to the end of the process, sockets of Python reach this machine alone."""
    sys.addaudithook(_refuse_strangers)


def _refuse_strangers(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" or event == "socket.sendto":
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments[:1]
    else:
        return
    # The address of a Unix socket is a path.
    if isinstance(address, tuple) and not is_here(address[0]):
        raise OutsideWorldError(f"a test reached for {address[0]!r}; give it a server on 127.0.0.1 or a fake transport")


def is_here(host: str | bytes | None) -> bool:
    """Whether a host, a name or an address, is this machine."""
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def stray_threads(before: set[threading.Thread], seconds: float = 2.0) -> list[str]:
    """The names of threads that keep the program from ending and were not there `before`.

    Those that are just ending get `seconds` to do so.
    """
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(seconds)
    return [thread.name for thread in left if thread.is_alive()]


def move_out(home: Path) -> None:
    """Point everything that looks for a home of its user to `home`, before anything is imported that remembers it."""
    for name in ("GATEPOST_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(home / name.lower())
    os.environ.pop("GATEPOST_PIN", None)


def refuse_long_names(names: Iterable[str]) -> None:
    """A name is kept several times, in every process: one of 67 million letters made each twice as large."""
    for name in names:
        if len(name) > TOO_LONG:
            raise pytest.UsageError(f"a name of {len(name)} letters: give {name[:120]!r} ids that are words")
