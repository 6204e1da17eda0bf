"""Which record of a row of corrections stands. Pure.

A correction names the record it corrects, or another correction of it. All that hang together are one row, whatever
order they arrived in, and only the one entered last counts.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple


class Member(NamedTuple):
    """A record that is filed, as far as it counts. `entered_at` sorts as time does."""

    entered_at: str
    id: str
    at: str
    post: str
    kind: str
    what: str


def rows(named: Mapping[str, str], ids: Iterable[str]) -> list[set[str]]:
    """`ids` and all that `named` (correction → what it names) binds to them, parted into rows that hang together."""
    found: dict[str, set[str]] = {one: {one} for one in ids}
    for one, other in named.items():
        joined = found.get(one, {one}) | found.get(other, {other})
        for member in joined:
            found[member] = joined
    return list({id(row): row for row in found.values()}.values())


def stands(row: Iterable[str], filed: Mapping[str, Member]) -> Member | None:
    """The member of a row that counts; None while none of it is filed."""
    return max((filed[one] for one in row if one in filed), default=None)


def change(
    named: Mapping[str, str], filed: Mapping[str, Member], new: AbstractSet[str]
) -> tuple[list[Member], list[Member]]:
    """What stands now and what stood before, where `new` of the filed records have just come."""
    everyone = named.keys() | set(named.values()) | filed.keys()
    named_before = {one: other for one, other in named.items() if one not in new}
    filed_before = {one: member for one, member in filed.items() if one not in new}
    stood = (stands(row, filed_before) for row in rows(named_before, everyone - new))
    return _there(stands(row, filed) for row in rows(named, everyone)), _there(stood)


def _there(members: Iterable[Member | None]) -> list[Member]:
    return [one for one in members if one is not None]
