"""All kinds of record, found by walking this package: a new kind is a new file here and nothing else."""

from functools import cache

from app.discover import modules
from app.errors import WrongUse
from app.i18n import tr
from app.records.kind import Kind


@cache
def kinds() -> dict[str, Kind]:
    """Name → kind, in alphabetical order."""
    found = (getattr(value, "kind", None) for module in modules("app.records") for value in vars(module).values())
    return {kind.name: kind for kind in sorted((k for k in found if isinstance(k, Kind)), key=lambda k: k.name)}


def kind(name: str) -> Kind:
    """The kind of that name; WrongUse where there is none."""
    try:
        return kinds()[name]
    except KeyError:
        known = "、".join(kinds())
        raise WrongUse(tr("没有“{name}”这种记录。可用的有：{known}。", name=name, known=known)) from None
