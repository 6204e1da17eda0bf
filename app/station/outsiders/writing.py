"""A record of this part, as a post writes it: checked, permitted, with who is on duty."""

from collections.abc import Mapping
from typing import Any

from app.records.registry import kind as kind_of
from app.station.local import LocalPost
from app.store.fact import Draft, Entry


def write(post: LocalPost, name: str, raw: Mapping[str, Any]) -> Entry:
    """What stands as its default is left out. Raises RecordProblems, NotPermitted."""
    post.permit("records.enter")
    kind = kind_of(name)
    body = {field: value for field, value in kind.body(kind.read(raw)).items() if value not in (None, "", False)}
    draft = Draft(
        kind=name, body=body, operator=post.operator(), post=post.settings.post_name, at=post.clock(),
        schema=kind.version,
    )  # fmt: skip
    return post.append(draft)
