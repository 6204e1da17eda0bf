"""What differs between two levels, in the language in use: for the history, and before a change is made."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from app.decode.symbol import Color
from app.i18n import language, mark, tr
from app.policy.asking import named
from app.policy.draft import EVERYWHERE, Asked, Where, asked, zoned
from app.policy.evidence import Direction
from app.policy.level import LevelFile
from app.policy.person import LABELS, PersonKind
from app.policy.rule import Handing, Meaning, Post, SecondMeasurement
from app.policy.words import claim_word
from app.policy.zone import ZONE_KINDS, ZONE_LABELS

POSTS: dict[Post, str] = {"gate": mark("校门"), "goods": mark("物资门"), "dormitory": mark("公寓")}
WAYS: dict[Direction, str] = {"in": mark("进"), "out": mark("出")}
SITES = {"forehead": mark("额温"), "armpit": mark("腋温"), "ear": mark("耳温")}
COLORS: dict[Color, str] = {
    "green": mark("绿"), "yellow": mark("黄"), "orange": mark("橙"), "red": mark("红"), "grey": mark("灰"),
    "black": mark("黑白"), "unknown": mark("看不清"),
}  # fmt: skip
MEANINGS: dict[Meaning, str] = {
    "good": mark("通过"), "temperature": mark("由体温决定"), "look": mark("值守人员看"), "refuse": mark("不予放行"),
}  # fmt: skip
HEAD = {
    "title": mark("名称"), "strictness": mark("严格程度"), "reference_hours": mark("名单最旧几小时"),
    "shown_hours": mark("出示后几小时内有效"), "positive_days": mark("阳性几天内不予放行"),
}  # fmt: skip
BROUGHT = {"parcels": mark("快递"), "takeaway": mark("外卖")}
HANDINGS: dict[Handing, str] = {
    "free": mark("照常领取"), "disinfect": mark("消毒后领取"), "outside": mark("只在校外交接点领取"),
    "none": mark("暂停收发"),
}  # fmt: skip


class Difference(NamedTuple):
    """What, how it was and how it is."""

    what: str
    before: str
    after: str


def differences(before: LevelFile, after: LevelFile) -> list[Difference]:
    """Everything that somebody at a post could notice."""
    return [
        *_head(before, after),
        *_fever(before, after),
        *_second(before, after),
        *_brought(before, after),
        *_colors(before, after),
        *asked_differences(before, after),
    ]


def asked_differences(before: LevelFile, after: LevelFile) -> list[Difference]:
    """What people are asked, and were not or are no longer."""
    return [*_asked(before, after), *_zones(before, after)]


def asked_words(one: Asked) -> str:
    """What is asked, in a line."""
    between = ", " if language() == "en" else "、"
    return tr("不予放行") if one.forbidden else between.join(named(demand) for demand in one.demands)


def kinds_words(kinds: list[PersonKind]) -> str:
    """Kinds of people, in a line."""
    between = ", " if language() == "en" else "、"
    return tr("所有人") if len(kinds) == len(LABELS) else between.join(tr(LABELS[kind]) for kind in kinds)


def place_words(post: Post, way: Direction) -> str:
    """A post and the way through it."""
    return tr("{post} · {way}", post=tr(POSTS[post]), way=tr(WAYS[way]))


def _head(before: LevelFile, after: LevelFile) -> Iterator[Difference]:
    for name, words in HEAD.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Difference(tr(words), _figure(was), _figure(now))


def _figure(value: object) -> str:
    if value is None:
        return tr("不限")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _fever(before: LevelFile, after: LevelFile) -> Iterator[Difference]:
    for site, words in SITES.items():
        was, now = getattr(before.fever_from, site), getattr(after.fever_from, site)
        if was != now:
            yield Difference(tr("{site}发热线", site=tr(words)), f"{was:g} ℃", f"{now:g} ℃")


def _second(before: LevelFile, after: LevelFile) -> Iterator[Difference]:
    was, now = second_words(before.second_measurement), second_words(after.second_measurement)
    if was != now:
        yield Difference(tr("体温偏高复测"), was, now)


def _brought(before: LevelFile, after: LevelFile) -> Iterator[Difference]:
    for name, words in BROUGHT.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Difference(tr(words), tr(HANDINGS[was]), tr(HANDINGS[now]))


def second_words(second: SecondMeasurement | None) -> str:
    """What becomes of a first high temperature, in a line."""
    if second is None:
        return tr("不复测，直接转校医")
    minutes = f"{second.after_minutes:g}"
    if second.normal == "settles":
        return tr("休息 {minutes} 分钟再测，正常就不算", minutes=minutes)
    return tr("休息 {minutes} 分钟再测，正常也转校医", minutes=minutes)


def _colors(before: LevelFile, after: LevelFile) -> Iterator[Difference]:
    for kind in sorted({*before.colors, *after.colors}):
        page, _, issuer = kind.partition("/")
        for color, words in COLORS.items():
            was = before.colors.get(kind, {}).get(color)
            now = after.colors.get(kind, {}).get(color)
            if was != now:
                what = tr("{page} · {color}", page=" ".join((claim_word(page), issuer)).strip(), color=tr(words))
                yield Difference(what, _meaning(was), _meaning(now))


def _meaning(word: Meaning | None) -> str:
    return tr(MEANINGS[word]) if word else "—"


def _asked(before: LevelFile, after: LevelFile) -> Iterator[Difference]:
    """By post and way; kinds of people of whom the same was and is asked stand together."""
    groups: dict[tuple[Post, Direction, Asked, Asked], list[PersonKind]] = {}
    for where in EVERYWHERE:
        was, now = asked(before, where), asked(after, where)
        if was != now:
            groups.setdefault((*_place(where), was, now), []).append(where[2])
    for (post, way, was, now), kinds in groups.items():
        what = tr("{place} · {kinds}", place=place_words(post, way), kinds=kinds_words(kinds))
        yield Difference(what, asked_words(was), asked_words(now))


def _place(where: Where) -> tuple[Post, Direction]:
    return where[0], where[1]


def _zones(before: LevelFile, after: LevelFile) -> Iterator[Difference]:
    """What those are asked who live in a zone, where that is something of its own."""
    for zone, where in itertools.product(ZONE_KINDS, EVERYWHERE):
        was, now = zoned(before, zone, where), zoned(after, zone, where)
        if was != now:
            what = tr("{zone} · {place} · {kinds}", zone=tr(ZONE_LABELS[zone]), place=place_words(*_place(where)),
                      kinds=tr(LABELS[where[2]]))  # fmt: skip
            yield Difference(what, _zone_words(was), _zone_words(now))


def _zone_words(one: Asked | None) -> str:
    return asked_words(one) if one else tr("与其他人相同")
