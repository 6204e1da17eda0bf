"""Keeping a signing key, and handing out its public half."""

import pytest

from app.codes.campus_key import from_pem, make, public_bytes, public_from_pem, public_to_pem, to_pem
from app.codes.trust import key_id
from app.errors import UserError

RSA_PUBLIC = b"""-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf
9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==
-----END PUBLIC KEY-----
"""


def test_a_key_survives_being_written() -> None:
    key = make()
    assert public_bytes(from_pem(to_pem(key))) == public_bytes(key)
    assert public_from_pem(public_to_pem(public_bytes(key))) == public_bytes(key)


def test_every_key_is_its_own_and_named_by_its_public_half() -> None:
    ids = {key_id(public_bytes(make())) for _ in range(5)}
    assert len(ids) == 5
    assert all(len(name) == 16 for name in ids)


@pytest.mark.parametrize(
    "content", [b"", b"text", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", RSA_PUBLIC]
)
def test_what_is_no_key_is_said_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UserError, match="密钥"):
        from_pem(content)
    with pytest.raises(UserError, match="公钥"):
        public_from_pem(content)


def test_the_halves_are_not_mistaken_for_each_other() -> None:
    key = make()
    with pytest.raises(UserError):
        from_pem(public_to_pem(public_bytes(key)))
    with pytest.raises(UserError):
        public_from_pem(to_pem(key))
