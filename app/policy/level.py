"""A control level (管控级别): what is asked of whom, read from a TOML file."""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from app.decode.symbol import Color
from app.errors import UserError, reason
from app.i18n import tr
from app.policy.evidence import Direction, Item
from app.policy.levelcheck import complaint, first_problem, misfit
from app.policy.lists import Lists
from app.policy.person import KINDS, PersonKind
from app.policy.rule import Demand, Fever, Handing, Hours, Meaning, Rule, SecondMeasurement, ZoneRule
from app.policy.zone import ZoneKind


class LevelFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the TOML file of a level holds.

    strictness: the greater the stricter; orders the levels.
    zones: what is asked of those who live in a zone; of whoever does not, or is not known yet, `rules` say it.
    reference_hours: how old the lists of people, approvals and revocations may be; None sets no limit.
    shown_hours: how long a page that was shown, or a look, counts, in whichever way it speaks.
    positive_days: how long a positive test refuses.
    colors: "health-code", "travel-card", or one issuer's ("health-code/jilin") → what each colour says there; a
        colour that is not named says nothing.
    second_measurement: after a rest; None: a high temperature refers at once, wherever it is measured.
    parcels, takeaway: how what couriers bring is handed out.
    """

    name: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$")]
    title: Annotated[str, Meta(min_length=1)]
    strictness: int
    rules: tuple[Rule, ...]
    zones: tuple[ZoneRule, ...] = ()
    demands: dict[str, Demand]
    reference_hours: Hours | None = None
    shown_hours: Hours = 24
    positive_days: Annotated[int, Meta(ge=0, le=3_650)] = 14
    fever_from: Fever = Fever()
    second_measurement: SecondMeasurement | None = None
    parcels: Handing = "free"
    takeaway: Handing = "free"
    colors: dict[str, dict[Color, Meaning]] = {}


class Level(LevelFile, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A control level in force. version: the digest of its file, and of the campus's lists where it has any; kept with
    every decision made by it. lists: places at risk and exceptions."""

    version: str
    lists: Lists = Lists()

    def beside(self, lists: Lists) -> "Level":
        """The level with the campus's lists, in place of those it had."""
        version = self.version.partition("+")[0] + (f"+{lists.version}" if lists.version else "")
        return msgspec.structs.replace(self, lists=lists, version=version)

    @property
    def file(self) -> LevelFile:
        """What its file says."""
        return LevelFile(**{name: getattr(self, name) for name in LevelFile.__struct_fields__})

    def rule(
        self, post: str, direction: Direction, kind: PersonKind | None, zone: ZoneKind | Literal[""] = ""
    ) -> Rule | None:
        """The rule for one kind of person, who lives in a zone of that kind or in none; for somebody not yet known
        (None) what is asked of everybody there.

        None where the level has no rule, which only a post it does not know can bring about.
        """
        here = [rule for rule in self.rules if post in rule.posts and direction in rule.directions]
        if kind is not None:
            own = (one for one in self.zones if one.zone == zone and post in one.posts and direction in one.directions)
            return next((rule for rule in (*own, *here) if kind in rule.kinds), None)
        return self._common(here)

    @property
    def results_hours(self) -> float:
        """How long after its sampling a test can matter here: for somebody while it is asked for, against somebody
        while it refuses."""
        tests = [demand for demand in self.demands.values() if demand.item == "test-report"]
        asked = [max(demand.within_hours or 0, (demand.each_of_days + 1) * 24) for demand in tests]
        return max(self.positive_days * 24, *asked, 0)

    def required(
        self, post: str, direction: Direction, kind: PersonKind | None, zone: ZoneKind | Literal[""] = ""
    ) -> tuple[Demand, ...]:
        """What is asked, in the order to ask."""
        rule = self.rule(post, direction, kind, zone)
        return tuple(self.demands[name] for name in rule.demands) if rule else ()

    def meaning(self, kind: str, issuer: str, color: Color) -> Meaning:
        """What `color` says on a page of `kind`; an issuer's own table goes before the general one."""
        general = self.colors.get(kind, {}).get(color, "look")
        return self.colors.get(f"{kind}/{issuer}", {}).get(color, general)

    def _common(self, here: list[Rule]) -> Rule | None:
        if not here:
            return None
        open_ = [rule for rule in here if not rule.forbidden]
        asked: list[set[Item]] = [{self.demands[name].item for name in rule.demands} for rule in open_ or here]
        shared = set.intersection(*asked)
        names = (open_ or here)[0].demands
        common = tuple(name for name in names if self.demands[name].item in shared)
        return Rule(kinds=KINDS, demands=common, forbidden=not open_)


def parse(text: str, source: str) -> Level:
    """A level from the text of its file; `source` names the file in the UserError for what does not do."""
    text = text.replace("\r\n", "\n")
    try:
        read = msgspec.convert(tomllib.loads(text), LevelFile)
    except tomllib.TOMLDecodeError as error:
        raise complaint(source, tr("不是正确的 TOML（{detail}）", detail=error)) from error
    except msgspec.ValidationError as error:
        raise complaint(source, misfit(str(error))) from error
    problem = first_problem(read)
    if problem:
        raise complaint(source, problem)
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Level(**{name: getattr(read, name) for name in read.__struct_fields__}, version=version)


def load(path: Path) -> Level:
    """A school's own level. UserError, naming the file and the key, where it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(
            tr("读不到管控级别文件 {path}：{why}。请检查路径和权限。", path=path, why=reason(error))
        ) from error
    except UnicodeDecodeError as error:
        raise complaint(str(path), tr("不是 UTF-8 文本")) from error
    return parse(text, str(path))


@cache
def _shipped() -> tuple[Level, ...]:
    folder = files("resources") / "policies"
    read = [parse(one.read_text(encoding="utf-8"), one.name) for one in folder.iterdir() if one.name.endswith(".toml")]
    return tuple(sorted(read, key=lambda level: -level.strictness))


def levels() -> dict[str, Level]:
    """The levels that come with the program by name, the strictest first."""
    return {level.name: level for level in _shipped()}
