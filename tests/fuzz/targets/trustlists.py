"""Files that an administrator is given to import as trusted."""

import json

import cbor2

from app.codes.trust import Trust
from app.codes.trustlist import read_trust_file
from tests.fakes.certificates import b64, elliptic, jwk, pem
from tests.fuzz import foreign
from tests.fuzz.target import Target


def read(data: bytes) -> None:
    found = read_trust_file(data, "file")
    assert found.entries or found.refused, "neither taken nor refused"
    Trust().with_foreign(found.entries)


def _files() -> list[bytes]:
    der, key = foreign.signer(), jwk(elliptic(3))
    crl = {"kid": key["kid"], "method": "rid", "ctr": 1, "rids": ["abc", "def.1620992383"]}
    issuer = {"issuer": {"iss": "https://health.example/issuer", "name": "Utopia"}, "keys": [key], "crls": [crl]}
    lists = (
        {"keys": [key]}, {"issuerInfo": [issuer]}, crl, key, [b64(der)],
        {"certificates": [{"kid": "AAAAAAAAAAA=", "rawData": b64(der), "certificateType": "DSC", "country": "UT"}]},
        {"eu_keys": {"AAAAAAAAAAA=": [{"subjectPk": b64(der), "keyUsage": ["t"]}]}},
    )  # fmt: skip
    return [der, der * 2, pem(der).encode(), cbor2.dumps(der), *(json.dumps(one).encode() for one in lists)]


TARGETS = (Target("trust-file", read, _files, 8192),)
