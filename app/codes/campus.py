"""Campus codes (校园码): signed statements of who somebody is, which delivery this is, or where a patrol stands,
checked without a network.

A code is a bearer token: it names the person, and the guard compares; so its life is short, or its list of revocations
near. How it is written: campus_body, campus_seal.
"""

from datetime import datetime, timedelta
from typing import Any

from app.clock import CAMPUS
from app.codes.campus_body import Body, DamagedError, PersonBody, PointBody, decode
from app.codes.campus_seal import SCHEME, holds, unseal
from app.codes.campus_things import GOODS_CLASSES, ControlPoint, GoodsTicket, Load
from app.codes.claim import Claim, Holder
from app.codes.issuer import Issuer
from app.codes.trust import Trust
from app.decode.symbol import Symbol
from app.i18n import mark

CLOCK_DIFFERENCE = timedelta(minutes=2)


def recognise(symbol: Symbol, trust: Trust, now: datetime) -> Claim | None:
    """The campus code in `symbol`, verified or invalid; None where it is none. One that cannot be read says nothing of
    what it was for, and stands as a person's: a `campus-code` that is damaged."""
    if not symbol.data.startswith(SCHEME):
        return None
    try:
        data, signature = unseal(symbol.data)
        body = decode(data)
    except DamagedError:
        return Claim(kind="campus-code", trust="invalid", issuer="campus", reason="code-damaged")
    reason = _objection(body, data, signature, trust) or _untimely(body, now)
    return Claim(
        trust="invalid" if reason else "verified", issuer="campus", reason=reason,
        expires_at=datetime.fromtimestamp(body.not_after, CAMPUS), token=body.serial.hex(), **_said(body),
    )  # fmt: skip


def _said(body: Body) -> dict[str, Any]:
    """The fields of the claim that say of whom or of what the code speaks; only a person is a holder."""
    if isinstance(body, PersonBody):
        holder = Holder(number=body.number, name=body.name, person_kind=body.person_kind)
        return {"kind": "campus-code", "holder": holder}
    if isinstance(body, PointBody):
        return {"kind": "control-point", "point": ControlPoint(body.number, body.name, body.place)}
    load = Load(body.load.lines, body.load.more, body.load.digest.hex(), body.load.store) if body.load else None
    ticket = GoodsTicket(body.number, body.name, GOODS_CLASSES[body.goods], body.vehicle, load)
    return {"kind": "goods-ticket", "ticket": ticket}


def _objection(body: Body, data: bytes, signature: bytes, trust: Trust) -> str:
    """Why this code is not to be believed at any time; empty where it is."""
    name = body.key.hex()
    public = trust.campus_keys.get(name)
    if public is None or name in trust.revoked_keys:
        return "code-wrong-key"
    if not holds(public, signature, data):
        return "code-forged"
    return "code-revoked" if body.serial.hex() in trust.revoked_codes else ""


def _untimely(body: Body, now: datetime) -> str:
    """Why this code is not to be believed now; empty where it is. The issuer's clock may be a little ahead."""
    moment = now.timestamp()
    if moment + CLOCK_DIFFERENCE.total_seconds() < body.not_before:
        return "code-not-yet-valid"
    return "code-expired" if moment > body.not_after else ""


ISSUER = Issuer("campus", mark("校园码"), recognise, order=10)
