"""What a SMART Health Card says: the FHIR resources of its bundle, as the parts of a claim."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from app.codes import certificate_codes
from app.codes.certificate_values import day, fields, moment, parts, text
from app.codes.claim import Holder, Test

Resource: TypeAlias = Mapping[Any, Any]
_DONE = ("final", "amended", "corrected")
"""Status of an observation that counts."""


def resources(payload: Mapping[str, Any], kind: str) -> list[Resource]:
    """The bundle's resources of one kind ("Patient", "Immunization", "Observation")."""
    bundle = fields(fields(fields(payload.get("vc")).get("credentialSubject")).get("fhirBundle"))
    found = [fields(entry.get("resource")) for entry in parts(bundle.get("entry"))]
    return [one for one in found if one.get("resourceType") == kind]


def holder(payload: Mapping[str, Any]) -> Holder:
    """The patient; given names before the family name. Nobody where the card names more than one."""
    patients = resources(payload, "Patient")
    if len(patients) != 1:
        return Holder()
    name = next(iter(parts(patients[0].get("name"))), {})
    given = name.get("given")
    names = [*(given if isinstance(given, list) else []), name.get("family")]
    written = " ".join(filter(None, map(text, names)))
    return Holder(name=text(name.get("text")) or text(written), born=day(patients[0].get("birthDate")))


def vaccination(payload: Mapping[str, Any]) -> str:
    """Vaccine (CVX code, or as written) and day of every dose that was given, the last ones last."""
    given = [one for one in resources(payload, "Immunization") if one.get("status") == "completed"]
    doses = [(day(one.get("occurrenceDateTime")), _vaccine(one)) for one in given]
    doses.sort(key=lambda dose: str(dose[0]))
    return "; ".join(" ".join(filter(None, (name, at.isoformat() if at else ""))) for at, name in doses)


def tests(payload: Mapping[str, Any]) -> tuple[Test, ...]:
    """Tests for the infection that are finished."""
    finished = [one for one in resources(payload, "Observation") if one.get("status") in _DONE]
    return tuple(test for one in finished if (test := _test(one)) is not None)


def _vaccine(resource: Resource) -> str:
    vaccine = fields(resource.get("vaccineCode"))
    return next(_codes(vaccine), "") or text(vaccine.get("text"))


def _test(resource: Resource) -> Test | None:
    kinds = (certificate_codes.test_kind(code) for code in _codes(fields(resource.get("code"))))
    kind = next((one for one in kinds if one), None)
    if kind is None:
        return None
    value = fields(resource.get("valueCodeableConcept"))
    results = [one for one in map(certificate_codes.result, _codes(value)) if one != "unknown"]
    by = next(iter(parts(resource.get("performer"))), {})
    return Test(
        kind=kind, result=results[0] if len(set(results)) == 1 else "unknown",
        sampled_at=moment(resource.get("effectiveDateTime")), organisation=text(by.get("display")),
    )  # fmt: skip


def _codes(concept: Resource) -> Iterator[str]:
    """The codes of a CodeableConcept."""
    return (code for coding in parts(concept.get("coding")) if (code := text(coding.get("code"))))
