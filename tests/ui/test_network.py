"""The network comes back: what waits for it is told, once it is there, and nobody where the system knows nothing."""

from enum import Enum
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui import network
from ui.network import Network


class Reachability(Enum):
    Unknown, Disconnected, Local, Site, Online = range(5)


class System(QObject):
    """Tells how the network is. `qt`: as Qt's class has it; knows: whether there is a backend."""

    changed = Signal(object)

    def __init__(self, *, knows: bool = True) -> None:
        super().__init__()
        self.qt = SimpleNamespace(
            Reachability=Reachability, Feature=SimpleNamespace(Reachability=1),
            loadBackendByFeatures=lambda _features: knows,
            instance=lambda: SimpleNamespace(reachabilityChanged=self.changed),
        )  # fmt: skip


def told(system: System, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows with every time it is told that the network is back."""
    monkeypatch.setattr(network, "_loaded", lambda: system.qt)
    said = list[str]()
    watch = Network()
    watch.back.connect(lambda: said.append("back"))
    watch.begin()
    said.append("begun")
    monkeypatch.setattr(system, "watch", watch, raising=False)  # which lives as long
    return said


def test_it_is_told_when_it_is_back_and_when_it_is_another_one(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = System()
    said = told(system, monkeypatch)
    for now in (Reachability.Disconnected, Reachability.Unknown):
        system.changed.emit(now)
    assert said == ["begun"]
    for now in (Reachability.Site, Reachability.Disconnected, Reachability.Local, Reachability.Online):
        system.changed.emit(now)
    assert said == ["begun", "back", "back", "back"]


def test_a_system_that_knows_nothing_tells_nothing(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(knows=False)
    said = told(system, monkeypatch)
    system.changed.emit(Reachability.Online)
    assert said == ["begun"]


def test_begun_twice_it_is_told_once(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a backup was restored, and the post opened anew."""
    system = System()
    said = told(system, monkeypatch)
    system.watch.begin()  # type: ignore[attr-defined]
    system.changed.emit(Reachability.Online)
    assert said == ["begun", "back"]


def test_a_qt_without_it_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "PySide6.QtNetwork", None)
    assert network._loaded() is None


def test_this_qt_has_what_is_asked_of_it(qapp: QApplication) -> None:
    information = network._loaded()
    assert {"Unknown", "Disconnected", "Site"} <= set(information.Reachability.__members__)
    assert "Reachability" in information.Feature.__members__
    assert hasattr(information, "reachabilityChanged")
