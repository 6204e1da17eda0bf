"""From a page's answer to HTML: the templates of resources/dashboard, everything in them escaped."""

from datetime import datetime
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from app import __version__
from app.access.roles import LABELS
from app.i18n import tr
from app.server.dashboard import shown
from app.server.dashboard.menu import menu
from app.server.dashboard.page import HOME, SIGNED_IN, Shown, allowed
from app.server.dashboard.sessions import Session

_TEMPLATES = files("resources") / "dashboard"


def render(answer: Shown, session: Session | None, csrf: str, language: str, path: str, now: datetime) -> str:
    """The page for whoever asked, in the language in use. path: of the page, to mark where one is in the menu."""
    may = partial(allowed, session) if session else lambda _permission: False
    values = {
        "me": session, "role": tr(LABELS[session.role]) if session else "", "csrf": csrf, "language": language,
        "now": now, "may": may, "menu": menu(may, path), "home": HOME, "problem": "", "version": __version__,
        "when": partial(shown.when, now=now), "planned": partial(shown.planned, now=now),
        "ago": partial(shown.ago, now=now), "signed_in": SIGNED_IN,
    }  # fmt: skip
    return environment().get_template(answer.template).render({**values, **answer.values})


@cache
def environment() -> Environment:
    """Jinja2 as the templates expect it: what is not there is a bug, not a blank."""
    made = Environment(
        loader=FunctionLoader(lambda name: (_TEMPLATES / name).read_text(encoding="utf-8")), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals.update(tr=tr, icon=shown.icon, grouped=shown.grouped, clock=shown.clock,
                       last_day=shown.last_day)  # fmt: skip
    return made
