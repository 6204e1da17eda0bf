"""What an EU digital COVID certificate says (JSON schema 1.0 to 1.3), as the parts of a claim.

Every field is taken where it is there and left out where it is not: what the schema says of it is another question.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from app.codes import certificate_codes
from app.codes.certificate_values import day, fields, moment, parts, text
from app.codes.claim import Holder, Test

Content: TypeAlias = Mapping[Any, Any]


def purposes(content: Content) -> set[str]:
    """Which of "t" (test), "v" (vaccination), "r" (recovery) it certifies."""
    return {part for part in ("t", "v", "r") if content.get(part)}


def holder(content: Content) -> Holder:
    """Given name before family name, as they are written; transliterated where they are written in no other way."""
    name = fields(content.get("nam"))
    shown = [text(name.get(own)) or text(name.get(latin)).replace("<", " ") for own, latin in _NAMES]
    return Holder(name=" ".join(filter(None, shown)), born=day(content.get("dob")))


def tests(content: Content) -> tuple[Test, ...]:
    """Tests; and of a recovery the positive test that began it."""
    shown = [_test(one) for one in parts(content.get("t"))]
    return (*shown, *(_first_positive(one) for one in parts(content.get("r"))))


def vaccination(content: Content) -> str:
    """Product, dose of doses and day, as "EU/1/20/1528 2/2 2021-06-01"; several after semicolons."""
    return "; ".join(filter(None, (_dose(one) for one in parts(content.get("v")))))


def identifier(content: Content) -> str:
    """The certificate's unique identifier (UVCI); empty where none stands there."""
    entries = [one for part in ("v", "t", "r") for one in parts(content.get(part))]
    return next((text(one.get("ci")) for one in entries if text(one.get("ci"))), "")


_NAMES = (("gn", "gnt"), ("fn", "fnt"))


def _test(entry: Content) -> Test:
    # A kind that is not known counts as the weaker one: a positive result must count whatever the test was.
    return Test(
        kind=certificate_codes.test_kind(entry.get("tt")) or "antigen",
        result=certificate_codes.result(entry.get("tr")),
        sampled_at=moment(entry.get("sc")), tested_at=moment(entry.get("dr")), organisation=text(entry.get("tc")),
    )  # fmt: skip


def _first_positive(entry: Content) -> Test:
    return Test(
        kind="nucleic-acid", result="positive", sampled_at=moment(entry.get("fr")), organisation=text(entry.get("is"))
    )


def _dose(entry: Content) -> str:
    dose, doses, at = entry.get("dn"), entry.get("sd"), day(entry.get("dt"))
    count = f"{dose}/{doses}" if _countable(dose) and _countable(doses) else ""
    return " ".join(filter(None, (text(entry.get("mp")), count, at.isoformat() if at else "")))


def _countable(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 100
