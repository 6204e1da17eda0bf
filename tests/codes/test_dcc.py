"""The EU's certificate: what it says reaches the guard, and only what a trusted signer may say is verified."""

import zlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import base45
import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from app.codes.claim import Claim
from app.codes.registry import recognise
from app.codes.trust import Trust
from app.codes.trustlist import read_trust_file
from app.codes.trustlist_index import kid_of
from app.decode.symbol import Symbol
from app.reasons import REASONS
from tests.fakes.certificates import (
    DAY,
    NOW,
    OID,
    RECOVERY,
    TEST,
    VACCINATION,
    Key,
    certificate,
    content,
    cose,
    cwt,
    dcc,
    elliptic,
    issued_dcc,
    pem,
)  # fmt: skip
from tests.fakes.endless import ended

KEY = elliptic(1)
DER = certificate(KEY)


def trusting(*ders: bytes) -> Trust:
    return Trust().with_foreign(read_trust_file("".join(map(pem, ders)).encode(), "keys.pem").entries)


TRUST = trusting(DER)


def claim_of(payload: bytes, trust: Trust = TRUST, now: datetime = NOW) -> Claim:
    return recognise(Symbol("QRCode", payload), trust, now)


def issued(key: Key = KEY, der: bytes = DER, algorithm: str = "ES256", times: Any = None, **entries: Any) -> bytes:
    return issued_dcc(key, der, content(**(entries or {"v": [VACCINATION]})), algorithm, **(times or {}))


def test_a_vaccination_says_who_what_and_when() -> None:
    claim = claim_of(issued())
    assert (claim.kind, claim.trust, claim.reason, claim.issuer) == ("eu-dcc", "verified", "", "UT")
    assert (claim.holder.name, claim.holder.born) == ("Ada Müster", date(1998, 2, 26))
    assert claim.vaccination == "EU/1/20/1528 2/2 2021-06-01"
    assert claim.expires_at == NOW + 100 * DAY


@pytest.mark.parametrize(("kind", "known"), [("LP6464-4", "nucleic-acid"), ("LP217198-3", "antigen")])
@pytest.mark.parametrize(("result", "meaning"), [("260415000", "negative"), ("260373001", "positive")])
def test_a_test_says_its_kind_result_and_sampling(kind: str, known: str, result: str, meaning: str) -> None:
    claim = claim_of(issued(t=[{**TEST, "tt": kind, "tr": result}]))
    (test,) = claim.tests
    assert (test.kind, test.result, test.organisation) == (known, meaning, "Harbour")
    assert test.sampled_at == datetime(2021, 6, 14, 6, 0, tzinfo=UTC)


def test_a_sampling_time_without_zone_is_utc() -> None:
    claim = claim_of(issued(t=[{**TEST, "sc": "2021-06-14T08:00:00"}]))
    assert claim.tests[0].sampled_at == datetime(2021, 6, 14, 8, 0, tzinfo=UTC)


def test_a_recovery_is_a_positive_test_of_its_day() -> None:
    (test,) = claim_of(issued(r=[RECOVERY])).tests
    assert (test.kind, test.result) == ("nucleic-acid", "positive")
    assert test.sampled_at == datetime(2021, 2, 20, tzinfo=UTC)


def test_an_unknown_kind_of_test_that_is_positive_counts() -> None:
    assert claim_of(issued(t=[{**TEST, "tt": "?", "tr": "260373001"}])).tests[0].result == "positive"


def test_rsa_and_other_curves_sign_too() -> None:
    others: list[tuple[Key, str]] = [
        (rsa.generate_private_key(65537, 2048), "PS256"), (elliptic(5, ec.SECP384R1()), "ES384"),
    ]  # fmt: skip
    for key, algorithm in others:
        der = certificate(key)
        assert claim_of(issued(key, der, algorithm), trusting(der)).trust == "verified"


def test_without_the_signer_s_key_it_is_read() -> None:
    claim = claim_of(issued(), Trust())
    assert (claim.trust, claim.reason, claim.holder.name) == ("read", "issuer-unknown", "Ada Müster")


