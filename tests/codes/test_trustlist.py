"""Whatever an administrator gives is read: what can be used is, what cannot is named, and nothing stops the rest."""

import base64
import json
from typing import Any

import pytest
from asn1crypto.cms import ContentInfo
from asn1crypto.core import ParsableOctetString
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, pkcs7
from cryptography.x509 import load_der_x509_certificate
from hypothesis import given
from hypothesis import strategies as st

from app.codes.public_key import public_key
from app.codes.registry import recognise
from app.codes.trust import Trust
from app.codes.trustlist import MOST, read_trust_file
from app.codes.trustlist_entry import TrustFile
from app.codes.trustlist_index import kid_of
from app.decode.symbol import Symbol
from tests.fakes.certificates import (
    DAY,
    NOW,
    VACCINATION,
    card,
    certificate,
    content,
    elliptic,
    issued_dcc,
    jwk,
    jws,
    numeric,
    pem,
)

KEY, OTHER = elliptic(41), elliptic(42)
DER = certificate(KEY)
OLD = certificate(OTHER, "Old", until=NOW - DAY)
ISS = "https://health.example/issuer"


def read(data: bytes | str | Any, name: str = "given") -> TrustFile:
    if not isinstance(data, bytes | str):
        data = json.dumps(data)
    return read_trust_file(data.encode() if isinstance(data, str) else data, name)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def spki(key: Any) -> bytes:
    found: bytes = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return found


CERTIFICATES = [load_der_x509_certificate(one) for one in (DER, OLD)]
FORMS: dict[str, Any] = {
    "der": DER + OLD,
    "pem": "Utopia\n" + pem(DER) + "\nanother\n" + pem(OLD, "TRUSTED CERTIFICATE"),
    "pem-windows": (pem(DER) + pem(OLD)).replace("\n", "\r\n"),
    "pem-bom": b"\xef\xbb\xbf" + (pem(DER) + pem(OLD)).encode(),
    "pkcs7": pkcs7.serialize_certificates(CERTIFICATES, Encoding.DER),
    "pkcs7-pem": pkcs7.serialize_certificates(CERTIFICATES, Encoding.PEM),
    "strings": [b64(DER), pem(OLD)],
    "list": [{"kid": b64(kid_of(DER)), "publicKey": b64(DER)}, {"kid": b64(kid_of(OLD)), "rawData": b64(OLD)}],
    "national": {
        "certificates": [
            {"certificateType": "DSC", "country": "UT", "kid": b64(kid_of(one)), "rawData": b64(one), "timestamp": "x"}
            for one in (DER, OLD)
        ]
    },
    "by-kid": {b64(kid_of(DER)): b64(DER), b64(kid_of(OLD)): [{"x5c": [b64(OLD)]}]},
}


@pytest.mark.parametrize("form", FORMS)
def test_certificates_come_in_many_forms_expired_ones_too(form: str) -> None:
    found = read(FORMS[form])
    assert found.refused == ()
    assert {one.content for one in found.entries} == {DER, OLD}
    assert {one.id for one in found.entries} == {kid_of(DER).hex(), kid_of(OLD).hex()}
    assert {(one.kind, one.country) for one in found.entries} == {("certificate", "UT")}
    assert {one.not_after for one in found.entries} == {NOW + 700 * DAY, NOW - DAY}


def test_one_certificate_alone_in_base64() -> None:
    for text in (b64(DER), base64.urlsafe_b64encode(DER).decode().rstrip("="), base64.encodebytes(DER).decode()):
        assert [one.content for one in read(text).entries] == [DER]


def test_a_list_after_the_line_with_its_signature() -> None:
    assert len(read("MEUCIQ==\n" + json.dumps(FORMS["national"])).entries) == 2


def test_what_cannot_be_used_is_named_and_the_rest_goes_on() -> None:
    broken = {"kid": "AAAAAAAAAAA=", "rawData": b64(DER[:-9])}
    upload = {"kid": b64(kid_of(OLD)), "rawData": b64(OLD), "certificateType": "UPLOAD"}
    found = read([broken, upload, 7, {}, {"kid": b64(kid_of(DER)), "rawData": b64(DER)}], "list.json")
    assert [one.content for one in found.entries] == [DER]
    assert found.refused[0].what == "list.json 第 1 项 AAAAAAAAAAA="
    assert len(found.refused) == 4
    assert all(one.why.endswith("。") for one in found.refused)


