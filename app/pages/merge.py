"""The code and the text of one page made one claim."""

import msgspec

from app.codes.claim import Claim


def merge(page: Claim, code: Claim) -> Claim | None:
    """One claim of a page's text and of the code on it; None where they are not of one page.

    The code's own statements stand before the text's, but for the time: the page's is the newer one, unless it is in
    doubt. Where both know a colour and they differ it is unknown. What the code knows is in doubt no more.
    """
    same_issuer = not (page.issuer and code.issuer) or page.issuer == code.issuer
    if code.kind not in (page.kind, "unknown") or code.trust != "read" or not same_issuer:
        return None
    if code.kind == "unknown":  # a code of nobody's on a page that says what it is
        return msgspec.structs.replace(page, token=page.token or code.token)
    known = _known(page, code)
    own_time = page.updated_at is not None and "updated_at" not in known
    return msgspec.structs.replace(
        page,
        issuer=code.issuer or page.issuer,
        token=code.token,
        reason=code.reason or page.reason,
        color=_color(page, code),
        updated_at=page.updated_at if own_time else code.updated_at,
        ticks=page.ticks and own_time,
        expires_at=code.expires_at or page.expires_at,
        doubtful=tuple(name for name in page.doubtful if name not in known),
    )


def _known(page: Claim, code: Claim) -> set[str]:
    """The fields in doubt that the code on the page says by itself."""
    agree = code.color not in ("", "unknown") and _color(page, code) == code.color
    says = {"color": agree, "updated_at": code.updated_at is not None, "expires_at": code.expires_at is not None}
    return {name for name in page.doubtful if says.get(name)}


def _color(page: Claim, code: Claim) -> str:
    said = {page.color, code.color} - {"", "unknown"}
    return said.pop() if len(said) == 1 else "unknown"
