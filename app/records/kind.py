"""How a kind of record is declared: a frozen dataclass with labelled fields, from which everything else is made.

    @record("temperature", mark("体温登记"))
    class TemperatureCheck(Record):
        person: PersonNumber = labelled(mark("人员"))
        celsius: Annotated[float, Meta(ge=30, le=45)] = labelled(mark("体温"), unit="℃")

A field may be added later with a default; it is never renamed or given another type, since the ledger keeps what was
written. Field types: str, PersonNumber, bool, int, float, datetime, Literal (a choice), a nested sheet (a class marked
`@sheet`), and a tuple of sheets (lines).
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, NewType, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

import msgspec

from app.i18n import mark, tr
from app.records.values import Impossible, settled

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
KEPT = 180
"""Days that records of a kind are kept which says nothing else."""
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


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field (a dotted path, or empty for the whole record), in a sentence."""

    field: str
    sentence: str


class RecordProblems(ValueError):
    """A record that cannot be entered as it stands; `problems` is never empty."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(problem.sentence for problem in problems))
        self.problems = problems


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


dataclass(frozen=True, kw_only=True)(Record)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name, label, class and fields.

    enterable: people may enter it through a form, also later from paper (补录); what the program alone may say (the
        audit) they may not.
    audit: left out of `gatepost records` unless asked for.
    readers: roles for which such records exist; empty for everyone who reads records.
    keep: days until what such a record says is forgotten, unless the administrator says otherwise; None for ever.
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

    def read(self, raw: Mapping[str, Any]) -> Record:
        """A record of this kind from plain data (a form, a JSON line, the ledger).

        Numbers and times may come as text; a time without a zone is the campus's. Raises RecordProblems with one
        problem per field that does not do.
        """
        problems: list[Problem] = []
        made = _made(self.type, self.fields, raw, "", problems)
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
    readers: Iterable[str] = (), keep: int | None = KEPT,
) -> Any:  # fmt: skip
    """Declares a subclass of Record to be the kind `name`; see Kind. `readers` are roles of app.access."""

    def declare(cls: type[Record]) -> type[Record]:
        allowed = frozenset(readers)
        cls.kind = Kind(name, label, cls, fields_of(cls), enterable, audit, version, allowed, keep)  # type: ignore[attr-defined]
        return cls

    return declare


def _kept(look: Callable[[Any], T]) -> Callable[[Any], T]:
    """Looks at each class once: every look at its annotations evaluates them all anew."""
    return cache(look)


@_kept
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls, include_extras=True)


@_kept
def fields_of(cls: type[Any]) -> tuple[Field, ...]:
    """The fields of a record or sheet in the order of their declaration, a correction's own two last."""
    hints = _hints(cls)
    own = [_field(one, hints[one.name]) for one in dataclasses.fields(cls)]
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


def _made(
    cls: type[T], fields: tuple[Field, ...], raw: Mapping[str, Any], path: str, problems: list[Problem]
) -> T | None:
    """An instance of a record or sheet from plain data; None where something does not do: then `problems` says what,
    each under its path."""
    names = {field.name for field in fields}
    values: dict[str, Any] = {}
    before = len(problems)
    problems += [Problem(path + name, tr("没有“{name}”这一项", name=name)) for name in raw if name not in names]
    for field in fields:
        given = raw.get(field.name)
        given = given.strip() if isinstance(given, str) else given
        if given not in (None, ""):
            values[field.name] = _value(cls, field, given, path + field.name, problems)
        elif field.required:
            problems.append(Problem(path + field.name, _wrong(field, tr("必须填写"))))
    return cls(**values) if len(problems) == before else None


def _value(cls: type[Any], field: Field, given: Any, path: str, problems: list[Problem]) -> Any:
    hint = _hints(cls)[field.name]
    if field.type == "sheet" and isinstance(given, Mapping):
        return _made(_inner(hint), field.fields, given, f"{path}.", problems)
    if field.type == "lines" and isinstance(given, list | tuple) and all(isinstance(one, Mapping) for one in given):
        inner = _inner(hint)
        return tuple(_made(inner, field.fields, one, f"{path}[{n}].", problems) for n, one in enumerate(given))
    try:
        if field.type == "time" and isinstance(given, str):
            given = datetime.fromisoformat(given)
        return settled(msgspec.convert(given, hint, strict=False))
    except Impossible:
        problems.append(Problem(path, _wrong(field, tr("超出合理范围，请核对"))))
    except ValueError as error:  # msgspec's are too
        problems.append(Problem(path, _wrong(field, _wanted(field, str(error)))))
    return None


def _inner(hint: Any) -> type[Any]:
    """The class of a sheet, or of the lines, that a field is annotated with."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    return next(found for part in get_args(hint) if part is not type(None) and (found := _inner(part)))


def _wanted(field: Field, detail: str) -> str:
    if ">" in detail or "<" in detail:
        return tr("超出合理范围，请核对")
    return {
        "number": tr("请填数字"),
        "whole": tr("请填整数"),
        "time": tr("请填日期和时间，如 2022-04-10T06:48+08:00"),
        "choice": tr("请从列出的选项中选择"),
        "yes": tr("请填是或否"),
    }.get(field.type, tr("内容不完整"))


def _wrong(field: Field, wanted: str) -> str:
    return tr("{label}：{wanted}", label=tr(field.label), wanted=wanted)
