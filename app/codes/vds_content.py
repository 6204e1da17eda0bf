"""What an ICAO VDS-NC says (Visible Digital Seals for Travel-Related Public Health Proofs), as parts of a claim."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from app.codes.certificate_codes import Result, TestKind
from app.codes.certificate_values import day, fields, moment, parts, text
from app.codes.claim import Holder, Test

Message: TypeAlias = Mapping[Any, Any]
_RESULTS: dict[str, Result] = {"negative": "negative", "positive": "positive"}


def holder(message: Message) -> Holder:
    """The name as in the passport, and the day of birth."""
    person = fields(message.get("pid"))
    return Holder(name=text(person.get("n")), born=day(person.get("dob")))


def vaccination(message: Message) -> str:
    """Product, number of the dose and day, as "Comirnaty 1 2021-03-03"; several after semicolons."""
    return "; ".join(
        _dose(event, one) for event in parts(message.get("ve")) for one in parts(event.get("vd")) if _dose(event, one)
    )


def tests(message: Message) -> tuple[Test, ...]:
    """The one test of a proof of testing."""
    result, dates = fields(message.get("tr")), fields(message.get("dat"))
    if not result:
        return ()
    where = text(fields(message.get("sp")).get("spn"))
    return (
        Test(
            kind=_kind(text(result.get("tc"))), result=_RESULTS.get(text(result.get("r")).lower(), "unknown"),
            sampled_at=moment(dates.get("sc")), tested_at=moment(dates.get("ri")), organisation=where,
        ),
    )  # fmt: skip


def identifier(message: Message) -> str:
    """The proof's unique identifier."""
    return text(message.get("uvci")) or text(message.get("utci"))


def _kind(written: str) -> TestKind:
    """The kinds are words: "molecular(PCR)", "molecular(other)", "antigen", "antibody", "other"."""
    return "nucleic-acid" if written.lower().startswith("molecular") else "antigen"


def _dose(event: Message, dose: Message) -> str:
    number, at = dose.get("seq"), day(dose.get("dvc"))
    shown = str(number)[:3] if isinstance(number, int | str) else ""
    product = text(event.get("nam")) or text(event.get("des"))
    return " ".join(filter(None, (product, text(shown), at.isoformat() if at else "")))