def test_a_key_without_a_certificate_checks_what_it_signed() -> None:
    code = issued_dcc(KEY, DER, content(v=[VACCINATION]))
    kid = b64(kid_of(DER))
    lists = [[{"kid": kid, "publicKey": b64(spki(KEY))}], {"eu_keys": {kid: [{"subjectPk": b64(spki(KEY))}]}},
             {"keys": [{**jwk(KEY), "kid": kid}]}]  # fmt: skip
    for listed in lists:
        found = read(listed)
        assert [(one.kind, one.id) for one in found.entries] == [("dcc-key", kid_of(DER).hex())]
        claim = recognise(Symbol("QRCode", code), Trust().with_foreign(found.entries), NOW)
        assert claim.trust == "verified"


def test_issuers_of_health_cards_come_with_their_keys_and_revocations() -> None:
    revoked = {"kid": jwk(KEY)["kid"], "method": "rid", "ctr": 1, "rids": ["lost", "not a rid", 5]}
    directory = {
        "directory": "https://vci.example",
        "issuerInfo": [
            {"issuer": {"iss": ISS, "name": "Health"}, "keys": [jwk(KEY)], "crls": [revoked]},
            {"issuer": {"iss": "https://empty.example"}, "keys": []},
            {"issuer": "?"},
        ],
    }
    found = read(directory)
    assert [(one.kind, one.issuer) for one in found.entries] == [("shc-key", ISS), ("shc-revocations", ISS)]
    assert [one.what for one in found.refused] == ["https://empty.example", "given 第 3 项"]
    trust = Trust().with_foreign(found.entries)
    good, lost = jws(KEY, card()), jws(KEY, card(vc={"rid": "lost"}))
    assert recognise(Symbol("QRCode", numeric(good)), trust, NOW).trust == "verified"
    assert recognise(Symbol("QRCode", numeric(lost)), trust, NOW).reason == "certificate-revoked"
    assert [one.kind for one in read(revoked).entries] == ["shc-revocations"]


def test_a_set_of_keys_takes_its_issuer_from_a_certificate() -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Issuer")])
    named = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(ISS)])
    builder = x509.CertificateBuilder(name, name, OTHER.public_key(), 7, NOW, NOW + DAY).add_extension(named, False)
    der = builder.sign(OTHER, SHA256()).public_bytes(Encoding.DER)
    found = read({"keys": [jwk(KEY), {**jwk(OTHER), "x5c": [b64(der)]}]})
    assert [one.issuer for one in found.entries] == [ISS, ISS]
    assert [one.issuer for one in read({"keys": [jwk(KEY)]}).entries] == [""]


@pytest.mark.parametrize(
    "change",
    [{"kty": "oct"}, {"crv": "P-384"}, {"alg": "ES384"}, {"use": "enc"}, {"kid": "x" * 43}, {"x": "AA"}, {"d": "AA"},
     {"y": None}, {"crv": "P-1"}],
)  # fmt: skip
def test_a_key_that_breaks_the_rules_is_refused(change: dict[str, Any]) -> None:
    found = read({"keys": [{**jwk(KEY), **change}, jwk(OTHER), "?"]})
    assert [one.id for one in found.entries] == [jwk(OTHER)["kid"]]
    assert [one.what for one in found.refused] == ["given 第 1 项", "given 第 3 项"]


def test_a_private_key_is_refused_in_words() -> None:
    private = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    found = read(private + pem(DER))
    assert len(found.entries) == 1
    assert "私钥" in found.refused[0].why


def test_a_master_list_gives_authorities_that_sign_nothing_themselves() -> None:
    csca = certificate(KEY, "CSCA of Utopia", authority=True)
    inner = b"\x02\x01\x00" + tlv(0x31, csca)
    signed = {
        "version": "v3", "digest_algorithms": [], "signer_infos": [],
        "encap_content_info": {"content_type": "2.23.136.1.1.2", "content": ParsableOctetString(tlv(0x30, inner))},
    }  # fmt: skip
    found = read(ContentInfo({"content_type": "signed_data", "content": signed}).dump())
    assert found.refused == ()
    assert [(one.kind, one.content, one.authority) for one in found.entries] == [("authority", csca, True)]
    code = issued_dcc(KEY, csca, content(v=[VACCINATION]))
    claim = recognise(Symbol("QRCode", code), Trust().with_foreign(found.entries), NOW)
    assert (claim.trust, claim.reason) == ("read", "issuer-unknown")


