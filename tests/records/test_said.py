"""A record's words as the class of its kind: what cannot be read is left to the ledger, and stops nobody."""

from typing import Any

import pytest

from app.records.parcel_step import ParcelStep
from app.records.said import said


def test_what_another_version_wrote_is_read_with_what_it_did_not_know() -> None:
    read = said({"act": "arrived", "waybill": "SF1", "not yet known": 3}, ParcelStep)
    assert read == ParcelStep(act="arrived", waybill="SF1")


@pytest.mark.parametrize("body", [None, {}, {"act": "eaten"}, {"act": "arrived", "count": "many"}])
def test_what_was_forgotten_or_makes_no_sense_says_nothing(body: dict[str, Any] | None) -> None:
    assert said(body, ParcelStep) is None
