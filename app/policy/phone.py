"""Telephone numbers as people give them at a gate, and which texts can be none."""

import re

_FORMS = (
    re.compile(r"(?:(?:\+|00)?86)?1[0-9]{10}"),  # a mobile; which ranges are given out changes from year to year
    re.compile(r"(?:(?:\+|00)?86)?(?:0[0-9]{2,3})?[2-9][0-9]{6,7}"),  # a landline, with its area or of this one
    re.compile(r"[48]00[0-9]{7}"),  # a company's own
    re.compile(r"(?:\+|00)[1-9][0-9]{6,14}"),  # of another country: E.164 has 15 digits at most
)
_BETWEEN = re.compile(r"[\s()（）-]")
_EXTENSION = re.compile(r"(?:转|[-,，#])[0-9]{1,6}$")


def is_phone(text: str) -> bool:
    """Whether a number can look like this, however it is spaced, with an extension (转 801, -801) or without."""
    bare = text.strip()
    return any(form.fullmatch(_BETWEEN.sub("", one)) for one in (bare, _EXTENSION.sub("", bare)) for form in _FORMS)
