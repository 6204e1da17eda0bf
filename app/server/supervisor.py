"""Tells systemd how the centre is (sd_notify(3)), where systemd started it; elsewhere nothing happens."""

import os
import socket
from contextlib import suppress


def tell(state: str) -> None:
    """state: `READY=1` once connections are accepted, `STOPPING=1` at the end."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    name = f"\0{address[1:]}" if address.startswith("@") else address
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(state.encode(), name)
