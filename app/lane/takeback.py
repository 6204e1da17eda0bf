"""Taking a passage back (撤回): a record that corrects it, for it did not take place as it was registered."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias

from app.store.fact import Draft, Entry

BackReason: TypeAlias = Literal["back-wrong-person", "back-not-through", "back-wrong-way", "back-twice", "back-slip"]
"""Codes of app.reasons."""
_OF_THE_PERSON = ("person", "name", "person_kind", "college", "group")


def corrections(passage: Entry, tests: Iterable[Entry], reason: BackReason, operator: str) -> Iterator[Draft]:
    """What is written. Somebody who was taken for another was not there: neither the passage nor the test results
    that were kept of it (`tests`) say anything of them any more."""
    said = dict(passage.fact.body or {})
    if reason == "back-wrong-person":
        said |= {name: "" for name in _OF_THE_PERSON if name in said}
        yield from (_correction(test, {"result": "unknown"}, reason, operator) for test in tests)
    gone = {"verdict": "undecided", "reasons": [], "needed": [], "judged": "withdrawn"}
    yield _correction(passage, {**said, **gone}, reason, operator)


def _correction(entry: Entry, says: dict[str, Any], reason: BackReason, operator: str) -> Draft:
    """At the time of what it corrects, by the same level."""
    fact = entry.fact
    return Draft(
        kind=fact.kind, body={**(fact.body or {}), **says, "corrects": fact.id, "why": reason}, schema=fact.schema,
        operator=operator, post=fact.post, at=fact.at, policy=fact.policy, reference=fact.reference,
    )  # fmt: skip
