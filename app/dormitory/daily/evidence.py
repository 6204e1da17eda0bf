"""A record that disagrees with another, in a line: when, what, where, by whom."""

from typing import Any

from app.clock import CAMPUS, campus, moment
from app.i18n import tr
from app.records.field import Field
from app.records.registry import kinds
from app.store.fact import Entry

SHOWN: dict[str, tuple[str, ...]] = {
    "temperature": ("celsius", "site", "source", "round"), "statement": ("says", "round", "said_by", "source"),
    "passage": ("direction", "celsius"), "night-step": ("act",), "test-result": ("test", "result", "sampled_at"),
    "verification": ("outcome", "answer"),
}  # fmt: skip
"""What of a record matters here."""


def evidence(entry: Entry) -> str:
    """In the language in use; of what was forgotten only when it was."""
    fact = entry.fact
    at, body = f"{campus(fact.at):%m-%d %H:%M}", fact.body
    if body is None:
        return tr("{at} · 记录已过保存期限", at=at)
    kind = kinds()[fact.kind]
    named = {field.name: field for field in kind.fields}
    words = [_word(named[name], body.get(name)) for name in SHOWN.get(fact.kind, ())]
    return " · ".join(part for part in (at, tr(kind.label), *words, fact.post, fact.operator) if part)


def _word(field: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if field.choices:
        return tr(field.choices[value]) if value in field.choices else str(value)
    if field.type == "time":
        at = moment(str(value), CAMPUS)
        return tr("{label} {at}", label=tr(field.label), at=f"{campus(at):%m-%d %H:%M}") if at else ""
    return f"{value} {field.unit}".strip()
