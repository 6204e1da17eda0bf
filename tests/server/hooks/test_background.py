"""What the centre does by itself runs with the server, and ends with it: shown on the courier."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import UserError
from app.server import background
from app.server.background import Background, working
from app.server.hooks import courier
from app.server.hooks.courier import Courier
from app.server.storage import Storage
from tests.fakes.dashboards import Site
from tests.fakes.receiver import receiving
from tests.server.engines import Place
from tests.server.hooks.conftest import Desk
from tests.server.hooks.test_delivery import publish
from tests.server.test_process import serving


def test_the_real_server_delivers(place: Place, tmp_path: Path) -> None:
    site = Site.over(place())
    desk = Desk(site)
    with closing(Storage(place())) as storage, receiving(500) as receiver, serving(storage):
        id_ = desk.add("office", receiver.address)
        publish(site)
        assert receiver.wait(1)
    assert [one.event for one in desk.last(id_)] == ["level.published"]
    site.close()


def test_what_a_bug_breaks_off_begins_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AGAIN", 0.01)
    monkeypatch.setattr(courier, "LOOK", 0.01)
    due, broken = Courier._due, [True]

    async def once_broken(self: Courier) -> object:
        if broken:
            broken.pop()
            raise ZeroDivisionError
        return await due(self)

    monkeypatch.setattr(Courier, "_due", once_broken)

    async def lasting(wait: object) -> bool:
        async with working(hooks=desk.courier.run):
            return await asyncio.to_thread(wait, 1)  # type: ignore[arg-type]

    with receiving() as receiver:
        desk.add("office", receiver.address)
        publish(desk.site)
        assert asyncio.run(lasting(receiver.wait))


def test_after_the_end_nothing_begins(desk: Desk) -> None:
    async def ended() -> None:
        task = Background("hooks", desk.courier.run)
        task.begin()
        await task.end()
        task.begin()
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(ended())


def test_a_database_that_is_away_for_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise UserError("连不上数据库。")

    with receiving() as receiver:
        desk.add("office", receiver.address)
        publish(desk.site)
        with monkeypatch.context() as patch:
            patch.setattr(desk.engine, "read", down)
            assert desk.round() == 0
        assert desk.round() == 1
        assert len(receiver.got) == 1
