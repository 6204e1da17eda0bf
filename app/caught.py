"""Work at whose edge nothing may get through: in a thread, or in a process beside the program."""

from collections.abc import Callable


def caught(work: Callable[[], None]) -> Exception | None:
    """Do `work`; what went wrong, whatever it was, but not the end of the process (KeyboardInterrupt)."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whoever calls this has to go on, and says what it is
        return error
    return None
