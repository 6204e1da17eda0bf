"""Trusting foreign signers: whatever the file is, what can be used is taken, and the rest is named."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from tests.cli.conftest import Answer

Gatepost = Callable[..., Answer]


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def jwks(path: Path) -> Path:
    """A key set as issuers of SMART Health Cards publish it, made up here."""
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    x, y = (base64url(one.to_bytes(32, "big")) for one in (numbers.x, numbers.y))
    key = {"crv": "P-256", "kty": "EC", "x": x, "y": y}
    thumbprint = base64url(hashlib.sha256(json.dumps(key, separators=(",", ":")).encode()).digest())  # RFC 7638
    key |= {"kid": thumbprint, "use": "sig", "alg": "ES256"}
    path.write_text(json.dumps({"keys": [key]}), encoding="utf-8")
    return path


def test_a_key_set_is_trusted_once_and_without_a_station(gatepost: Gatepost, tmp_path: Path) -> None:
    file, empty = jwks(tmp_path / "jwks.json"), tmp_path / "empty"
    first = gatepost("trust", "import", str(file), at=empty)
    assert (first.status, "新增 1 项" in first.out) == (0, True)
    again = gatepost("trust", "import", str(file), at=empty)
    assert (again.status, "新增 0 项" in again.out) == (0, True)


def test_what_cannot_be_used_is_named_and_the_rest_goes_on(gatepost: Gatepost, tmp_path: Path) -> None:
    bad = tmp_path / "名单.txt"
    bad.write_text("not a certificate", encoding="utf-8")
    answer = gatepost("trust", "import", str(bad), str(tmp_path / "missing.pem"), str(jwks(tmp_path / "jwks.json")))
    assert answer.status == 1
    assert "名单.txt" in answer.err
    assert "missing.pem" in answer.err
    assert "新增 1 项" in answer.out
