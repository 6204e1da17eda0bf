"""ICAO's seals: the signer's certificate travels in the code, and its state's authority decides."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Claim
from app.codes.registry import recognise
from app.codes.trust import Trust
from app.codes.trustlist import read_trust_file
from app.decode.symbol import Symbol
from tests.fakes.certificates import DAY, NOW, certificate, elliptic, pem, seal
from tests.fakes.endless import ended

CSCA_KEY, KEY = elliptic(31, ec.SECP384R1()), elliptic(32)
CSCA = certificate(CSCA_KEY, "CSCA of Utopia", authority=True)
OWN = "2.23.136.1.1.14.2"


def signer(**changes: Any) -> bytes:
    return certificate(**{"key": KEY, "name": "Signer 1", "by": CSCA_KEY, "issuer": "CSCA of Utopia", **changes})


def trusting(*ders: bytes) -> Trust:
    return Trust().with_foreign(read_trust_file("".join(map(pem, ders)).encode(), "csca.pem").entries)


DER, TRUST = signer(), trusting(CSCA)
PERSON = {"n": "MUSTER ADA", "dob": "1998-02-26", "i": "A1234567"}
DOSE = {"des": "XM68M6", "nam": "Comirnaty", "vd": [{"dvc": "2021-03-03", "seq": 1, "ctr": "UTO"}]}
VACCINATION = {"uvci": "U1", "pid": PERSON, "ve": [DOSE]}
TEST = {
    "utci": "T1", "pid": PERSON, "sp": {"spn": "Hafen-Labor, Zürich 实验室", "ctr": "UTO"},
    "dat": {"sc": "2021-06-14T12:00:00+08:00", "ri": "2021-06-14T20:00:00+08:00"},
    "tr": {"tc": "molecular(PCR)", "r": "negative"},
}  # fmt: skip


def claim_of(payload: bytes, trust: Trust = TRUST, now: datetime = NOW) -> Claim:
    return recognise(Symbol("QRCode", payload), trust, now)


def result_of(payload: bytes, trust: Trust = TRUST, now: datetime = NOW) -> tuple[str, str]:
    claim = claim_of(payload, trust, now)
    assert claim.kind == "vds-nc"
    return claim.trust, claim.reason


def test_a_vaccination_says_who_what_and_when() -> None:
    claim = claim_of(seal(VACCINATION, KEY, DER))
    assert (claim.kind, claim.trust, claim.reason, claim.issuer) == ("vds-nc", "verified", "", "UTO")
    assert (claim.holder.name, claim.holder.born) == ("MUSTER ADA", date(1998, 2, 26))
    assert claim.vaccination == "Comirnaty 1 2021-03-03"


@pytest.mark.parametrize(("written", "kind"), [("molecular(PCR)", "nucleic-acid"), ("antigen", "antigen")])
@pytest.mark.parametrize(("result", "meaning"), [("negative", "negative"), ("positive", "positive"), ("?", "unknown")])
def test_a_test_says_its_kind_result_and_sampling(written: str, kind: str, result: str, meaning: str) -> None:
    (test,) = claim_of(seal({**TEST, "tr": {"tc": written, "r": result}}, KEY, DER, "icao.test")).tests
    assert (test.kind, test.result, test.organisation) == (kind, meaning, "Hafen-Labor, Zürich 实验室")
    assert test.sampled_at == datetime.fromisoformat("2021-06-14T04:00:00Z")


def test_larger_curves_and_authorities_with_rsa() -> None:
    key, authority = elliptic(33, ec.SECP521R1()), rsa.generate_private_key(65537, 2048)
    csca = certificate(authority, "CSCA of Utopia", authority=True)
    for algorithm, der_key in (("ES512", key), ("ES384", elliptic(34, ec.SECP384R1()))):
        der = signer(key=der_key, by=authority)
        assert result_of(seal(VACCINATION, der_key, der, algorithm=algorithm), trusting(csca)) == ("verified", "")


def test_a_signer_may_be_trusted_itself() -> None:
    assert result_of(seal(VACCINATION, KEY, DER), trusting(DER)) == ("verified", "")


def test_without_the_authority_it_is_read() -> None:
    assert result_of(seal(VACCINATION, KEY, DER), Trust()) == ("read", "issuer-unknown")
    assert result_of(seal(VACCINATION, KEY, DER).replace(b'"cer"', b'"certref"')) == ("read", "issuer-unknown")


def test_who_only_names_the_authority_is_a_forger() -> None:
    der = signer(by=elliptic(35))
    assert result_of(seal(VACCINATION, KEY, der)) == ("invalid", "certificate-forged")


def test_a_signer_is_no_authority() -> None:
    trust = trusting(DER)
    der = certificate(elliptic(36), "Below", by=KEY, issuer="Signer 1")
    assert result_of(seal(VACCINATION, elliptic(36), der), trust) == ("read", "issuer-unknown")


def test_a_changed_word_is_a_forgery_with_and_without_trust() -> None:
    changed = seal(VACCINATION, KEY, DER).replace(b"MUSTER ADA", b"MUSTER EVA")
    for trust in (TRUST, Trust()):
        assert result_of(changed, trust) == ("invalid", "certificate-forged")
    other = seal(VACCINATION, elliptic(37), DER)
    wrong = seal(VACCINATION, KEY, DER).replace(b"ES256", b"ES384")
    assert {result_of(other), result_of(wrong)} == {("invalid", "certificate-forged")}


def test_the_order_and_the_spaces_of_the_json_do_not_matter() -> None:
    written = json.loads(seal(TEST, KEY, DER))
    assert result_of(json.dumps(written, sort_keys=True, indent=1).encode()) == ("verified", "")
    assert result_of(json.dumps([written]).encode()) == ("verified", "")


def test_the_signer_s_certificate_has_its_time() -> None:
    code = seal(VACCINATION, KEY, DER)
    assert result_of(code, now=NOW + 800 * DAY) == ("invalid", "certificate-expired")
    assert result_of(code, now=NOW - 40 * DAY) == ("invalid", "certificate-not-yet-valid")


def test_an_expired_authority_still_stands_for_what_it_issued() -> None:
    old = certificate(CSCA_KEY, "CSCA of Utopia", authority=True, until=NOW - DAY)
    assert result_of(seal(VACCINATION, KEY, DER), trusting(old)) == ("verified", "")


@pytest.mark.parametrize(("purposes", "good"), [([OWN], True), (["2.23.136.1.1.3"], False)])
def test_the_signer_s_key_usage(purposes: list[str], good: bool) -> None:
    result = result_of(seal(VACCINATION, KEY, signer(purposes=purposes)))
    assert result == (("verified", "") if good else ("invalid", "certificate-key-usage"))


OTHERS = [
    b"{}", b"[]", b'{"sig"', b'{"sig":1}', b"[" * 4000 + b'"sig"', b'{"sig":' * 1000, b'{"sig":1,"data":2}',
    b'{"data":{"hdr":{"t":"x"}},"sig":{}}', b'{"sig":' + b"9" * 7000 + b"}", b'{"sig":"\\ud800"}',
]  # fmt: skip


@pytest.mark.parametrize("payload", OTHERS, ids=range(len(OTHERS)))
def test_other_json_is_nobody_s(payload: bytes) -> None:
    with ended():
        assert claim_of(payload).kind == "unknown"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["data", "sig", "cer", "alg", "sigvl", "msg", "hdr"]), JSON), JSON)
def test_any_json_gives_a_claim(inner: dict[str, Any], message: Any) -> None:
    written = json.loads(seal(TEST, KEY, DER))
    written["sig"] |= inner
    written["data"]["msg"] = message
    payload = json.dumps(written, ensure_ascii=True).encode()
    assert claim_of(payload).trust != "verified"


@given(st.dictionaries(st.sampled_from(["pid", "ve", "tr", "dat", "sp", "uvci"]), JSON))
def test_a_trusted_signer_may_sign_anything(message: dict[str, Any]) -> None:
    sound = {**TEST, **message}
    try:
        code = seal(sound, KEY, DER)
    except ValueError:  # numbers that no canonical form has
        return
    claim_of(code).as_json()


@given(st.data())
def test_no_changed_certificate_is_verified_or_breaks_anything(data: st.DataObject) -> None:
    der = bytearray(DER)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(der) - 1))
        der[at] = data.draw(st.integers(0, 255))
    changed = bytes(der)
    # What the authority signed begins with the certificate; the envelope around it says nothing.
    assert claim_of(seal(VACCINATION, KEY, changed)).trust != "verified" or signed_part(changed) == signed_part(DER)


def signed_part(der: bytes) -> bytes:
    part: bytes = Certificate.load(der)["tbs_certificate"].dump()
    return part
