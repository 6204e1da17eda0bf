"""Pages that no shipped template describes are read by templates that the guide alone was needed for."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from app.pages import template
from app.pages.engine import Engine
from app.pages.read import read_page
from tests.fakes.strangerpages import SAMPLES, campus_pass, laboratory_table, province_card

OURS = Path(__file__).with_name("templates")


@pytest.fixture(scope="module")
def engine():
    engine = Engine()
    yield engine
    engine.stop()


def read(drawn: np.ndarray, engine: Engine):
    """As the station reads: with the school's own templates, and the shipped ones that might be taken instead."""
    complaints = []
    found = template.of(OURS, complaints.append)
    assert complaints == []
    return read_page(drawn, engine, found)


def test_a_campus_pass_that_refuses(engine):
    claim = read(
        campus_pass(False, "唐一禾", "Q2021030518", now="2022-10-08 14:05:06", until="2022-10-08 22:30"), engine
    )
    assert (claim.kind, claim.issuer, claim.color) == ("health-code", "qinghe-university", "red")
    assert (claim.holder.name, claim.holder.number) == ("唐一禾", "Q2021030518")
    assert (claim.updated_at, claim.ticks) == (datetime(2022, 10, 8, 14, 5, 6), True)
    assert claim.expires_at == datetime(2022, 10, 8, 22, 30)
    assert claim.doubtful == ()


def test_a_province_s_card_whose_colour_is_a_band(engine):
    drawn = province_card("yellow", "司马*", "530*************47", "2022年10月09日 23:59:58", "阳性")
    claim = read(drawn, engine)
    assert (claim.kind, claim.issuer, claim.color) == ("health-code", "lingxi", "yellow")
    assert (claim.holder.name, claim.holder.id_number) == ("司马*", "530*************47")
    assert (claim.updated_at, claim.ticks) == (datetime(2022, 10, 9, 23, 59, 58), True)
    assert [(one.result, one.organisation) for one in claim.tests] == [("positive", "岭西省溪口市人民医院")]
    assert claim.vaccination == "加强针"
    assert claim.doubtful == ()


def test_a_laboratory_s_table_of_three_days(engine):
    claim = read(laboratory_table(), engine)
    assert (claim.kind, claim.issuer) == ("test-report", "hecheng-laboratory")
    assert (claim.holder.name, claim.holder.id_number) == ("林小禾", "4401**********0021")
    shown = sorted(tuple(datetime.fromisoformat(one) for one in sample[:2]) for sample in SAMPLES)
    assert [(one.sampled_at, one.tested_at) for one in claim.tests] == shown
    assert [one.result for one in claim.tests] == ["negative"] * 3
    assert {one.organisation for one in claim.tests} == {"禾城医学检验中心"}
    assert claim.doubtful == ()
