"""Whoever is in the lane, as the goods post takes the four checks from them: one person for one delivery."""

from typing import Any

from app.errors import UserError
from app.goods.fromlane import checked
from app.i18n import tr
from app.lane.view import LaneView


class LanePerson:
    """The newest person of the lane, and for which delivery each was taken."""

    def __init__(self) -> None:
        self._view: LaneView | None = None
        self._taken: dict[int, str] = {}

    def see(self, view: LaneView | None) -> None:
        """The lane shows something new. Whoever has just left is still the one to be taken."""
        if view is not None and view.case:
            self._view = view

    def take(self, number: str) -> dict[str, Any]:
        """Fields of a step, from whoever is in the lane. UserError where there is nobody, or another's driver."""
        view = self._view
        if view is None or view.person is None:
            raise UserError(tr("通道里没有人。请送货人先在通道核验，或直接键入。"))
        if self._taken.get(view.case, number) != number:
            raise UserError(tr("通道里还是上一车的送货人。请这一车的送货人先在通道核验。"))
        found = checked(view.person, view.temperature, view.decision.checks, view.claims)
        if not found.get("deliverer", {}).get("phone"):
            found.pop("deliverer", None)  # whom nobody could call is asked for by the form
        if not found:
            raise UserError(tr("通道里的人还没有核验。请先核验，或直接键入。"))
        self._taken[view.case] = number
        return {**found, "passage": view.entry.fact.id if view.entry else ""}
