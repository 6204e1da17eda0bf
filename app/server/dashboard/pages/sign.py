"""Coming in and going out, one's own language, PIN or password."""

from app.i18n import LANGUAGES
from app.server.dashboard.accounts import AccountDesk
from app.server.dashboard.page import HOME, OPEN, SIGN_IN, SIGNED_IN, Answer, Moved, Page, Shown, Visit


def door(visit: Visit) -> Shown:
    """The form; what was typed before stays, but for the secret."""
    return Shown("sign-in.html", {"name": visit.form.get("name", ""), "next": _inside(visit)})


def come_in(visit: Visit) -> Answer:
    """Sign in, and go on to where one wanted to go."""
    desk = AccountDesk(visit.engine, visit.now)
    token = desk.sign_in(visit.form.get("name", ""), visit.form.get("secret", ""))
    if visit.session:
        desk.sign_out(visit.session.name, visit.token)
    return Moved(_inside(visit) or "/", session=token)


def go_out(visit: Visit) -> Answer:
    """Sign out."""
    AccountDesk(visit.engine, visit.now).sign_out(visit.who.name, visit.token)
    return Moved(SIGN_IN, session="")


def speak(visit: Visit) -> Answer:
    """Another language, for this browser."""
    language = visit.form.get("language", "")
    return Moved(_inside(visit) or "/", language=language if language in LANGUAGES else LANGUAGES[0])


def me(visit: Visit) -> Shown:
    """One's own account."""
    return Shown("me.html", {"done": visit.query.get("done") == "yes"})


def own_secret(visit: Visit) -> Answer:
    """Another PIN or password for oneself: every session of the old one ends, this one too."""
    given = visit.form
    AccountDesk(visit.engine, visit.now).own_secret(visit.who.name, given.get("old", ""), given.get("secret", ""))
    return Moved(f"{SIGN_IN}?changed=yes", session="")


def _inside(visit: Visit) -> str:
    """The page below HOME that is named as the next one; empty where it is none."""
    path = visit.form.get("next") or visit.query.get("next") or ""
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path.removeprefix(HOME) if plain and not path.startswith(SIGN_IN) else ""


PAGES = (
    Page("GET", SIGN_IN, OPEN, door),
    Page("POST", SIGN_IN, OPEN, come_in, again=door),
    Page("POST", "/sign-out", SIGNED_IN, go_out),
    Page("POST", "/language", OPEN, speak),
    Page("GET", "/me", SIGNED_IN, me),
    Page("POST", "/me", SIGNED_IN, own_secret, again=me),
)
