"""Public vectors, where their folder is: every expected result of the EU's, and the one each of the other two kinds."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from app.codes.claim import Claim
from app.codes.registry import recognise
from app.codes.trust import Trust
from app.codes.trustlist import read_trust_file
from app.decode.symbol import Symbol

FOLDER = Path(os.environ.get("GATEPOST_TEST_DATA", ""))
pytestmark = pytest.mark.skipif(
    "GATEPOST_TEST_DATA" not in os.environ, reason="GATEPOST_TEST_DATA names no folder with public vectors"
)
CHECKS = ("UNPREFIX", "B45DECODE", "COMPRESSION", "DECODE", "VALIDOBJECT", "VERIFY", "KEYUSAGE", "EXPIRATIONCHECK")
EU = {path.stem: json.loads(path.read_bytes()) for path in sorted(FOLDER.glob("eu-dcc/*.json"))}


def trusting(*files: bytes) -> Trust:
    return Trust().with_foreign(entry for one in files for entry in read_trust_file(one, "given").entries)


def claim_of(payload: bytes, trust: Trust, now: str) -> Claim:
    return recognise(Symbol("QRCode", payload.strip()), trust, datetime.fromisoformat(now))


@pytest.mark.parametrize("name", EU)
def test_an_eu_certificate_is_judged_as_expected(name: str) -> None:
    vector, everybody = EU[name], [one["TESTCTX"]["CERTIFICATE"].encode() for one in EU.values()]
    expected = vector["EXPECTEDRESULTS"]
    good = all(expected.get(f"EXPECTED{check}", True) for check in CHECKS)
    claim = claim_of(vector["PREFIX"].encode(), trusting(*everybody), vector["TESTCTX"]["VALIDATIONCLOCK"])
    assert (claim.trust == "verified") is good, claim.reason
    if good and expected.get("EXPECTEDSCHEMAVALIDATION"):
        assert claim.reason == ""
    if "JSON" in vector and good:
        names = vector["JSON"]["nam"]
        assert claim.holder.name == f"{names['gn']} {names['fn']}".strip()


def test_the_health_card_of_the_specification() -> None:
    folder = FOLDER / "shc"
    payload = (folder / "example-00-f-qr-code-numeric-value-0.txt").read_bytes()
    trust = trusting((folder / "issuer_jwks.json").read_bytes())
    claim = claim_of(payload, trust, "2023-07-01T00:00:00Z")
    assert (claim.trust, claim.holder.name) == ("verified", "John B. Anyperson")
    assert claim.vaccination == "207 2021-01-01; 207 2021-01-29; 229 2022-09-05"
    assert claim_of(payload + b"11", trust, "2023-07-01T00:00:00Z").trust == "invalid"


def test_the_seal_of_utopia() -> None:
    payload = (FOLDER / "vds-nc" / "uto-single-vaccine.txt").read_bytes()
    signer = json.loads(payload)["sig"]["cer"].encode()
    claim = claim_of(payload, trusting(signer), "2022-01-01T00:00:00Z")
    assert (claim.trust, claim.vaccination) == ("verified", "Comirnaty 1 2021-03-03")
    assert claim_of(payload, Trust(), "2022-01-01T00:00:00Z").reason == "issuer-unknown"
    assert claim_of(payload.replace(b"Bill", b"Will"), trusting(signer), "2022-01-01T00:00:00Z").trust == "invalid"
