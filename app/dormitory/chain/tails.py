"""People by the end of their numbers, in a line that names nobody: 7601 301 36.5."""

from collections.abc import Sequence

from app.dormitory.chain.names import Directory
from app.dormitory.chain.token import Token


def with_tails(tokens: Sequence[Token], directory: Directory, *, anywhere: bool) -> list[Token]:
    """The pieces of a line without names, with each such end as the only person of the line's room whom it fits.
    Without a room four digits may be anything, unless the text says that people write them (anywhere)."""
    rooms = {(one.room, one.building) for one in tokens if one.sort == "room"}
    if len(rooms) > 1 or not (rooms or anywhere) or any(one.sort == "name" for one in tokens):
        return list(tokens)
    room, building = rooms.pop() if rooms else ("", "")
    return [_person(one, directory.of_tail(one.text, room, building)) for one in tokens]


def _person(token: Token, numbers: frozenset[str]) -> Token:
    found = token.sort == "digits" and len(numbers) == 1
    return token._replace(sort="name", numbers=numbers) if found else token
