"""The JSON schema of the EU digital COVID certificate (eHealth network, 1.0.0 to 1.3.0), as far as it is structure.

Many issuers deviated from it in small things: a deviation is said, and changes nothing else.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

_Text = Annotated[str, Meta(max_length=80)]
_Dose = Annotated[int, Meta(ge=1, le=99)]
_Day = Annotated[str, Meta(pattern=r"^(19|20)\d\d-\d\d-\d\d")]
_Born = Annotated[str, Meta(pattern=r"^((19|20)\d\d(-\d\d){0,2}(T.*)?)?$")]
_Time = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)?$")]
_Latin = Annotated[str, Meta(max_length=80, pattern=r"^[A-Z<]*$")]
_Country = Annotated[str, Meta(pattern=r"^[A-Z]{1,10}$")]


class _Name(msgspec.Struct):
    fnt: _Latin
    fn: _Text | None = None
    gn: _Text | None = None
    gnt: _Latin | None = None


class _Entry(msgspec.Struct, kw_only=True):
    tg: str
    co: _Country
    issuer: _Text = msgspec.field(name="is")
    ci: _Text


class _Vaccination(_Entry, kw_only=True):
    vp: str
    mp: str
    ma: str
    dn: _Dose
    sd: _Dose
    dt: _Day


class _Test(_Entry, kw_only=True):
    tt: str
    sc: _Time
    tr: str
    tc: _Text | None = None
    nm: _Text | None = None
    ma: str | None = None


class _Recovery(_Entry, kw_only=True):
    fr: _Day
    df: _Day
    du: _Day


class _Certificate(msgspec.Struct, kw_only=True):
    ver: Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+$")]
    nam: _Name
    dob: _Born
    v: Annotated[list[_Vaccination], Meta(min_length=1)] | msgspec.UnsetType = msgspec.UNSET
    t: Annotated[list[_Test], Meta(min_length=1)] | msgspec.UnsetType = msgspec.UNSET
    r: Annotated[list[_Recovery], Meta(min_length=1)] | msgspec.UnsetType = msgspec.UNSET


def follows(content: object) -> bool:
    """Whether `content` is a certificate as the schema wants it, with one kind of entry at least.

    CBOR may write a time as a time where JSON has a text of the same form: that is no deviation.
    """
    try:
        read = msgspec.convert(msgspec.to_builtins(content), _Certificate)
    except (msgspec.ValidationError, TypeError, ValueError):
        return False
    return any(part is not msgspec.UNSET for part in (read.v, read.t, read.r))
