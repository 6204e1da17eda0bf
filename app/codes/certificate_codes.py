"""The codes that foreign certificates write for kinds and results of tests: resources/codes/certificate-codes.toml."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

TestKind: TypeAlias = Literal["nucleic-acid", "antigen"]
Result: TypeAlias = Literal["negative", "positive", "unknown"]


@cache
def _table(name: str) -> dict[str, str]:
    text = (files("resources") / "codes" / "certificate-codes.toml").read_text(encoding="utf-8")
    meanings: dict[str, list[str]] = tomllib.loads(text)[name]
    return {code: meaning for meaning, codes in meanings.items() for code in codes}


def test_kind(code: object) -> TestKind | None:
    """The kind of test of a LOINC code; None where it is no test for the infection that is known here."""
    known = _table("tests").get(code) if isinstance(code, str) else None
    return "nucleic-acid" if known == "nucleic-acid" else "antigen" if known == "antigen" else None


def result(code: object) -> Result:
    """What a code for a result says."""
    known = _table("results").get(code) if isinstance(code, str) else None
    return "negative" if known == "negative" else "positive" if known == "positive" else "unknown"
