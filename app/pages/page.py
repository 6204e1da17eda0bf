"""All looks at one page joined, and the claim that they make together."""

from datetime import datetime
from typing import Literal, cast

from app.codes.claim import Claim, Holder, Test
from app.decode.symbol import Color
from app.pages import joined, places
from app.pages.colour import SURE
from app.pages.joined import Verdict
from app.pages.look import CERTAIN, Look

_FORMS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_FAINT = 0.1
"""A field less certain than this is left out: it is noise more than a value."""
_IN_CLAIM = {
    "name": "holder.name", "id_number": "holder.id_number", "phone": "holder.phone", "number": "holder.number",
    "result": "tests.result", "sampled_at": "tests.sampled_at", "tested_at": "tests.tested_at",
    "organisation": "tests.organisation",
}  # fmt: skip
"""Where a template's field stands in a claim, if not under its own name."""


class Page:
    """The looks at one page, over as many frames as it is held up; a look at another template begins anew."""

    def __init__(self) -> None:
        self._looks: list[Look] = []

    def add(self, look: Look | None) -> None:
        """One more look; None, where nothing was found, changes nothing."""
        if look is None:
            return
        if self._looks and self._looks[-1].template.name != look.template.name:
            self._looks.clear()
        self._looks.append(look)

    def settled(self) -> bool:
        """Whether nothing is in doubt, so that another look is not needed."""
        claim = self.claim()
        return claim is not None and not claim.doubtful

    def claim(self) -> Claim | None:
        """What the page says, read and not verified; None before the first look.

        A field that is too faint is left out and named in `doubtful`; one in doubt stays, and is named there too.
        """
        if not self._looks:
            return None
        template = self._looks[-1].template
        verdicts = {field.name: self._verdict(field.name) for field in template.field}
        kept: dict[str, str] = {name: one.value for name, one in verdicts.items() if one and one.certain >= _FAINT}
        doubtful = {
            _IN_CLAIM.get(name, name)
            for name, one in verdicts.items()
            if name != "color" and one is not None and one.certain < CERTAIN
        }
        color = self._color(verdicts.get("color"))
        if color == "unknown" and template.colour:
            doubtful.add("color")
        return Claim(
            kind=template.kind, trust="read", issuer=template.issuer, color=color if template.colour else "",
            holder=_holder(kept),
            updated_at=_time(kept.get("updated_at")), expires_at=_time(kept.get("expires_at")),
            places=places.of(kept.get("places", "")), days=int(kept.get("days", 0)),
            tests=_tests(template.test, kept), vaccination=kept.get("vaccination", ""),
            doubtful=tuple(sorted(doubtful)),
        )  # fmt: skip

    def _verdict(self, name: str) -> Verdict | None:
        readings = [one for look in self._looks for one in look.readings.get(name, ())]
        return joined.vote_places(readings) if name == "places" else joined.vote(readings)

    def _color(self, word: Verdict | None) -> Color:
        """What pixels and words agree on; either alone where the other says nothing; unknown where they quarrel."""
        seen = {look.color for look in self._looks} & SURE
        written = {cast(Color, word.value)} if word and word.certain >= CERTAIN else set()
        said = seen | written
        return said.pop() if len(said) == 1 else "unknown"


def _holder(kept: dict[str, str]) -> Holder:
    return Holder(
        name=kept.get("name", ""), id_number=kept.get("id_number", ""), phone=kept.get("phone", ""),
        number=kept.get("number", ""),
    )  # fmt: skip


def _time(digits: str | None) -> datetime | None:
    """Local, as shown."""
    return datetime.strptime(digits, _FORMS[len(digits)]) if digits else None  # campus time


def _tests(kind: Literal["nucleic-acid", "antigen"], kept: dict[str, str]) -> tuple[Test, ...]:
    if not {"result", "sampled_at", "tested_at"} & kept.keys():
        return ()
    result = cast(Literal["negative", "positive", "none", "unknown"], kept.get("result", "unknown"))
    sampled, tested = _time(kept.get("sampled_at")), _time(kept.get("tested_at"))
    return (Test(kind, result, sampled, tested, kept.get("organisation", "")),)
