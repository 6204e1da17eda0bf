"""How a kind of record is declared: a frozen dataclass with labelled fields, from which everything else is made.

    @record("temperature", mark("体温登记"))
    class TemperatureCheck(Record):
        person: PersonNumber = labelled(mark("人员"))
        celsius: Annotated[float, Meta(ge=30, le=45)] = labelled(mark("体温"), unit="℃")

A field may be added later with a default; it is never renamed or given another type, since the ledger keeps what was
written. Field types: str, PersonNumber, bool, int, float, datetime, Literal (a choice), a nested sheet (a class marked
`@sheet`), and a tuple of sheets (lines).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, dataclass_transform

import msgspec

from app.i18n import mark, tr
from app.records.field import Field, fields_of, labelled
from app.records.filling import made as filled
from app.records.problem import Problem, RecordProblems

KEPT = 180
"""Days that records of a kind are kept which says nothing else."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(labelled,))
class Record:
    """What every record has beside its own fields, and what a kind may add: rules over several fields."""

    corrects: str = labelled(mark("更正的记录"), default="")
    why: str = labelled(mark("更正原因"), default="")

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)

    def rules(self) -> Iterator[Problem]:
        """Problems that no single field shows; none unless a kind says otherwise."""
        return iter(())

    @staticmethod
    def read_as(_row: Mapping[str, Any]) -> Mapping[str, str]:
        """What stands in a table, by field, where a field's value alone would mislead; nothing unless a kind says
        otherwise. In the language in use."""
        return {}


dataclass(frozen=True, kw_only=True)(Record)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name, label, class and fields.

    enterable: people may enter it through a form, also later from paper (补录); what the program alone may say (the
        audit) they may not.
    audit: left out of `gatepost records` unless asked for.
    readers: roles for which such records exist; empty for everyone who reads records. guarded: the fields that are not
        for everyone among them.
    keep: days until what such a record says is forgotten, unless the administrator says otherwise; None for ever.
    shared: days for which the other posts of the centre have such records too, since they go on from them; None where
        they do not.
    """

    name: str
    label: str
    type: type[Record]
    fields: tuple[Field, ...]
    enterable: bool = True
    audit: bool = False
    version: int = 1
    readers: frozenset[str] = frozenset()
    keep: int | None = KEPT
    shared: int | None = None
    guarded: tuple[Field, ...] = ()

    def read(self, raw: Mapping[str, Any]) -> Record:
        """A record of this kind from plain data (a form, a JSON line, the ledger).

        Numbers and times may come as text; a time without a zone is the campus's. Raises RecordProblems with one
        problem per field that does not do.
        """
        problems: list[Problem] = []
        made = filled(self.type, self.fields, raw, "", problems)
        if made is not None:
            problems = list(made.rules())
        if made is None or problems:
            raise RecordProblems(problems)
        return made

    def body(self, made: Record) -> dict[str, Any]:
        """Plain data to keep: what still has its default is kept too, so that a later default changes nothing."""
        plain: dict[str, Any] = msgspec.to_builtins(made)
        return {
            name: value for name, value in plain.items() if value not in ("", None) or name not in ("corrects", "why")
        }

    def describe(self) -> dict[str, Any]:
        """Plain data for `gatepost kinds --json`."""
        fields = [field.describe() for field in self.fields]
        return {
            "kind": self.name,
            "label": tr(self.label),
            "version": self.version,
            "enterable": self.enterable,
            "fields": fields,
        }


def record(
    name: str, label: str, *, enterable: bool = True, audit: bool = False, version: int = 1,
    readers: Iterable[str] = (), keep: int | None = KEPT, shared: int | None = None,
) -> Any:  # fmt: skip
    """Declares a subclass of Record to be the kind `name`; see Kind. `readers` are roles of app.access."""

    def declare(cls: type[Record]) -> type[Record]:
        allowed = frozenset(readers)
        fields = fields_of(cls)
        guarded = tuple(field for field in fields if field.readers)
        cls.kind = Kind(  # type: ignore[attr-defined]
            name, label, cls, fields, enterable, audit, version, allowed, keep, shared, guarded
        )
        return cls

    return declare
