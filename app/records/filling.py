"""A record made from plain data: a form, a JSON line, the ledger."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar, get_args

import msgspec

from app.i18n import tr
from app.records.field import Field, hints
from app.records.problem import Problem
from app.records.values import Impossible, settled

T = TypeVar("T")


def made(
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
    hint = hints(cls)[field.name]
    if field.type == "sheet" and isinstance(given, Mapping):
        return made(_inner(hint), field.fields, given, f"{path}.", problems)
    if field.type == "lines" and isinstance(given, list | tuple) and all(isinstance(one, Mapping) for one in given):
        inner = _inner(hint)
        return tuple(made(inner, field.fields, one, f"{path}[{n}].", problems) for n, one in enumerate(given))
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
