"""What a module of this package declares to have its codes recognised: `ISSUER = Issuer(…)`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.codes.claim import Claim
from app.codes.trust import Trust
from app.decode.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Issuer:
    """Somebody whose codes can be recognised.

    name: as in `Claim.issuer`, unless one module knows several issuers. label: in Chinese, for screens.
    recognise: the claim, or None where the symbol is none of this issuer's; never raises, whatever the bytes.
    order: smaller is asked first; those that can be sure by a prefix come before those that guess.
    """

    name: str
    label: str
    recognise: Callable[[Symbol, Trust, datetime], Claim | None]
    order: int = 50
