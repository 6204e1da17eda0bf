"""What one person showed: codes as they were scanned, pages as they were read, and the two of one page made one."""

from collections.abc import Iterator

import msgspec

from app.codes.claim import Claim
from app.lane.second_look import Page, looked_again, same_page, stands_still
from app.pages.merge import merge


class Papers:
    """The claims of one case, in the order in which they came."""

    def __init__(self) -> None:
        self._shown: list[Claim | Page] = []

    def code(self, claim: Claim) -> None:
        """Keep a code. Of campus codes only the newest: one opened again is not weighed against its past."""
        if claim.kind == "campus-code":
            self._shown = [one for one in self._shown if isinstance(one, Page) or one.kind != "campus-code"]
        if claim not in self._shown:
            self._shown.append(claim)

    def page(self, claim: Claim, taken: float) -> None:
        """Keep a page, `taken` in `time.monotonic()` seconds; of one that was looked at before, what both looks say."""
        before = self._before(claim)
        if before is None:
            self._shown.append(Page(claim, taken, taken))
        else:
            at = self._shown.index(before)
            self._shown[at : at + 1] = looked_again(before, claim, taken)

    def holds(self, claim: Claim) -> bool:
        """Whether this page has been looked at already."""
        return self._before(claim) is not None

    def stands_still(self, claim: Claim, taken: float) -> bool:
        """Whether it has been, and its clock has not moved since."""
        before = self._before(claim)
        return before is not None and stands_still(before, claim, taken)

    def _before(self, claim: Claim) -> Page | None:
        pages = [one for one in self._shown if isinstance(one, Page)]
        return next((one for one in reversed(pages) if same_page(one.claim, claim)), None)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What `decide` looks at: a page and the newest code that can stand on it are one claim."""
        codes = [one for one in self._shown if isinstance(one, Claim)]
        pages = {one: _code_of(one.claim, codes) for one in self._shown if isinstance(one, Page)}
        found: list[Claim] = []
        for one in self._shown:
            if isinstance(one, Page):
                found += _joined(one.claim, pages[one])
            elif one not in pages.values():
                found.append(one)
        return tuple(found)


def _code_of(page: Claim, codes: list[Claim]) -> Claim | None:
    return next((code for code in reversed(codes) if _on(page, code)), None)


def _on(page: Claim, code: Claim) -> bool:
    same_issuer = not (page.issuer and code.issuer) or page.issuer == code.issuer
    return page.kind == code.kind and same_issuer and code.trust in ("read", "invalid")


def _joined(page: Claim, code: Claim | None) -> Iterator[Claim]:
    """A page whose code does not hold does not either. Where the two quarrel about the colour, what is not green stays
    beside them: a red code is not talked away by a green page."""
    both = merge(page, code) if code else page
    if code and both is None:
        yield msgspec.structs.replace(page, trust="invalid", reason=code.reason, token=code.token)
        return
    if code and len({page.color, code.color} - {"", "unknown"}) > 1:
        yield from (one for one in (page, code) if one.color != "green")
    if both:
        yield both
