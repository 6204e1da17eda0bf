"""SMART Health Cards: the issuer's own key alone makes them verified, and every tampered form is refused."""

import base64
import zlib
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Claim
from app.codes.registry import recognise
from app.codes.shc_chunks import Chunks
from app.codes.trust import Trust
from app.codes.trustlist_entry import TrustEntry
from app.codes.trustlist_jwk import read_jwk
from app.codes.trustlist_revocations import write_lines
from app.decode.symbol import Symbol
from tests.fakes.certificates import DAY, NOW, card, elliptic, jwk, jws, numeric
from tests.fakes.endless import ended

KEY, OTHER = elliptic(21), elliptic(22)
ISS, OTHER_ISS = "https://health.example/issuer", "https://other.example/issuer"


def entry(key: Any, issuer: str) -> TrustEntry:
    found = read_jwk(jwk(key), "key", issuer)
    assert isinstance(found, TrustEntry)
    return found


ENTRIES = [entry(KEY, ISS), entry(OTHER, OTHER_ISS)]
TRUST = Trust().with_foreign(ENTRIES)
DOSE = {"resourceType": "Immunization", "status": "completed", "occurrenceDateTime": "2021-01-29"}
CVX = {"vaccineCode": {"coding": [{"system": "http://hl7.org/fhir/sid/cvx", "code": "207"}]}}
TEST = {
    "resourceType": "Observation", "status": "final", "effectiveDateTime": "2021-06-14T08:00:00Z",
    "code": {"coding": [{"system": "http://loinc.org", "code": "94558-4"}]},
    "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "260415000"}]},
    "performer": [{"display": "Harbour"}],
}  # fmt: skip


def claim_of(payload: bytes | str, trust: Trust = TRUST, now: datetime = NOW) -> Claim:
    data = payload if isinstance(payload, bytes) else numeric(payload)
    return recognise(Symbol("QRCode", data), trust, now)


def reason_of(payload: bytes | str, trust: Trust = TRUST) -> str:
    claim = claim_of(payload, trust)
    assert (claim.kind, claim.trust) == ("shc", "invalid")
    return claim.reason


GOOD = jws(KEY, card({**DOSE, **CVX}))


def test_a_vaccination_says_who_what_and_when() -> None:
    later = {**DOSE, **CVX, "occurrenceDateTime": "2021-03-01"}
    undone = {**later, "status": "entered-in-error", "occurrenceDateTime": "2021-05-01"}
    claim = claim_of(jws(KEY, card(later, {**DOSE, **CVX}, undone)))
    assert (claim.kind, claim.trust, claim.reason, claim.issuer) == ("shc", "verified", "", ISS)
    assert (claim.holder.name, claim.holder.born) == ("Ada B. Muster", date(1998, 2, 26))
    assert claim.vaccination == "207 2021-01-29; 207 2021-03-01"


@pytest.mark.parametrize(("code", "kind"), [("94558-4", "antigen"), ("94500-6", "nucleic-acid")])
@pytest.mark.parametrize(("answer", "result"), [("260415000", "negative"), ("260373001", "positive"), ("1", "unknown")])
def test_a_test_says_its_kind_and_result(code: str, kind: str, answer: str, result: str) -> None:
    value = {"code": {"coding": [{"code": code}]}, "valueCodeableConcept": {"coding": [{"code": answer}]}}
    (test,) = claim_of(jws(KEY, card({**TEST, **value}))).tests
    assert (test.kind, test.result, test.organisation) == (kind, result, "Harbour")
    assert test.sampled_at == datetime.fromisoformat("2021-06-14T08:00:00Z")


def test_other_observations_and_unfinished_ones_are_no_tests() -> None:
    weight = {**TEST, "code": {"coding": [{"code": "29463-7"}]}}
    assert claim_of(jws(KEY, card(weight, {**TEST, "status": "preliminary"}))).tests == ()


def test_an_unknown_key_is_read() -> None:
    claim = claim_of(GOOD, Trust())
    assert (claim.trust, claim.reason, claim.holder.name) == ("read", "issuer-unknown", "Ada B. Muster")


