"""How long what a record says is kept, by kind: as the kind declares, unless the administrator says otherwise."""

from app.errors import UserError
from app.i18n import tr
from app.records.registry import kind as kind_of
from app.records.registry import kinds
from app.store.database import Database
from app.store.reference.sections import Reference

SECTION = "retention"
LEAST = 7
"""Days; a report to the province goes a week back."""
LEAST_AUDIT = 180
"""Days; what was done with the program is a network log (网络安全法, art. 21: at least six months)."""
MOST = 36_500


class Periods:
    """The periods in force in one database."""

    def __init__(self, database: Database) -> None:
        self._reference = Reference(database)

    def all(self) -> dict[str, int | None]:
        """Kind → days, None for ever."""
        said = self._reference.all(SECTION, int)
        return {
            kind.name: kind.keep if kind.keep is None else said.get(kind.name, kind.keep) for kind in kinds().values()
        }

    def set(self, kind: str, days: int) -> None:
        """Keep records of this kind so long. UserError for a time that is too short, and for what is kept for ever."""
        check(kind, days)
        self._reference.put(SECTION, kind, days)


def check(kind: str, days: int) -> None:
    """UserError unless records of this kind may be kept so long."""
    about = kind_of(kind)
    label = tr(about.label)
    if about.keep is None:
        raise UserError(tr("“{kind}”是核对台账的依据，长期保存，不能设期限。", kind=label))
    least = LEAST_AUDIT if about.audit else LEAST
    if not least <= days <= MOST:
        raise UserError(tr("“{kind}”的保存期限应在 {least} 到 {most} 天之间。", kind=label, least=least, most=MOST))
