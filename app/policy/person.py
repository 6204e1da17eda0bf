"""A person of the campus, as the roster knows them."""

from typing import Literal, TypeAlias, get_args

import msgspec

from app.i18n import mark

PersonKind: TypeAlias = Literal["student", "staff", "family", "contractor", "visitor", "driver"]
KINDS: tuple[PersonKind, ...] = get_args(PersonKind)
RESIDENTS: frozenset[PersonKind] = frozenset({"student", "staff", "family"})
"""Those whose campus it is; the others (外来人员) come by invitation."""
LABELS: dict[PersonKind, str] = {
    "student": mark("学生"),
    "staff": mark("教工"),
    "family": mark("家属"),
    "contractor": mark("外包人员"),
    "visitor": mark("访客"),
    "driver": mark("司机"),
}


class Person(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of the roster. `number` (学工号) is unique on the campus; `place` is a room ("5-316") or an office."""

    number: str
    name: str
    kind: PersonKind = "student"
    phone: str = ""
    id_number: str = ""
    college: str = ""
    class_name: str = ""
    place: str = ""
    counsellor: str = ""