def test_a_key_speaks_for_its_issuer_alone() -> None:
    for iss in (OTHER_ISS, "https://unknown.example", ISS + "/", "http://health.example/issuer"):
        assert reason_of(jws(KEY, card(iss=iss))) == "issuer-key-mismatch"
    assert reason_of(jws(KEY, card(iss=OTHER_ISS), kid=jwk(OTHER)["kid"])) == "certificate-forged"


@pytest.mark.parametrize("iss", ["", None, 5, [], {}])
def test_a_card_names_its_issuer(iss: Any) -> None:
    for trust in (TRUST, Trust(), Trust().with_foreign([entry(KEY, "")])):
        assert reason_of(jws(KEY, card(iss=iss)), trust) == "certificate-damaged"


def test_an_issuer_s_keys_are_known_or_not_at_all() -> None:
    assert reason_of(jws(elliptic(23), card())) == "issuer-key-mismatch"
    claim = claim_of(jws(elliptic(23), card(iss="https://unknown.example")))
    assert (claim.trust, claim.reason) == ("read", "issuer-unknown")


def test_a_key_given_without_its_issuer_speaks_for_those_that_have_none() -> None:
    bare = Trust().with_foreign([entry(KEY, ""), entry(OTHER, OTHER_ISS)])
    assert claim_of(GOOD, bare).trust == "verified"
    assert reason_of(jws(KEY, card(iss=OTHER_ISS)), bare) == "issuer-key-mismatch"


def test_a_changed_signature_or_payload_is_a_forgery() -> None:
    head, payload, signature = GOOD.split(".")
    other = jws(KEY, card(DOSE)).split(".")[1]
    changed = ("A" if signature[0] != "A" else "B") + signature[1:]
    for forged in (
        f"{head}.{other}.{signature}",
        f"{head}.{payload}.{changed}",
        f"{head}.{payload}.{signature[:-8]}",
        GOOD + "_",
    ):
        assert reason_of(forged) == "certificate-forged"


def test_time() -> None:
    assert reason_of(jws(KEY, card(exp=(NOW - DAY).timestamp()))) == "certificate-expired"
    assert reason_of(jws(KEY, card(nbf=(NOW + 3 * DAY).timestamp()))) == "certificate-not-yet-valid"
    assert reason_of(jws(KEY, card(nbf=NOW.timestamp() * 1000))) == "certificate-not-yet-valid"
    assert claim_of(jws(KEY, card(exp=(NOW + DAY).timestamp()))).expires_at == NOW + DAY


def test_a_revoked_card_is_refused() -> None:
    before, after = int((NOW - 2 * DAY).timestamp()), int(NOW.timestamp())
    lines = write_lines(["all", f"old.{before}", f"new.{after}"])
    listed = TrustEntry(kind="shc-revocations", id=jwk(KEY)["kid"], content=lines)
    trust = Trust().with_foreign([*ENTRIES, listed])
    for rid, good in {"all": False, "new": False, "old": True, "other": True}.items():
        assert (claim_of(jws(KEY, card(vc={"rid": rid})), trust).trust == "verified") is good
    assert reason_of(jws(KEY, card(vc={"rid": "all"})), trust) == "certificate-revoked"


def packed(payload: bytes) -> str:
    """A signed card whose payload is not packed as it should be."""
    head = GOOD.split(".")[0]
    return f"{head}.{base64.urlsafe_b64encode(payload).decode().rstrip('=')}.{GOOD.split('.')[2]}"


DAMAGED: list[bytes | str] = [
    "", "a", "..", GOOD + ".", "." + GOOD, GOOD.replace(".", ".."), numeric(GOOD) + b"x",
    numeric(GOOD) + b"1", numeric(GOOD) + b" ", numeric(GOOD) + b"99", b"\xef\xbb\xbf" + numeric(GOOD),
    b"\xef\xbb\xbf" + GOOD.encode(), GOOD.encode() + b"\n.", b"shc:/3/2/1234", b"shc:/0/2/1234", b"shc:/1/99/1234",
    b"shc:/1/2/", b"shc:/1/2/3/44", jws(KEY, b"\xef\xbb\xbf" + card()), jws(KEY, card() + b"x"), jws(KEY, b"[]"),
    jws(KEY, b"[" * 9000), jws(KEY, card(), zip=""), jws(KEY, card(), alg="none"), jws(KEY, card(), alg=""),
    jws(KEY, card(), kid=""), jws(KEY, card(), zip="GZ"), packed(b"{}"), packed(zlib.compress(card())),
    packed(zlib.compress(bytes(10_000_000), 9)[2:1000]), jws(KEY, bytes(10**6)), jws(KEY, b'{"iss":1' + b"0" * 5000),
]  # fmt: skip


