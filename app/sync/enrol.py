"""Joins this station to a centre with a one-time code, once it is sure that it talks to the right one."""

import secrets

import httpx
import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.errors import UserError
from app.i18n import mark, tr
from app.sync import code as codes
from app.sync.address import checked
from app.sync.code import Code
from app.sync.enrolment import Enrolment
from app.sync.link import PATIENCE, Link, LinkError, RefusedError, UntrustedError
from app.sync.protocol import ENROL, EnrolReply, EnrolRequest, Refused

_TRIES = 3
"""The same request again is harmless: the centre knows it, and an answer may have been lost."""

_WHY: dict[Refused, str] = {
    "code-wrong": mark("指挥中心不认识这个接入码。请核对，或在指挥中心取新的接入码。"),
    "code-used": mark("这个接入码已经用过。请在指挥中心取新的接入码。"),
    "code-expired": mark("这个接入码已过期。请在指挥中心取新的接入码，半小时内使用。"),
}


def enrol(
    address: str, code: str, station_id: str, name: str, post: str = "", *, authority: str = "",
    transport: httpx.BaseTransport | None = None,
) -> Enrolment:  # fmt: skip
    """Make a key pair, prove the code to the centre at `address`, and check that the answer is its centre's.

    authority: the campus's own CA, see app.sync.authority; it alone is trusted then.
    Nothing is kept here; app.sync.enrolment.save does. UserError says what is wrong and what to do.
    """
    given = codes.read(code)
    if given is None:
        raise UserError(tr("接入码不完整或有错字。请照指挥中心显示的再输一次。"))
    key = Ed25519PrivateKey.generate()
    request = _request(given, key, station_id, name, post)
    link = Link(checked(address), transport=transport, authority=authority)
    try:
        reply = _asked(link, msgspec.json.encode(request))
    finally:
        link.close()
    _check(given, request, reply)
    return Enrolment(
        address=checked(address), station=station_id, station_name=reply.station_name, centre_name=reply.centre_name,
        token=reply.token, centre_key=reply.centre_key, private_key=key.private_bytes_raw(),
        authority=authority,
    )  # fmt: skip


def _request(given: Code, key: Ed25519PrivateKey, station_id: str, name: str, post: str) -> EnrolRequest:
    bare = EnrolRequest(
        station=station_id, name=name, post=post, public_key=key.public_key().public_bytes_raw(),
        nonce=secrets.token_bytes(16), proof=b"", signature=b"",
    )  # fmt: skip
    proof = codes.proof(codes.proof_key(given.secret), bare)
    return msgspec.structs.replace(bare, proof=proof, signature=key.sign(codes.request_words(bare)))


def _asked(link: Link, request: bytes) -> EnrolReply:
    for left in reversed(range(_TRIES)):
        try:
            return msgspec.json.decode(link.post(ENROL, request, _soon(link)), type=EnrolReply)
        except RefusedError as error:
            raise _explained(error) from error
        except UntrustedError as error:
            raise UserError(str(error)) from error
        except LinkError as error:
            if not left:
                raise UserError(tr("连不上指挥中心，还没有接入。请检查地址和网络，然后再试一次。")) from error
        except (ValueError, RecursionError) as error:
            raise UserError(_other_centre()) from error
    raise AssertionError("unreachable")


def _soon(link: Link) -> float:
    return link.now() + PATIENCE


def _explained(error: RefusedError) -> UserError:
    why = _WHY.get(error.refusal.refused) if error.refusal else None
    return UserError(tr(why) if why else tr("指挥中心没有接受本站（{status}）。请核对地址。", status=error.status))


def _check(given: Code, request: EnrolRequest, reply: EnrolReply) -> None:
    """The key is the one whose fingerprint stands in the code, and it signed the answer to this very request."""
    if codes.fingerprint(reply.centre_key) != given.fingerprint or not reply.token.isascii():
        raise UserError(_other_centre())
    words = codes.reply_words(request, reply.token, reply.station_name, reply.centre_name)
    try:
        Ed25519PublicKey.from_public_bytes(reply.centre_key).verify(reply.signature, words)
    except (InvalidSignature, ValueError):
        raise UserError(_other_centre()) from None


def _other_centre() -> str:
    return tr("回答的不是发出这个接入码的指挥中心，没有接入。请核对地址，并告诉管理员。")
