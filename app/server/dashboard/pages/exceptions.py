"""Exceptions (例外): who is not asked for what at any post, and which place is no risk, until when."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.errors import UserError
from app.i18n import mark, tr
from app.policy.evidence import Item
from app.policy.lists import EXEMPTABLE, By
from app.policy.person import KINDS, LABELS
from app.policy.words import item_label, kind_word
from app.server.dashboard import given, levels, stations
from app.server.dashboard.page import Answer, Moved, Page, Shown, Visit
from app.server.dashboard.publishing import Done, publish
from app.server.reference import campuslists
from app.server.reference.campuslists import Wanted
from app.server.sql.port import Connection
from app.store.reference.campuslists import EXEMPTIONS, Exempted
from app.store.reference.staging.rows import Change

ALL = "all"
NUMBER, PLACE = "number", "place"
WHOM = {NUMBER: mark("一个人（写学工号）"), PLACE: mark("一个地区不算风险（写地区）")}


def every(visit: Visit) -> Shown:
    """Those in force and to come; with `ended` those that are over too."""
    ended = visit.query.get("ended") == "yes"
    titles = levels.titles(visit.engine)
    found = [one for one in visit.engine.read(campuslists.exceptions) if ended or one.over > visit.now]
    return Shown("exceptions.html", {
        "found": [(one, _whom(one), _what(one), _levels(one, titles), _state(one, visit.now)) for one in found],
        "ended": ended, "whom": [*((kind, tr(LABELS[kind])) for kind in KINDS), *_words(WHOM)],
        "items": [(ALL, tr("除身份、体温、症状外全部")), *((item, item_label(item)) for item in EXEMPTABLE)],
        "levels": [(ALL, tr("所有级别")), *titles.items()], "given": visit.form,
        "reach": levels.reach(visit.engine, EXEMPTIONS, stations.all_of(visit.engine)),
        "done": visit.query.get("done", ""),
    })  # fmt: skip


def add(visit: Visit) -> Answer:
    """A new one, from now on, until a time that is said."""
    whom = given.choice(visit, "whom", (*KINDS, NUMBER, PLACE), tr("对谁"))
    level = given.choice(visit, "level", (ALL, *levels.titles(visit.engine)), tr("哪个级别"))
    wanted = Wanted(
        _by(whom), given.text(visit, "value") if whom in (NUMBER, PLACE) else whom, _items(visit),
        () if level == ALL else (level,), visit.now, given.time(visit, "until", tr("到何时止")), visit.who.name,
        given.text(visit, "why"),
    )  # fmt: skip

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        made, changes = campuslists.exempted(connection, wanted, visit.now)
        return [_done("exception", made, wanted.why)], changes

    publish(visit, work)
    return Moved("/levels/exceptions?done=added")


def lift(visit: Visit) -> Answer:
    """One ends before its time."""
    why = given.text(visit, "why")

    def work(connection: Connection) -> tuple[Iterable[Done], Iterable[Change]]:
        one, changes = campuslists.lifted(connection, visit.path["exception"], visit.who.name, why, visit.now)
        return [_done("exception lifted", one, why)], changes

    publish(visit, work)
    return Moved("/levels/exceptions?done=lifted")


def _done(action: str, one: Exempted, why: str) -> Done:
    return Done(action, one.id, one.value if one.by == "number" else "", why)


def _by(whom: str) -> By:
    return "number" if whom == NUMBER else "place" if whom == PLACE else "kind"


def _items(visit: Visit) -> tuple[Item, ...]:
    said = visit.form.get("item", "")
    found = EXEMPTABLE if said == ALL else tuple(item for item in EXEMPTABLE if item == said)
    if not found:
        raise UserError(tr("请选择“{label}”。", label=tr("免查什么")))
    return found


def _words(words: dict[str, str]) -> Iterable[tuple[str, str]]:
    return ((name, tr(word)) for name, word in words.items())


def _whom(one: Exempted) -> str:
    return kind_word(one.value) if one.by == "kind" else one.value


def _what(one: Exempted) -> str:
    return _joined([item_label(item) for item in one.items]) or tr("不算风险地区")


def _levels(one: Exempted, titles: dict[str, str]) -> str:
    return _joined([titles.get(name, name) for name in one.levels]) or tr("所有级别")


def _joined(words: Sequence[str]) -> str:
    return tr("、").join(words)


def _state(one: Exempted, now: datetime) -> tuple[str, str]:
    """How it stands: a tag's class, and the word."""
    if one.over <= now:
        return "", tr("已结束")
    return ("", tr("未生效")) if one.since > now else ("hold", tr("生效中"))


PAGES = (
    Page("GET", "/levels/exceptions", "level.set", every),
    Page("POST", "/levels/exceptions", "level.set", add, again=every),
    Page("POST", "/levels/exceptions/{exception}/lift", "level.set", lift, again=every),
)
