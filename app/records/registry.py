"""All kinds of record, found by walking this package: a new kind is a new file here and nothing else."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from types import ModuleType

from app.discover import module_names, modules
from app.errors import WrongUse
from app.i18n import tr
from app.records.kind import Kind


@cache
def kinds() -> dict[str, Kind]:
    """Name → kind, in alphabetical order."""
    return _declared(modules("app.records"))


@cache
def kind(name: str) -> Kind:
    """The kind of that name; WrongUse where there is none. Of those that stand in a module of their name that one
    alone is loaded: the first person at a gate waits for no others."""
    own = f"app.records.{name.replace('-', '_')}"
    try:
        alone = _declared([import_module(own)]) if own in module_names("app.records") else {}
        return alone[name] if name in alone else kinds()[name]
    except KeyError:
        known = "、".join(kinds())
        raise WrongUse(tr("没有“{name}”这种记录。可用的有：{known}。", name=name, known=known)) from None


def _declared(some: Iterable[ModuleType]) -> dict[str, Kind]:
    found = (getattr(value, "kind", None) for module in some for value in vars(module).values())
    return {kind.name: kind for kind in sorted((k for k in found if isinstance(k, Kind)), key=lambda k: k.name)}
