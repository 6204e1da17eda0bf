"""What the pieces of one person's part of a line say of him: temperatures, states, remarks."""

from collections.abc import Collection, Sequence

from app.dormitory.chain import symptoms
from app.dormitory.chain.lexicon import COUGH
from app.dormitory.chain.said import Said, Says
from app.dormitory.chain.token import Token
from app.dormitory.chain.values import Values


def meaning(line: int, number: str, own: Sequence[Token], values: Values, notes: Collection[Token]) -> Said:
    """notes: pieces that nothing explains."""
    ill = list(symptoms.said(own))
    away = list(symptoms.said(own, "away"))
    says: Says = "ill" if ill else "away" if away else ""
    if not says and not values.readings:
        says = "unmeasured" if any(one.is_word("unmeasured") for one in own) else "normal"
    starts = {one.start for one in [*notes, *ill, *away]}
    return Said(
        number=number, line=line, readings=values.readings, says=says, cough=any(one.text in COUGH for one in ill),
        note=_note([one for one in own if one.start in starts]), corrects=values.corrects,
    )  # fmt: skip


def of_whoever(line: int, own: Sequence[Token], values: Values, notes: Collection[Token]) -> Said | None:
    """The same while it is not known whom the line means; None where what it says cannot be told either."""
    said = meaning(line, "", own, values, notes)
    well = said.says == "normal" and any(one.is_word("normal") for one in own)
    if (values.problem and not values.readings) or not (said.readings or well or said.says in ("ill", "away")):
        return None
    return said


def _note(tokens: Sequence[Token]) -> str:
    """The remarks as they stand, those that belong together without a blank."""
    text = ""
    for at, one in enumerate(tokens):
        text += ("" if at and tokens[at - 1].end == one.start else " ") + one.text
    return text.strip()
