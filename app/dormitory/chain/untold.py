"""Why a line with names cannot be told: it says nothing, or may say it of anybody, or answers what nobody knows."""

from collections.abc import Sequence

from app.dormitory.chain import symptoms
from app.dormitory.chain.elements import Parts
from app.dormitory.chain.meaning import of_whoever
from app.dormitory.chain.said import Problem
from app.dormitory.chain.token import Token
from app.dormitory.chain.values import Values, readings


def nothing_said(number: int, tokens: Sequence[Token], found: Parts, *, ranked: bool) -> tuple[Problem, ...]:
    """Names alone: somebody has still to write a number, or says it in words that nobody knows. A notice (值班：张三)
    only mentions people."""
    people = [one for one in found.elements if one.part == "N"]
    numbers = people[0].numbers.intersection(*(one.numbers for one in people))
    if len(people) > 1 and not numbers and any(one.is_word("same") for one in tokens):
        written = "、".join(one.text for one in people)
        return (Problem(code="several", line=number, written=written),)
    if not ranked and any(one.is_word("header") for one in tokens):
        return ()
    if numbers and (ranked or not found.notes or any(one.is_word("same") for one in tokens)):
        candidates = tuple(sorted(numbers))
        return (Problem(code="no-value", line=number, written=people[0].text, candidates=candidates),)
    everybody = tuple(sorted(set().union(*(one.numbers for one in people))))
    return (Problem(code="several", line=number, candidates=everybody),)


def not_bound(number: int, code: str, tokens: Sequence[Token], found: Parts) -> Problem:
    """A line whose parts cannot be told apart, with whoever it names and what it would say of one of them."""
    names = [one for one in found.elements if one.part == "N"]
    everybody = tuple(sorted({number for one in names for number in one.numbers}))
    values = readings(tokens)
    single = len(values.readings) <= 1 and not unclear_yes(tokens)
    return Problem(
        code=code, line=number, written="、".join(one.text for one in names), candidates=everybody,
        readings=values.readings if len(names) == 1 else (),
        said=of_whoever(number, tokens, values, found.notes) if single else None,
    )  # fmt: skip


def unclear(own: Sequence[Token], values: Values) -> str:
    """The problem of a yes of which nobody knows what it answers, 不正常 without a number, and a number beside 不测."""
    if unclear_yes(own):
        return "yes"
    refuses = any(one.is_word("refuses") for one in own)
    return "vague" if (refuses if values.readings else any(symptoms.said(own, "unclear"))) else ""


def unclear_yes(tokens: Sequence[Token]) -> bool:
    """A yes in a column of its own: to what, only the form's heading knew."""
    for at, one in enumerate(tokens):
        beside = [*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 2]]
        if one.is_word("yes") and all(other.text.isspace() or other.text in ",;|" for other in beside):
            following = next((other for other in tokens[at + 1 :] if other.sort != "gap"), None)
            if following is None or not following.is_word("symptom"):
                return True
    return False
