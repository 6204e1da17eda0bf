"""Finds the modules of a package, in the source tree and in the frozen program alike.

Kinds of record, issuers of codes and sources of frames are one file each: whoever adds the file adds the thing. The
installer's recipe uses this same walk, since what nobody imports by name would otherwise be left out of the build.
"""

import importlib
import pkgutil
from types import ModuleType


def module_names(package: str) -> list[str]:
    """The dotted names of the modules directly in `package`, in alphabetical order."""
    home = importlib.import_module(package)
    return sorted(f"{package}.{module.name}" for module in pkgutil.iter_modules(home.__path__) if not module.ispkg)


def modules(package: str) -> list[ModuleType]:
    """The modules of `package`, imported."""
    return [importlib.import_module(name) for name in module_names(package)]