def tlv(tag: int, content_: bytes) -> bytes:
    return bytes([tag, 0x82]) + len(content_).to_bytes(2, "big") + content_


def test_the_same_given_twice_is_one() -> None:
    assert len(read(pem(DER) * 3).entries) == 1
    assert len({one.key for one in read(FORMS["der"]).entries}) == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"  ", b"hello", b"\x00" * 99, b"\xff\xfe", b"0", b"0\x82\xff\xff", DER[:-5], b"{", b"[]", b"{}", b"7",
     b'{"keys": 5}', b'{"keys": []}', b"[" * 99_999, b'{"participating_issuers": []}', b"-----BEGIN CERTIFICATE-----",
     b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----", b"0" * (MOST + 1), spki(KEY)],
)  # fmt: skip
def test_what_is_no_trust_list_says_so(data: bytes) -> None:
    found = read(data)
    assert found.entries == ()
    assert found.refused
    assert all(one.what and one.why for one in found.refused)


def test_a_curve_written_out_is_the_curve_it_names() -> None:
    """Passport authorities write p, a, b, G and n instead of the curve's name."""
    curves: list[tuple[ec.EllipticCurve, int, int, int]] = [
        (ec.SECP256R1(), 2**256 - 2**224 + 2**192 + 2**96 - 1, 32, 51),
        (ec.SECP384R1(), 2**384 - 2**128 - 2**96 + 2**32 - 1, 48, 52),
    ]
    for curve, prime, size, number in curves:
        key = elliptic(number, curve).public_key()
        point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        p, filler = b"\x02" + bytes([size + 1, 0]) + prime.to_bytes(size), b"\x04" + bytes([size]) + bytes(size)
        field = tlv(0x30, bytes.fromhex("06072a8648ce3d0101") + p)
        base = b"\x04" + bytes([len(point)]) + point
        parameters = tlv(0x30, b"\x02\x01\x01" + field + tlv(0x30, filler + filler) + base + p)
        algorithm = tlv(0x30, bytes.fromhex("06072a8648ce3d0201") + parameters)
        written = tlv(0x30, algorithm + tlv(0x03, b"\x00" + point))
        assert public_key(written) == key


def test_an_rsa_key_marked_for_pss_is_an_rsa_key() -> None:
    key = rsa.generate_private_key(65537, 2048).public_key()
    plain = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    marked = plain.replace(bytes.fromhex("300d06092a864886f70d0101010500"), bytes.fromhex("300b06092a864886f70d01010a"))
    written = bytes([0x30, 0x82]) + (len(marked) - 4).to_bytes(2, "big") + marked[4:]
    assert public_key(written) == key
    assert serialization.load_der_public_key(plain) == key


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"0\x82\x01\x00", b"{", b'[{"kid":"', b"-----BEGIN CERTIFICATE-----\n"]),
)
def test_any_bytes_give_entries_or_reasons(data: bytes, start: bytes) -> None:
    found = read(start + data)
    assert found.entries or found.refused


@given(st.data())
def test_a_changed_certificate_breaks_nothing(data: st.DataObject) -> None:
    der = bytearray(certificate(KEY, authority=True, purposes=["1.2.3"]))
    for _ in range(data.draw(st.integers(1, 6))):
        der[data.draw(st.integers(0, len(der) - 1))] = data.draw(st.integers(0, 255))
    found = read(bytes(der))
    assert found.entries or found.refused
    Trust().with_foreign(found.entries)


WORDS = [
    "kid",
    "keys",
    "x5c",
    "rawData",
    "issuerInfo",
    "issuer",
    "iss",
    "kty",
    "rids",
    "certificates",
    "crls",
    "x",
    "n",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*WORDS, "eu_keys", "AAAAAAAAAAA="]), inner, max_size=5)
    ),
    max_leaves=15,
)
LISTS = st.sampled_from(["keys", "issuerInfo", "certificates", "rids", "eu_keys"])


@given(st.lists(JSON, max_size=3) | st.dictionaries(LISTS, JSON))
def test_any_json_gives_entries_or_reasons(found: Any) -> None:
    given_ = read(found)
    assert given_.entries or given_.refused
