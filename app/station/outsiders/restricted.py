"""The list of restricted passage, asked about a visitor or a vehicle. It says why to nobody."""

from collections.abc import Iterable
from datetime import datetime

from app.errors import UserError
from app.i18n import tr
from app.policy.denial import in_force
from app.store.reference.denials import By, Denials


class Restricted(UserError):
    """A leader on duty has to be asked first."""

    @classmethod
    def here(cls) -> "Restricted":
        return cls(tr("请联系带班领导，由带班领导决定。"))


def is_restricted(denials: Denials, named: Iterable[tuple[By, str]], now: datetime) -> bool:
    """Whether an entry in force speaks of one of these numbers or plates."""
    return any(in_force(one.denial, now) for by, value in named for one in denials.of(by, value))
