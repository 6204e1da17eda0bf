"""What a record counts as: a few words of its body that name nobody, kept beside it also when the body is forgotten."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from app.policy.rule import Fever
from app.records.goods import Goods
from app.records.kind import Record
from app.records.override import Override
from app.records.passage import Passage
from app.records.temperature import TemperatureCheck
from app.records.test_result import Result

_FEVER = Fever()


class What(NamedTuple):
    """direction: in or out. outcome: a passage's verdict, a delivery's outcome, a test's result. judged: what the guard
    decided beside `undecided`. Empty where a kind has none, or where it is not known any more."""

    direction: str = ""
    outcome: str = ""
    judged: str = ""
    fever: bool = False

    def __str__(self) -> str:
        return _text(self)

    @property
    def through(self) -> bool:
        """Whether somebody went through the gate."""
        return bool(self.direction) and "admit" in (self.outcome, self.judged)


def what(record: Any, type_: type[Record]) -> What:
    """What a record of this type counts as. record: whatever has its fields."""
    rule = _RULES.get(type_)
    return rule(record) if rule else What()


@lru_cache(maxsize=1024)
def read(text: str) -> What:
    """What `str` wrote."""
    if not text:
        return What()
    direction, outcome, judged, fever = text.split("/")
    return What(direction, outcome, judged, bool(fever))


@lru_cache(maxsize=1024)
def _text(one: What) -> str:
    direction, outcome, judged, fever = one
    return f"{direction}/{outcome}/{judged}/{'fever' if fever else ''}" if any(one) else ""


def _passage(one: Passage) -> What:
    return What(one.direction, one.verdict, one.judged, "fever" in one.reasons)


def _temperature(one: TemperatureCheck) -> What:
    return What(fever=one.celsius >= getattr(_FEVER, one.site))


_RULES: Mapping[type[Record], Callable[[Any], What]] = {
    Passage: _passage,
    TemperatureCheck: _temperature,
    Override: lambda one: What(one.direction, "admit"),  # life in danger goes through
    Goods: lambda one: What(outcome=one.outcome),
    Result: lambda one: What(outcome=one.result),
}