def test_another_s_signature_or_a_changed_word_is_a_forgery() -> None:
    forged = dcc(cose(cwt(content(v=[VACCINATION])), elliptic(2), kid_of(DER)))
    head, loose, payload, signature = cbor2.loads(cose(cwt(content(t=[TEST])), KEY, kid_of(DER))).value
    changed = dcc(cbor2.dumps([head, loose, payload.replace(b"260415000", b"260373001"), signature]))
    short = dcc(cbor2.dumps([head, loose, payload, b"foo"]))
    for payload in (forged, changed, short):
        assert (claim_of(payload).trust, claim_of(payload).reason) == ("invalid", "certificate-forged")


def test_the_protected_key_id_comes_first() -> None:
    good, bad, body = kid_of(DER), b"foo", cwt(content(v=[VACCINATION]))

    def trust_of(protected: dict[int, Any], loose: dict[int, Any]) -> str:
        return claim_of(dcc(cose(body, KEY, good, protected=protected, loose=loose))).trust

    assert trust_of({1: -7}, {4: good}) == "verified"
    assert trust_of({4: good}, {1: -7}) == "verified"
    assert trust_of({1: -7, 4: good}, {4: bad}) == "verified"
    assert trust_of({1: -7, 4: bad}, {4: good}) == "read"
    assert trust_of({1: -7}, {4: bad}) == "read"
    assert trust_of({1: -7}, {}) == "read"


def test_several_keys_of_one_id_are_tried() -> None:
    other = certificate(elliptic(3), "Other")
    listed = [{"kid": kid_of(DER).hex(), "rawData": pem(one)} for one in (other, DER)]
    trust = Trust().with_foreign(read_trust_file(str(listed).replace("'", '"').encode(), "list.json").entries)
    assert claim_of(issued(), trust).trust == "verified"


@pytest.mark.parametrize("arc", ["1.3.6.1.4.1.1847.2021.1.", "1.3.6.1.4.1.0.1847.2021.1."])
@pytest.mark.parametrize(("allowed", "part"), [("1", "t"), ("2", "v"), ("3", "r")])
def test_a_signer_signs_only_what_its_key_usage_names(arc: str, allowed: str, part: str) -> None:
    der = certificate(KEY, purposes=[arc + allowed])
    entries: dict[str, Any] = {"t": [TEST], "v": [VACCINATION], "r": [RECOVERY]}
    for kind, entry in entries.items():
        claim = claim_of(issued(der=der, **{kind: entry}), trusting(der))
        good = kind == part
        assert (claim.trust, claim.reason) == (("verified", "") if good else ("invalid", "certificate-key-usage"))


def test_a_signer_for_something_else_altogether_is_refused() -> None:
    der = certificate(KEY, purposes=["1.3.6.1.5.5.7.3.2"])
    assert claim_of(issued(der=der), trusting(der)).reason == "certificate-key-usage"


def test_the_key_usage_names_everything_that_is_certified() -> None:
    der = certificate(KEY, purposes=[OID + "1"])
    assert claim_of(issued(der=der, t=[TEST], v=[VACCINATION]), trusting(der)).reason == "certificate-key-usage"


@pytest.mark.parametrize(
    ("issue", "end", "reason"),
    [
        (-DAY, DAY, ""),
        (timedelta(hours=3), DAY, ""),
        (3 * DAY, 9 * DAY, "certificate-not-yet-valid"),
        (-DAY, timedelta(seconds=-1), "certificate-expired"),
    ],
)
def test_time(issue: timedelta, end: timedelta, reason: str) -> None:
    claim = claim_of(issued(times={"issued": NOW + issue, "expires": NOW + end}))
    assert (claim.trust, claim.reason) == ("invalid" if reason else "verified", reason)


