"""What one kind of device has to say and do; everything else (thread, stop, states, reconnection) is done for it."""

import math
from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import ClassVar, TypeAlias

from app.capture.items import Item
from app.capture.session import Session

Reads: TypeAlias = Generator[Item | None, None, None]


class Device(ABC):
    """A device is a generator, `read`, and a few facts about it.

    live: it has no end of its own, so what breaks is opened again; else it is read once, to its end.
    recorded: its items have times of their own, and may be read faster than they were taken.
    blocking: opening or reading may take long, so both happen in a thread that can be left behind.
    newest_only: what was not taken in time is worth nothing (a picture), rather than to be kept (a scan).
    silence: seconds without an item after which a live device counts as lost.
    """

    live: ClassVar[bool] = True
    recorded: ClassVar[bool] = False
    blocking: ClassVar[bool] = False
    newest_only: ClassVar[bool] = False
    silence: float = math.inf

    @property
    @abstractmethod
    def name(self) -> str:
        """What the person at the post calls it, in the language in use; never with a password."""

    @abstractmethod
    def read(self, session: Session) -> Reads:
        """Open the device, yield its items, let it go in a `finally`.

        Yield None at least every 0.2 s while nothing comes, or be `blocking`. Returning means the end of what there
        is; a trouble is an `DeviceError` (any OSError counts as LOST).
        """
