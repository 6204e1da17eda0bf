"""The desk's forms: each is laid out when it is first asked for, and keeps what is half filled in."""

from app.clock import system
from app.records.registry import kinds
from tests.shots.stage import Stage
from ui.recordview import RecordForm
from ui.screens.desk import Desk


def test_a_form_is_laid_out_when_it_is_first_asked_for(stage: Stage) -> None:
    desk = Desk(stage.post, stage.jobs, system, kinds())
    assert len(desk.findChildren(RecordForm)) == 1
    first, name = desk.form, desk.form.kind.name
    first.fill({"note": "写了一半"})
    desk.choose("temperature")
    assert len(desk.findChildren(RecordForm)) == 2
    assert desk.form.kind.name == "temperature"
    desk.choose(name)
    assert desk.form is first
    assert first.raw()["note"] == "写了一半"
