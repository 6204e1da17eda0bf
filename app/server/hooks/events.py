"""What can be told: the list of events, and which filed records are one. Nothing here names a person."""

from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias, get_args

from app.i18n import mark
from app.server.counts.what import read

EventName: TypeAlias = Literal["level.published", "fever.found", "override.used", "incident.recorded"]
NAMES: tuple[str, ...] = get_args(EventName)
LEVEL, PING = NAMES[0], "ping"


class Event(NamedTuple):
    """kinds: every record of these kinds is one. fever: so is every record that found a fever, of whatever kind."""

    name: str
    label: str
    kinds: frozenset[str] = frozenset()
    fever: bool = False


EVENTS: tuple[Event, ...] = (
    Event(LEVEL, mark("发布了管控级别")),
    Event("fever.found", mark("发现发热"), fever=True),
    Event("override.used", mark("紧急放行"), kinds=frozenset({"override"})),
    Event("incident.recorded", mark("应急处置有进展"), kinds=frozenset({"incident"})),
    Event(PING, mark("试发")),
)
"""A new one is a line here, and a word above. PING is only sent when somebody asks for it."""


@lru_cache(maxsize=1024)
def of_record(kind: str, what: str) -> tuple[str, ...]:
    """The names of the events that a record of this kind is; what: as app.server.counts.what writes it."""
    fever = read(what).fever
    return tuple(one.name for one in EVENTS if kind in one.kinds or (fever and one.fever))
