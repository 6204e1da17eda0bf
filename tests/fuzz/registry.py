"""All targets, by name."""

from app.discover import modules
from tests.fuzz.target import Target


def targets() -> dict[str, Target]:
    """Those that the modules of tests.fuzz.targets declare."""
    declared = (getattr(module, "TARGETS", ()) for module in modules("tests.fuzz.targets"))
    return {target.name: target for some in declared for target in some}
