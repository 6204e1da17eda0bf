"""What can be wrong with the file of a control level, said to the administrator who wrote it."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.errors import UserError
from app.i18n import tr
from app.policy.person import KINDS
from app.policy.rule import DIRECTIONS, POSTS, Demand, Rule
from app.policy.zone import ZONE_KINDS

if TYPE_CHECKING:
    from app.policy.level import LevelFile

_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_AT = re.compile(r" - at `(?:key in )?\$\.?([^`]*)`$")


def complaint(source: str, problem: str) -> UserError:
    """The sentence for a level's file that cannot be used."""
    return UserError(
        tr("管控级别文件 {source} 不能用：{problem}。请对照《管控级别》说明改正。", source=source, problem=problem)
    )


def misfit(detail: str) -> str:
    """msgspec's complaint, as a phrase that names the key by its path ("rules[0].posts")."""
    at = _AT.search(detail)
    path = at.group(1) if at else ""
    unknown, missing = _UNKNOWN.search(detail), _MISSING.search(detail)
    if unknown:
        return tr("没有“{key}”这一项", key=_join(path, unknown.group(1)))
    if missing:
        return tr("缺少“{key}”", key=_join(path, missing.group(1)))
    return tr("“{key}”的值不对（{detail}）", key=path, detail=_AT.sub("", detail))


def first_problem(read: "LevelFile") -> str:
    """The first rule of the whole that the file breaks, as a phrase; empty when it does."""
    return next(_problems(read), "")


def _problems(read: "LevelFile") -> Iterator[str]:
    for kind in read.colors:
        if kind.partition("/")[0] not in ("health-code", "travel-card"):
            yield tr("没有“{key}”这一项", key=f"colors.{kind}")
    for name, demand in read.demands.items():
        if demand.item == "approval" and not demand.approvals:
            yield tr("缺少“{key}”", key=f"demands.{name}.approvals")
        yield from _contradictions(name, demand)
    for number, rule in enumerate(read.rules):
        yield from _demands(read, f"rules[{number}].demands", rule)
    for number, zoned in enumerate(read.zones):
        yield from _demands(read, f"zones[{number}].demands", zoned)
    yield from _gaps(read)
    yield from _doubled(read)


def _contradictions(name: str, demand: Demand) -> Iterator[str]:
    if not demand.accept:
        yield tr("“{key}”不能为空", key=f"demands.{name}.accept")
    if demand.each_of_days and demand.item != "test-report":
        yield tr("“{key}”只用于核酸报告", key=f"demands.{name}.each_of_days")
    if demand.today and demand.item not in ("health-code", "travel-card"):
        yield tr("“{key}”只用于健康码和行程卡", key=f"demands.{name}.today")
    for key in ("starred", "risk_places"):
        if getattr(demand, key) != "remark" and demand.item != "travel-card":
            yield tr("“{key}”只用于行程卡", key=f"demands.{name}.{key}")


def _demands(read: "LevelFile", key: str, rule: Rule) -> Iterator[str]:
    for name in rule.demands:
        if name not in read.demands:
            yield tr("“{key}”里的“{name}”没有定义", key=key, name=name)
            return
    asked = Counter(read.demands[name].item for name in rule.demands)
    for item, times in asked.items():
        if times > 1:
            yield tr("“{key}”里有两项都是“{item}”", key=key, item=item)
    if not asked["identity"]:
        yield tr("“{key}”里必须有身份（identity）", key=key)


def _gaps(read: "LevelFile") -> Iterator[str]:
    """Every kind of person, at every post, each way, has exactly one rule."""
    for post, direction, kind in itertools.product(POSTS, DIRECTIONS, KINDS):
        found = [r for r in read.rules if post in r.posts and direction in r.directions and kind in r.kinds]
        if len(found) != 1:
            where = f"{post}, {direction}, {kind}"
            yield tr("“rules”里 {where} 应有一条规则，现有 {count} 条", where=where, count=len(found))


def _doubled(read: "LevelFile") -> Iterator[str]:
    """Of a zone at most one rule each: where there is none, the rule for everybody holds."""
    for zone, post, direction, kind in itertools.product(ZONE_KINDS, POSTS, DIRECTIONS, KINDS):
        of_zone = [one for one in read.zones if one.zone == zone and post in one.posts]
        found = [one for one in of_zone if direction in one.directions and kind in one.kinds]
        if len(found) > 1:
            where = f"{zone}, {post}, {direction}, {kind}"
            yield tr("“zones”里 {where} 最多一条规则，现有 {count} 条", where=where, count=len(found))


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
