"""The last passages at a post as they stand, with those whom an emergency let through (生命危险优先) in their place."""

from datetime import timedelta

from app.station.local import LocalPost
from app.station.versions import present
from app.store.fact import Entry

FAR = 500
"""How many of the newest records are looked through for one person's history."""
_BEHIND = timedelta(seconds=2)
"""A person who was let through in an emergency is decided as they stood, right behind it: the same passage."""


def recent(post: LocalPost, limit: int, number: str = "") -> list[Entry]:
    """Passages and overrides, the newest first; with a number that person's alone."""
    looked = FAR if number else 2 * limit
    kinds = [kind for kind in ("passage", "override") if post.may_read(kind)]
    found = [entry for kind in kinds for entry in post.entries(kind, newest_first=True, limit=looked)]
    standing = present(post, (entry for entry in found if not number or _person(entry) == number))
    overrides = [entry for entry in standing if entry.fact.kind == "override"]
    seen = [entry for entry in standing if not any(_is_of(entry, one) for one in overrides)]
    seen.sort(key=lambda entry: (entry.fact.at, entry.seq), reverse=True)
    return seen[:limit]


def _is_of(passage: Entry, override: Entry) -> bool:
    """Whether a passage is what the lane wrote behind an override."""
    person, after = _person(passage), passage.fact.at - override.fact.at
    same = person and person == _person(override)
    return bool(same) and passage.fact.kind == "passage" and timedelta() <= after <= _BEHIND


def _person(entry: Entry) -> str:
    return str((entry.fact.body or {}).get("person", ""))
