"""All looks at one page joined, and the claim that they make together."""

from datetime import datetime
from typing import Literal, cast

from app.codes.claim import Claim, Holder, Test
from app.decode.symbol import Color
from app.pages import places, sections
from app.pages.colour import SURE
from app.pages.joined import Verdict
from app.pages.look import CERTAIN, Look, verdict
from app.pages.template import Template

_FORMS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
FAINT = 0.2
"""A field less certain than this is left out: it is noise more than a value."""
_IN_CLAIM = {
    "name": "holder.name", "id_number": "holder.id_number", "phone": "holder.phone", "number": "holder.number",
    "result": "tests.result", "sampled_at": "tests.sampled_at", "tested_at": "tests.tested_at",
    "organisation": "tests.organisation",
}  # fmt: skip
"""Where a template's field stands in a claim, if not under its own name."""


_OF_A_TEST = {"sampled_at", "tested_at", "organisation"}
"""What a page that says that there is no test does not show: paper in its place is no faint print."""


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
        count = max(look.sections for look in self._looks)
        verdicts = {key: verdict(self._looks, key) for key, _, _ in sections.keys(template, count)}
        kept: dict[str, str] = {key: one.value for key, one in verdicts.items() if one and one.certain >= FAINT}
        doubtful = {
            _IN_CLAIM.get(field.name, field.name)
            for key, field, _ in sections.keys(template, count)
            if field.name != "color"
            and (said := verdicts[key]) is not None
            and said.certain < CERTAIN
            and not (field.name in _OF_A_TEST and said.certain < FAINT and _surely_none(verdicts.get("result")))
        }
        color = self._color(verdicts.get("color"))
        if color == "unknown" and template.colour:
            doubtful.add("color")
        return Claim(
            kind=template.kind, trust="read", issuer=template.issuer, color=color if template.colour else "",
            holder=_holder(kept),
            updated_at=time_of(kept.get("updated_at")), ticks="updated_at" in kept and _clock(template),
            expires_at=time_of(kept.get("expires_at")),
            places=places.of(kept.get("places", "")), days=int(kept.get("days", 0)),
            tests=_tests(template, kept, count), vaccination=kept.get("vaccination", ""),
            doubtful=tuple(sorted(doubtful)),
        )  # fmt: skip

    def _color(self, word: Verdict | None) -> Color:
        """What pixels and words agree on; either alone where the other says nothing; unknown where they quarrel."""
        seen = {look.color for look in self._looks} & SURE
        written = {cast(Color, word.value)} if word and word.certain >= CERTAIN else set()
        said = seen | written
        return said.pop() if len(said) == 1 else "unknown"


def _surely_none(result: Verdict | None) -> bool:
    return result is not None and result.value == "none" and result.certain >= CERTAIN


def _holder(kept: dict[str, str]) -> Holder:
    return Holder(
        name=kept.get("name", ""), id_number=kept.get("id_number", ""), phone=kept.get("phone", ""),
        number=kept.get("number", ""),
    )  # fmt: skip


def time_of(digits: str | None) -> datetime | None:
    """A reading's digits as a time, local, as shown."""
    return datetime.strptime(digits, _FORMS[len(digits)]) if digits else None  # campus time


def _clock(template: Template) -> bool:
    return any(field.clock for field in template.field)


def _tests(template: Template, kept: dict[str, str], count: int) -> tuple[Test, ...]:
    """Every section that says anything of a test; by the time of sampling where there are several.

    A laboratory that the page names once is all reports'.
    """
    found = []
    once = "" if any(one.several and one.name == "organisation" for one in template.field) else "organisation"
    for section in range(count):
        here = {field.name: kept[key] for key, field, number in sections.keys(template, count)
                if number == section and key in kept}  # fmt: skip
        if {"result", "sampled_at", "tested_at"} & here.keys():
            result = cast(Literal["negative", "positive", "none", "unknown"], here.get("result", "unknown"))
            times = time_of(here.get("sampled_at")), time_of(here.get("tested_at"))
            found.append(Test(template.test, result, *times, here.get("organisation", kept.get(once, ""))))
    return tuple(sorted(found, key=lambda one: one.sampled_at or one.tested_at or datetime.max))