@pytest.mark.parametrize("entry", [{"dn": 0}, {"ci": "x" * 100}, {"dt": "June"}, {"mp": None}])
def test_a_deviation_from_the_schema_is_said_and_nothing_else(entry: dict[str, Any]) -> None:
    claim = claim_of(issued(v=[{**VACCINATION, **entry}]))
    assert (claim.trust, claim.reason) == ("verified", "certificate-schema")


def test_a_time_written_in_cbor_s_own_way_is_no_deviation() -> None:
    claim = claim_of(issued(t=[{**TEST, "sc": NOW - DAY}]))
    assert (claim.reason, claim.tests[0].sampled_at) == ("", NOW - DAY)


def test_a_revoked_certificate_is_invalid() -> None:
    good = claim_of(issued())
    revoked = Trust(revoked_codes=frozenset({good.token}), foreign=TRUST.foreign)
    assert claim_of(issued(), revoked).reason == "certificate-revoked"


BOMB = b"HC1:" + base45.b45encode(zlib.compress(bytes(50_000_000), 9)[:5000])
DEEP = b"\x81" * 5000
DAMAGED = [
    b"HC1:", b"HC1:::::", b"HC1:6BF", BOMB, b"HC1:" + b"0" * 1_000_000, dcc(b""), dcc(DEEP), dcc(b"\xd2" + DEEP),
    dcc(bytes.fromhex("9b7fffffffffffffff")), dcc(bytes.fromhex("c5821b000000ffffffffff03")),
    dcc(bytes.fromhex("d81c81d81d00")), dcc(cbor2.dumps(cbor2.CBORTag(18, [b"", {}, b"", b""]))),
    dcc(cbor2.dumps({1: 2})), dcc(cbor2.dumps([DEEP, {}, DEEP, b""])), dcc(cose(cbor2.dumps("x"), KEY, b"")),
    dcc(cose(cbor2.dumps({-260: {1: []}}), KEY, kid_of(DER))), issued()[:-3], issued() + b"00",
]  # fmt: skip


@pytest.mark.parametrize("payload", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_damaged_is_answered_at_once(payload: bytes) -> None:
    with ended():
        claim = claim_of(payload)
    assert claim.trust in ("invalid", "read")
    assert claim.reason in ("certificate-damaged", "code-unknown")


@pytest.mark.parametrize("value", [2**200, -(2**70), float("nan"), float("inf"), "soon", None, [], 10**15, True])
def test_impossible_times_make_no_error(value: Any) -> None:
    assert claim_of(issued(times={"issued": value, "expires": value})).kind == "eu-dcc"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.binary(max_size=9)
    | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4) | st.integers(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["v", "t", "r", "nam", "dob", "ver"]), ANY, min_size=1))
def test_a_trusted_signer_may_sign_anything_and_nothing_breaks(health: dict[str, Any]) -> None:
    claim = claim_of(issued_dcc(KEY, DER, health))
    assert (claim.trust, claim.reason) == ("verified", "certificate-schema")
    claim.as_json()


@given(st.dictionaries(st.sampled_from(sorted(TEST)), ANY), st.dictionaries(st.sampled_from(sorted(VACCINATION)), ANY))
def test_any_value_may_stand_in_a_field(test: dict[str, Any], dose: dict[str, Any]) -> None:
    claim = claim_of(issued(t=[{**TEST, **test}], v=[{**VACCINATION, **dose}]))
    assert claim.trust == "verified"
    claim.as_json()


@given(st.data())
def test_no_changed_byte_is_verified_or_breaks_anything(data: st.DataObject) -> None:
    message = bytearray(cose(cwt(content(v=[VACCINATION], t=[TEST])), KEY, kid_of(DER)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(message) - 1))
        message[at] ^= data.draw(st.integers(1, 255))
    claim = claim_of(dcc(bytes(message)))
    same = claim_of(issued(v=[VACCINATION], t=[TEST]))
    assert claim.trust != "verified" or (claim.tests, claim.vaccination) == (same.tests, same.vaccination)
    assert not claim.reason or claim.reason in REASONS
    claim.as_json()
