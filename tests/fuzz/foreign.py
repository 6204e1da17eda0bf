"""A small world of foreign certificates, the same in every process: its signers, what they signed, whom to trust."""

import zlib
from functools import cache

import cbor2

from app.codes.trust import Trust
from app.codes.trustlist import read_trust_file
from app.codes.trustlist_index import kid_of
from tests.fakes.certificates import (
    OID,
    RECOVERY,
    TEST,
    VACCINATION,
    card,
    certificate,
    content,
    cose,
    cwt,
    dcc,
    elliptic,
    issued_dcc,
    jwk,
    jws,
    numeric,
    pem,
    seal,
)  # fmt: skip

DOSE = {
    "resourceType": "Immunization", "status": "completed", "occurrenceDateTime": "2021-01-29",
    "vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "207"}]},
}  # fmt: skip
LABORATORY = {
    "resourceType": "Observation", "status": "final", "effectiveDateTime": "2021-06-14T08:00:00Z",
    "code": {"coding": [{"system": "http://loinc.org", "code": "94558-4"}]}, "performer": [{"display": "Harbour"}],
    "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "260373001"}]},
}  # fmt: skip
JAB = {
    "uvci": "U32870", "pid": {"n": "MUSTER ADA", "dob": "1998-02-26", "i": "P123"},
    "ve": [{"des": "XM68M6", "nam": "Comirnaty", "vd": [{"dvc": "2021-03-03", "seq": 1, "ctr": "UTO"}]}],
}  # fmt: skip
SWAB = {
    "utci": "U32871", "pid": {"n": "MUSTER ADA"}, "sp": {"spn": "Harbour", "ctr": "UTO"},
    "dat": {"sc": "2021-06-14T08:00:00+02:00", "ri": "2021-06-14T18:00:00+02:00"},
    "tr": {"tc": "molecular(PCR)", "r": "negative"},
}  # fmt: skip


@cache
def signer() -> bytes:
    return certificate(elliptic(1), purposes=[OID + last for last in "123"])


@cache
def authority() -> bytes:
    return certificate(elliptic(2), "CSCA of Utopia", authority=True)


@cache
def trust() -> Trust:
    """Trusts the signer, its authority, and one issuer of health cards."""
    files = (pem(signer()) + pem(authority()), str(jwk(elliptic(3))).replace("'", '"'))
    return Trust().with_foreign(entry for text in files for entry in read_trust_file(text.encode(), "file").entries)


def kid() -> bytes:
    """The signer's key id."""
    return kid_of(signer())


def messages() -> list[bytes]:
    """COSE messages of EU certificates."""
    kinds: tuple[dict[str, object], ...] = ({"v": [VACCINATION]}, {"t": [TEST]}, {"r": [RECOVERY]}, {"x": 1})
    return [cose(cwt(content(**kind)), elliptic(1), kid()) for kind in kinds]


def payloads() -> list[bytes]:
    """CWTs, before they are signed."""
    return [cwt(content(v=[VACCINATION], t=[TEST], r=[RECOVERY])), cwt(content(t=[TEST]), expires=None)]


def cards() -> list[bytes]:
    """What health cards say, before it is signed."""
    return [card(DOSE), card(LABORATORY, exp=2e9), card(DOSE, vc={"rid": "abc"}), card(iss="https://other.example")]


def seals() -> list[bytes]:
    der = certificate(elliptic(4), "Barcode signer", by=elliptic(2), issuer="CSCA of Utopia")
    return [seal(JAB, elliptic(4), der), seal(SWAB, elliptic(1), signer(), "icao.test")]


def codes() -> list[bytes]:
    """Whole codes of every kind."""
    key, letters = elliptic(3), [jws(elliptic(3), one) for one in cards()]
    return [
        issued_dcc(elliptic(1), signer(), content(v=[VACCINATION])), *map(dcc, messages()), *map(numeric, letters),
        numeric(letters[0][:600], "1/2/"), letters[0].encode(), *seals(),
        dcc(zlib.compress(cbor2.dumps([[]] * 9))), jws(key, b"[]").encode(),
    ]  # fmt: skip
