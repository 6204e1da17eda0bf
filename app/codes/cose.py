"""COSE_Sign1 (RFC 9052, 4.2): one signed message in CBOR, as the EU's certificates carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import cbor2

from app.codes.inflate import DamagedError
from app.codes.signature import PublicKey, holds

_SIGN1, _CWT = 18, 61
_ALGORITHM, _KEY_ID = 1, 4
_ALGORITHMS = {-7: "ES256", -35: "ES384", -36: "ES512", -37: "PS256", -38: "PS384", -39: "PS512"}
_DEEPEST = 16


def _refuse(*_: Any) -> NoReturn:
    raise ValueError


_UNNEEDED = dict.fromkeys((4, 5, 25, 28, 29, 30, 35, 36, 37, 256, 258, 260, 261, 43000), _refuse)
"""Tags that cbor2 computes with (powers, fractions, expressions, references back): no certificate has them."""


@dataclass(frozen=True, slots=True)
class Sign1:
    """algorithm: as app.codes.signature names it, "" where it is none of ours. key_id: empty where none is named."""

    protected: bytes
    payload: bytes
    signature: bytes
    algorithm: str
    key_id: bytes

    def signed_by(self, key: PublicKey) -> bool:
        """Whether the signature is `key`'s."""
        return holds(self.algorithm, key, self.signature, _to_be_signed(self.protected, self.payload))


def read_cbor(data: bytes) -> Any:
    """The value in `data`; raises DamagedError. Times come as datetime, unknown tags as CBORTag."""
    try:
        return cbor2.loads(data, max_depth=_DEEPEST, semantic_decoders=_UNNEEDED)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise DamagedError from error


def read_sign1(data: bytes) -> Sign1:
    """The message in `data`, tagged or not; raises DamagedError. Headers are the protected ones, then the others."""
    message = read_cbor(data)
    for tag in (_CWT, _SIGN1):
        if isinstance(message, cbor2.CBORTag) and message.tag == tag:
            message = message.value
    match message:
        case [bytes(protected), Mapping() as loose, bytes(payload), bytes(signature)]:
            headers = {**loose, **_headers(protected)}
        case _:
            raise DamagedError
    key_id, algorithm = headers.get(_KEY_ID, b""), headers.get(_ALGORITHM)
    return Sign1(
        protected, payload, signature,
        algorithm=_ALGORITHMS.get(algorithm, "") if isinstance(algorithm, int) else "",
        key_id=key_id if isinstance(key_id, bytes) else b"",
    )  # fmt: skip


def _headers(protected: bytes) -> Mapping[Any, Any]:
    headers = read_cbor(protected) if protected else {}
    if not isinstance(headers, Mapping):
        raise DamagedError
    return headers


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Sig_structure (RFC 9052, 4.4), with nothing said from outside."""
    signed: bytes = cbor2.dumps(["Signature1", protected, b"", payload])
    return signed