@pytest.mark.parametrize("payload", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_damaged_is_answered_at_once(payload: bytes | str) -> None:
    with ended():
        assert reason_of(payload) in ("certificate-damaged", "shc-too-long")


def test_an_over_long_card_is_refused() -> None:
    header_and_signature = len(jws(KEY, card(note="")))
    assert reason_of(numeric("A" * 1196)) == "shc-too-long"
    assert reason_of(numeric("A" * 1192, "1/2/")) == "shc-too-long"
    assert header_and_signature <= 1195


def test_other_tokens_are_no_health_cards() -> None:
    token = jws(KEY, card(), zip="", typ="JWT").encode()
    assert claim_of(token).kind == "unknown"


def chunks_of(letters: str, count: int) -> list[Symbol]:
    size = -(-len(letters) // count)
    parts = [letters[at : at + size] for at in range(0, len(letters), size)]
    return [Symbol("QRCode", numeric(part, f"{number}/{count}/")) for number, part in enumerate(parts, 1)]


def test_a_part_alone_says_so() -> None:
    claim = recognise(chunks_of(GOOD, 3)[1], TRUST, NOW)
    assert (claim.kind, claim.trust, claim.reason) == ("shc", "read", "shc-incomplete")


@given(st.permutations([0, 1, 2, 0, 1]))
def test_parts_make_a_card_in_any_order(order: list[int]) -> None:
    parts, chunks = chunks_of(GOOD, 3), Chunks()
    joined = [whole for one in order if (whole := chunks.add(parts[one]))]
    assert len(joined) == 1
    assert recognise(joined[0], TRUST, NOW).trust == "verified"


def test_parts_of_two_cards_make_none() -> None:
    mine, other, chunks = chunks_of(GOOD, 2), chunks_of(jws(KEY, card(DOSE)), 2), Chunks()
    assert chunks.add(mine[0]) is None
    assert chunks.add(other[0]) is None
    assert chunks.seen == (1, 2)
    joined = chunks.add(mine[1])
    assert joined is not None
    assert recognise(joined, TRUST, NOW).trust == "invalid"


def test_what_is_no_part_leaves_the_parts_alone() -> None:
    parts, chunks = chunks_of(GOOD, 2), Chunks()
    for data in (b"GP1:", b"shc:/12", b"shc:/9/2/11", numeric(GOOD)):
        chunks.add(parts[0])
        assert chunks.add(Symbol("QRCode", data)) is None
        assert chunks.seen == (1, 2)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip
FIELDS = st.sampled_from(["resourceType", "status", "code", "valueCodeableConcept", "performer", "name", "coding"])


@given(st.sampled_from(["Patient", "Immunization", "Observation"]), st.dictionaries(FIELDS, JSON), JSON, JSON)
def test_any_value_may_stand_in_a_field(kind: str, resource: dict[str, Any], rid: Any, exp: Any) -> None:
    payload = card({**TEST, **DOSE, **resource, "resourceType": kind}, {**TEST, **resource}, vc={"rid": rid}, exp=exp)
    claim = claim_of(jws(KEY, payload).encode())
    assert claim.kind == "shc"
    claim.as_json()


@given(st.data())
def test_no_changed_letter_is_verified(data: st.DataObject) -> None:
    letters = list(GOOD)
    at = data.draw(st.integers(0, len(letters) - 1))
    letters[at] = data.draw(st.characters(min_codepoint=45, max_codepoint=122))
    claim = claim_of("".join(letters))
    # The last letter of base64 holds bits that nothing reads.
    same = "".join(letters) == GOOD or at == len(GOOD) - 1
    assert claim.trust != "verified" or same
