"""Homes of real posts, with accounts of their own, and a disk that takes nothing more."""

from pathlib import Path

import pytest

from app.clock import Clock, system
from app.settings import Home, Settings
from app.station.local import LocalPost
from app.store.faults import DiskFull
from app.store.ledger import Ledger
from tests.fakes.pins import quick_accounts

GUARD, LEADER, ADMINISTRATOR = "周明", "李主任", "何老师"
PINS = {GUARD: "1111", LEADER: "2222", ADMINISTRATOR: "3333"}


def real_post(path: Path, clock: Clock = system) -> LocalPost:
    """An open post that is no demonstration, with nobody on duty; no camera is opened by it."""
    home = Home(path)
    home.save(Settings(camera=""))
    post = LocalPost.open(home, clock)
    post.accounts = quick_accounts(post.database, clock)
    post.accounts.add(GUARD, "guard", PINS[GUARD])
    post.accounts.add(LEADER, "supervisor", PINS[LEADER])
    post.accounts.add(ADMINISTRATOR, "administrator", PINS[ADMINISTRATOR])
    return post


def fill_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no ledger takes a record."""

    def full(*_: object) -> None:
        raise DiskFull("磁盘已满。")

    monkeypatch.setattr(Ledger, "append_all", full)


def actions(post: LocalPost) -> list[tuple[str, str, str]]:
    """The audit: action, about what, by whom."""
    return [
        (str((entry.fact.body or {})["action"]), str((entry.fact.body or {})["about"]), entry.fact.operator)
        for entry in post.ledger.entries("audit")
    ]
