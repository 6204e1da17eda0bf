"""Which module has which commands, so that one command does not load what the others need."""

import importlib
from collections.abc import Iterable
from types import ModuleType

GROUPS: dict[str, tuple[str, ...]] = {
    "init": ("init",),
    "demo": ("demo",),
    "read": ("read",),
    "page": ("page",),
    "lane": ("lane",),
    "goods": ("goods",),
    "parcels": ("parcels",),
    "keyposts": ("keyposts",),
    "ledger": ("records", "kinds", "add", "export"),
    "show": ("show",),
    "people": ("people",),
    "importing": ("import",),
    "paper": ("paper",),
    "account": ("account",),
    "key": ("key",),
    "campus": ("pass", "trust"),
    "level": ("level",),
    "codes": ("sheet", "revoke"),
    "proof": ("verify", "checkpoint"),
    "retention": ("retention", "hold"),
    "person": ("person-data", "erase"),
    "grant": ("grant",),
    "rounds": ("rounds",),
    "reports": ("reports",),
    "night": ("night",),
    "today": ("today",),
    "observation": ("observation",),
    "residents": ("residents",),
    "contacts": ("contacts",),
    "trace": ("trace",),
    "deny": ("deny",),
    "medical": ("medical",),
    "centre": ("enrol", "sync"),
    "reference": ("reference",),
    "server": ("server",),
    "check": ("selfcheck", "backup", "restore"),
}
"""Modules of app.cli in the order of the help, each with its commands."""


def having(command: str) -> list[str]:
    """The group that has `command`; all of them for one that none has, so that what is wrong with it can be said."""
    return [group for group, commands in GROUPS.items() if command in commands] or list(GROUPS)


def loaded(groups: Iterable[str]) -> list[ModuleType]:
    """The modules of those groups; each has an `add` that takes the parser's commands."""
    return [importlib.import_module(f"app.cli.{group}") for group in groups]
