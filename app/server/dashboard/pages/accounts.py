"""The centre's accounts: who may sign in, with which role."""

from app.access.roles import ROLES, Role
from app.errors import UserError
from app.i18n import tr
from app.server.dashboard.accounts import AccountDesk, Line, role_words
from app.server.dashboard.page import Answer, Moved, NotThere, Page, Shown, Visit


def every(visit: Visit) -> Shown:
    """All of them, and a form for a new one."""
    return Shown("accounts.html", {
        "accounts": _desk(visit).lines(), "roles": role_words(), "given": visit.form,
        "done": visit.query.get("done", ""),
    })  # fmt: skip


def add(visit: Visit) -> Answer:
    """A new one."""
    role = _role(visit)
    _desk(visit).add(visit.who.name, visit.form.get("name", ""), role, visit.form.get("secret", ""))
    return Moved("/accounts?done=added")


def one(visit: Visit) -> Shown:
    """One of them, with what can be done about it."""
    return Shown("account.html", {
        "one": _line(visit), "number": visit.path["number"], "roles": role_words(), "done": visit.query.get("done", ""),
    })  # fmt: skip


def change_role(visit: Visit) -> Answer:
    """Another role."""
    _desk(visit).change_role(visit.who.name, _line(visit).name, _role(visit))
    return _done(visit)


def new_secret(visit: Visit) -> Answer:
    """Another PIN or password."""
    _desk(visit).new_secret(visit.who.name, _line(visit).name, visit.form.get("secret", ""))
    return _done(visit)


def disable(visit: Visit) -> Answer:
    """It opens nothing any more."""
    _desk(visit).disable(visit.who.name, _line(visit).name)
    return _done(visit)


def enable(visit: Visit) -> Answer:
    """It opens again."""
    _desk(visit).enable(visit.who.name, _line(visit).name)
    return _done(visit)


def _done(visit: Visit) -> Answer:
    return Moved(f"/accounts/{visit.path['number']}?done=yes")


def _desk(visit: Visit) -> AccountDesk:
    return AccountDesk(visit.engine, visit.now)


def _line(visit: Visit) -> Line:
    """The account of that number in the list: names would be personal data in an address."""
    lines, number = _desk(visit).lines(), visit.path["number"]
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number) <= len(lines):
        raise NotThere
    return lines[int(number) - 1]


def _role(visit: Visit) -> Role:
    for role in ROLES:
        if role == visit.form.get("role"):
            return role
    raise UserError(tr("请选择角色。"))


PAGES = (
    Page("GET", "/accounts", "accounts.change", every),
    Page("POST", "/accounts", "accounts.change", add, again=every),
    Page("GET", "/accounts/{number}", "accounts.change", one),
    Page("POST", "/accounts/{number}/role", "accounts.change", change_role, again=one),
    Page("POST", "/accounts/{number}/secret", "accounts.change", new_secret, again=one),
    Page("POST", "/accounts/{number}/disable", "accounts.change", disable, again=one),
    Page("POST", "/accounts/{number}/enable", "accounts.change", enable, again=one),
)
