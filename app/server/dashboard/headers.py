"""What every answer says to the browser: run nothing but our own, keep nothing, show it in no other page's frame."""

_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    )
)  # fmt: skip
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_YEAR = 31_536_000


def headers(*, secure: bool, kept: bool = False) -> dict[str, str]:
    """For one answer. kept: it names nobody (a style sheet, a font) and may stay in the browser for a day."""
    said = _ALWAYS | {"Cache-Control": "public, max-age=86400" if kept else "no-store"}
    return said | {"Strict-Transport-Security": f"max-age={_YEAR}"} if secure else said
