"""Fills a home with the demonstration campus: people, a signing key, accounts, a level, parcels, key post staff, and
a sample film."""

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from app.clock import Clock
from app.demo import film, keyposts, parcels, people
from app.demo.earlier import Earlier
from app.demo.page import Page
from app.i18n import mark, tr
from app.policy.person import Person
from app.settings import Home
from app.station.local import LocalPost

ADMINISTRATOR, GUARD = mark("演示管理员"), mark("演示保安")
PIN = "2468"
"""Of both accounts; the sign-in page of a demonstration shows it."""
IN_FILM = 5
SECOND = 7
"""The first of those with a parcel: the very first people of the roster are for whoever tries something on them."""
LONG, EXPIRED = timedelta(days=3650), timedelta(minutes=-1)
"""For how long the codes in the film hold: the demonstration must still work next year, and one code must not."""


class SignIn(NamedTuple):
    """How to sign in to the home that was filled."""

    name: str
    pin: str


def fill(home: Home, clock: Clock) -> SignIn:
    """Everything a new user needs to try the program. A real station is left as it is (UserError); a demonstration
    keeps its records, its key and the level that somebody set."""
    earlier = Earlier(clock)
    post = LocalPost.open(home, earlier)
    try:
        post.become_demonstration()
        post.accounts.add(tr(ADMINISTRATOR), "administrator", PIN)
        post.accounts.add(tr(GUARD), "guard", PIN)
        post.act_as(post.accounts.first_administrator())
        if not post.trust().campus_keys:
            post.begin_issuing()
        roster = list(people.people())
        post.people.replace(roster)
        if post.level_change() is None:
            post.set_level("open", tr("演示校园"))
        parcels.lay_out(post, earlier, roster[SECOND::731])
        keyposts.appoint(post, earlier, roster)
        film_path = home.path / "demo" / "film.mp4"
        _make_film(post, film_path, roster)
        post.change_settings(camera=str(film_path))
    finally:
        post.close()
    return SignIn(tr(ADMINISTRATOR), PIN)


def _make_film(post: LocalPost, path: Path, roster: list[Person]) -> None:
    """Some students with their codes, one of whom also shows a health code, and one whose code has expired."""
    path.parent.mkdir(exist_ok=True)
    pages = [_page(person, post.issue_code(person.number, LONG)) for person in roster[100 : 100 + IN_FILM]]
    pages.insert(1, _health_code(roster[100]))
    late = roster[777]
    pages.insert(4, _page(late, post.issue_code(late.number, EXPIRED)))
    film.write_film(path, pages)


def _page(person: Person, payload: str) -> Page:
    return Page(tr("校园码"), payload, "black", f"{person.name}  {person.college}")


def _health_code(person: Person) -> Page:
    """Without a time, which would be old tomorrow; a phone page is in Chinese in every language."""
    lines = (f"姓名：{person.name[0]}*", "绿码", "核酸检测结果", "阴性")
    return Page("吉祥码", b"", "green", "\n".join(lines), held=2.4)
