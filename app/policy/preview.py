"""Who would be let in (谁能进): typical people with typical papers, each put to `decide` at a level."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from app.codes.claim import Claim, Place, Test
from app.i18n import mark
from app.policy.decide import decide
from app.policy.decision import Decision
from app.policy.evidence import Approval, Direction, Evidence, Look, Temperature
from app.policy.level import Level
from app.policy.lists import Region
from app.policy.person import KINDS, Person, PersonKind
from app.policy.rule import ITEMS, Post

RISKY = "示例省示例市"
"""A city of no country, which is at risk in the preview."""
Change = Callable[[Evidence, datetime], Evidence]


class Situation(NamedTuple):
    """What somebody brings, in words, and how it differs from everything."""

    words: str
    change: Change


class Row(NamedTuple):
    """One situation: the decision for each kind of person, in the order of KINDS."""

    words: str
    decisions: tuple[Decision, ...]


def table(level: Level, post: Post, direction: Direction, now: datetime) -> list[Row]:
    """Every situation for every kind of person, at one post, one way."""
    regions = (*level.lists.regions, Region(name=RISKY))
    known = level.beside(msgspec.structs.replace(level.lists, regions=regions))
    return [Row(one.words, tuple(_decided(known, one, post, direction, kind, now) for kind in KINDS)) for one in ROWS]


def _decided(
    level: Level, one: Situation, post: Post, direction: Direction, kind: PersonKind, now: datetime
) -> Decision:  # fmt: skip
    return decide(level, one.change(everything(kind, post, direction, now), now), now)


def everything(kind: PersonKind, post: Post, direction: Direction, now: datetime) -> Evidence:
    """Somebody who has all that any level can ask."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    reports = tuple(_report(now - days * day - hour / 2) for days in range(30))
    return Evidence(
        post, direction,
        person=Person(number="preview", name="张三", kind=kind),
        identity="verified",
        claims=(_page("health-code", now), _page("travel-card", now), _vaccination(), *reports),
        looks=(Look("symptoms", True, now), Look("mask", True, now)),
        temperatures=(Temperature(36.5, now),),
        approvals=(
            Approval("return", now - day, now + day), Approval("leave", now - day, now + day),
            Approval("visit", now - day, now + day),
        ),
        may_rest=True,
    )  # fmt: skip


def _page(kind: str, now: datetime, color: str = "green", **more: object) -> Claim:
    read = Claim(kind="health-code", trust="read", color="green", updated_at=now)
    return msgspec.structs.replace(read, kind=kind, color=color, **more)


def _report(sampled: datetime) -> Claim:
    return Claim(kind="test-report", trust="read", tests=(Test("nucleic-acid", "negative", sampled),))


def _vaccination() -> Claim:
    return Claim(kind="vaccination", trust="read", vaccination="3")


def _without(kind: str) -> Change:
    return lambda one, _now: replace(one, claims=tuple(claim for claim in one.claims if claim.kind != kind))


def _instead(kind: str, make: Callable[[datetime], Claim]) -> Change:
    return lambda one, now: replace(
        one, claims=(make(now), *(claim for claim in one.claims if claim.kind != kind))
    )  # fmt: skip


def _tested(hours: float) -> Change:
    return _instead("test-report", lambda now: _report(now - timedelta(hours=hours)))


def _all_seen(one: Evidence, now: datetime) -> Evidence:
    looks = tuple(Look(item, True, now) for item in ITEMS if item not in ("identity", "approval", "temperature"))
    return replace(one, identity="seen", claims=(), looks=looks)


def _unlisted(one: Evidence, _now: datetime) -> Evidence:
    return replace(one, on_roster=False, approvals=())


def _measured(celsius: float) -> Change:
    return lambda one, now: replace(one, temperatures=(Temperature(celsius, now),))


def _after_a_rest(first: float, then: float) -> Change:
    return lambda one, now: replace(
        one, temperatures=(Temperature(first, now - timedelta(hours=1)), Temperature(then, now))
    )  # fmt: skip


ROWS: tuple[Situation, ...] = (
    Situation(mark("样样齐全"), lambda one, _now: one),
    Situation(mark("没有手机，值守人员看纸质材料"), _all_seen),
    Situation(mark("没有审批"), lambda one, _now: replace(one, approvals=())),
    Situation(mark("不在名单，校园码有效"), _unlisted),
    Situation(mark("没有健康码"), _without("health-code")),
    Situation(
        mark("健康码是昨天的"), _instead("health-code", lambda now: _page("health-code", now - timedelta(days=1)))
    ),
    Situation(mark("健康码黄码"), _instead("health-code", lambda now: _page("health-code", now, "yellow"))),
    Situation(mark("健康码红码"), _instead("health-code", lambda now: _page("health-code", now, "red"))),
    Situation(mark("没有行程卡"), _without("travel-card")),
    Situation(
        mark("行程卡有带星号的地区"),
        _instead("travel-card", lambda now: _page("travel-card", now, places=(Place("他省他市", True),))),
    ),
    Situation(
        mark("行程卡有名单上的风险地区"),
        _instead("travel-card", lambda now: _page("travel-card", now, places=(Place(RISKY),))),
    ),
    Situation(mark("没有核酸报告"), _without("test-report")),
    Situation(mark("核酸只有一次，20 小时前采样"), _tested(20)),
    Situation(mark("核酸只有一次，40 小时前采样"), _tested(40)),
    Situation(mark("核酸只有一次，60 小时前采样"), _tested(60)),
    Situation(mark("没有疫苗接种记录"), _without("vaccination")),
    Situation(mark("没有测体温"), lambda one, _now: replace(one, temperatures=())),
    Situation(mark("额温 38 ℃"), _measured(38.0)),
    Situation(mark("额温 38 ℃，休息后 36.6 ℃"), _after_a_rest(38.0, 36.6)),
    Situation(mark("额温 38 ℃，休息后仍高"), _after_a_rest(38.0, 37.8)),
    Situation(mark("说自己咳嗽"), lambda one, now: replace(one, looks=(Look("symptoms", False, now),))),
    Situation(mark("没戴口罩"), lambda one, now: replace(one, looks=(*one.looks, Look("mask", False, now)))),
)  # fmt: skip
