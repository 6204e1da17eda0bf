"""A window before an invented post, whose background work is stepped by hand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.fakes.hands import Hands
from tests.shots.stage import Stage
from ui.screens.gate.screen import Gate


@pytest.fixture(autouse=True)
def _no_widget_stays() -> Iterator[None]:
    """What a test leaves behind would be dressed anew with every window of the tests that follow."""
    yield
    for widget in QApplication.topLevelWidgets() if QApplication.instance() else ():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    stage = Stage(qapp)
    yield stage
    stage.close()


@pytest.fixture
def gate(stage: Stage) -> Gate:
    gate = Gate(stage.post, stage.signals, stage.jobs, stage.sounds)
    stage.window.add_screens({"gate": gate})
    stage.window.show()
    stage.window.open("gate")
    stage.settle()
    return gate


@pytest.fixture
def hands(gate: Gate) -> Hands:
    return Hands(gate)
