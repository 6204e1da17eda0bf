"""Control levels out: what holds, what was and will be, and nothing about who set it."""

from datetime import timedelta

from app.server.reference.editing import Editing
from app.server.reference.published import Published
from tests.fakes.dashboards import NOON, Site
from tests.server.systems import System, problem


def publish(site: Site, level: str, hours: float = 0, *posts: str) -> None:
    editing = Editing(Published(site.storage.engine), "李主任", lambda: site.now)
    editing.set_level(level, "3 号楼病例", NOON + timedelta(hours=hours), tuple(posts))


def test_what_holds_now(site: Site) -> None:
    system = System(site, "levels.read")
    assert problem(system.get("/level")) == (404, "absent")
    publish(site, "routine")
    publish(site, "sealed", 2)
    publish(site, "closed", 0, "东门")
    levels = [system.get(path).json()["level"] for path in ("/level", "/level?post=东门", "/level?post=西门")]
    assert levels == ["routine", "closed", "routine"]
    site.now += timedelta(hours=3)
    assert system.get("/level").json()["level"] == "sealed"


def test_changes_in_the_order_in_which_they_were_published(site: Site) -> None:
    publish(site, "sealed", 48)
    publish(site, "routine")
    system = System(site, "levels.read")
    page = system.get("/levels?limit=1").json()
    assert [one["level"] for one in page["items"]] == ["sealed"]
    assert page["more"]
    assert [one["level"] for one in system.all("/levels", page["next"])] == ["routine"]
    place = system.get("/levels").json()["next"]
    publish(site, "open", 72, "东门")
    (later,) = system.all("/levels", place)
    assert (later["level"], later["posts"], later["since"]) == ("open", ["东门"], "2022-04-13T12:12:05+08:00")


def test_nobody_is_named(site: Site) -> None:
    publish(site, "routine")
    system = System(site, "levels.read")
    said = "".join(system.get(path).text for path in ("/level", "/levels", "/levels.csv"))
    assert "routine" in said
    assert "李主任" not in said
    assert "号楼" not in said
