"""What another system sees of a record. Without `health.read` only what is listed here, so that a new kind or field is
shut until somebody opens it; with it everything of the kind that every role may read at a post, but ID numbers and
phones only with `people.identity`.

Kinds that only some roles may read, the audit, and kinds this version does not know are never given out.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from app.access.sight import masked
from app.records.registry import kinds
from app.server.counts.what import What
from app.server.outside.scopes import Scope

PLAIN: Mapping[str, frozenset[str]] = {
    "passage": frozenset({"person", "direction", "verdict", "judged", "level"}),
    "override": frozenset({"person", "direction"}),
    "goods": frozenset({"outcome", "goods_class", "lines", "vehicle", "carrier", "means", "route", "store"}),
}
"""Kind → its fields that say nothing about anybody's health, and hold no words that somebody typed freely."""
_ALWAYS = frozenset({"corrects"})
_MASKS = {"phone": (3, 4), "id_number": (6, 4)}


@cache
def open_kinds() -> tuple[str, ...]:
    """The kinds of record that are given out at all."""
    return tuple(kind.name for kind in kinds().values() if not kind.audit and not kind.readers)


@cache
def _narrow(kind: str) -> frozenset[str]:
    """Fields that only some roles see at a post: no scope opens them."""
    return frozenset(field.name for field in kinds()[kind].fields if field.readers)


def body_for(scopes: frozenset[Scope], kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """What of a body these scopes may see."""
    if "health.read" in scopes:
        seen = {name: body[name] for name in body if name not in _narrow(kind)}
    else:
        seen = {name: body[name] for name in body if name in PLAIN.get(kind, frozenset()) | _ALWAYS}
        if seen.get("verdict") == "refer":
            seen["verdict"] = "hold"  # as a bystander at the gate sees it: why somebody is held is nobody's business
    return seen if "people.identity" in scopes else _masked(seen)


def count_for(scopes: frozenset[Scope], kind: str, what: What) -> What | None:
    """What of a count these scopes may see; None where it is not given out."""
    if kind not in open_kinds():
        return None
    if "health.read" in scopes:
        return what
    if kind not in PLAIN:
        return What()
    return what._replace(outcome="hold" if what.outcome == "refer" else what.outcome, fever=False)


def _masked(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        return {key: _masked(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, name) for inner in value]
    if name in _MASKS and isinstance(value, str):
        return masked(value, *_MASKS[name])
    return value
