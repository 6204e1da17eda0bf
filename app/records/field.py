"""A field of a record or sheet: how it is declared, and what forms, tables and `gatepost kinds` see of it."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, NewType, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

from app.i18n import tr

PersonNumber = NewType("PersonNumber", str)
"""A number of the roster (学工号): the form looks it up, the table shows the name beside it."""

FieldType = Literal["text", "person", "yes", "whole", "number", "time", "choice", "sheet", "lines"]
_SIMPLE: dict[Any, FieldType] = {
    str: "text",
    bool: "yes",
    int: "whole",
    float: "number",
    datetime: "time",
    PersonNumber: "person",
}
_LABELS = "gatepost"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind, as the form, the table and `gatepost kinds` see it.

    group: the heading it stands under in a form; empty for none.
    choices: stored value → label, for `choice`.
    fields: of the sheet or of one line, for `sheet` and `lines`.
    said: code → words in the language in use, for a text that holds codes (or several of them).
    readers: roles that see it; empty for everyone who reads the record.
    """

    name: str
    label: str
    type: FieldType
    required: bool
    default: Any = None
    unit: str = ""
    group: str = ""
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    fields: tuple["Field", ...] = ()
    said: Callable[[str], str] | None = None
    readers: frozenset[str] = frozenset()

    def describe(self) -> dict[str, Any]:
        """Plain data for `gatepost kinds --json`; labels in the language in use."""
        plain: dict[str, Any] = {
            "name": self.name,
            "label": tr(self.label),
            "type": self.type,
            "required": self.required,
        }
        if self.unit:
            plain["unit"] = self.unit
        if self.choices:
            plain["choices"] = {value: tr(label) for value, label in self.choices.items()}
        if self.fields:
            plain["fields"] = [field.describe() for field in self.fields]
        return plain


def labelled(
    label: str,
    *,
    default: Any = MISSING,
    choices: Mapping[str, str] | None = None,
    unit: str = "",
    group: str = "",
    said: Callable[[str], str] | None = None,
    readers: Iterable[str] = (),
) -> Any:
    """A field with its Chinese label; without a default it must be filled in. readers: the roles that see it, where
    not everyone who reads the record does."""
    about = {
        "label": label, "choices": choices or {}, "unit": unit, "group": group, "said": said,
        "readers": frozenset(readers),
    }  # fmt: skip
    return dataclasses.field(default=default, metadata={_LABELS: about})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(labelled,))
def sheet(cls: type[T]) -> type[T]:
    """Marks a class as a part of a record: a group of fields that belong together."""
    return dataclass(frozen=True, kw_only=True)(cls)


def _kept(look: Callable[[Any], T]) -> Callable[[Any], T]:
    """Looks at each class once: every look at its annotations evaluates them all anew."""
    return cache(look)


@_kept
def hints(cls: type[Any]) -> dict[str, Any]:
    """The annotations of a record or sheet, by the name of the field."""
    return get_type_hints(cls, include_extras=True)


@_kept
def fields_of(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a record or sheet in the order of their declaration, a correction's own two last."""
    types = hints(cls)
    own = [_field(one, types[one.name]) for one in dataclasses.fields(cls)]
    return tuple(sorted(own, key=lambda field: field.name in ("corrects", "why")))


def _field(declared: "dataclasses.Field[Any]", hint: Any) -> Field:
    about = declared.metadata[_LABELS]
    required = declared.default is MISSING
    bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    kept = [part for part in get_args(bare) if part is not type(None)] if type(None) in get_args(bare) else [bare]
    bare = get_args(kept[0])[0] if get_origin(kept[0]) is Annotated else kept[0]
    type_, fields = _type(bare)
    return Field(
        declared.name, about["label"], type_, required, None if required else declared.default,
        about["unit"], about["group"], about["choices"], fields, about["said"], about["readers"],
    )  # fmt: skip


def _type(bare: Any) -> tuple[FieldType, tuple[Field, ...]]:
    if bare in _SIMPLE:
        return _SIMPLE[bare], ()
    if get_origin(bare) is Literal:
        return "choice", ()
    if get_origin(bare) is tuple:
        line = get_args(bare)[0]
        return ("lines", fields_of(line)) if isinstance(line, type) and dataclasses.is_dataclass(line) else ("text", ())
    if isinstance(bare, type) and dataclasses.is_dataclass(bare):
        return "sheet", fields_of(bare)
    raise TypeError(f"{bare!r} is no type for a record's field")
