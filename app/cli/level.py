"""`gatepost level`: the control level in force, put into force, tried before, and a school's own."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from app.cli.contacts import time_of
from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.errors import WrongUse
from app.i18n import tr
from app.policy.level import Level, levels, load
from app.policy.person import KINDS
from app.policy.rule import DIRECTIONS, POSTS
from app.policy.words import kind_word, verdict_word
from app.station.campuslists import RiskRegions
from app.station.leveldesk import LevelDesk
from app.station.leveltrial import OUTCOMES, trial, yesterday
from app.station.local import LocalPost


def add(commands: Commands) -> None:
    parser = commands.add_parser("level", help=tr("查看或更改管控级别"))
    parser.add_argument("name", nargs="?", metavar="|".join([*levels(), *ACTS]))
    parser.add_argument("what", nargs="*", metavar=tr("级别或文件"))
    parser.add_argument("--why", default="", help=tr("更改原因"))
    parser.add_argument("--since", metavar="ISO", help=tr("从何时起生效（默认现在）"))
    parser.add_argument("--post", action="append", default=[], metavar=tr("岗位"), help=tr("只对这个岗位，可重复"))
    parser.add_argument("--at", choices=POSTS, default="gate", help=tr("预览哪一处"))
    parser.add_argument("--direction", choices=DIRECTIONS, default="in")
    parser.add_argument("--day", metavar="2022-04-09", help=tr("试运行哪一天（默认昨天）"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    with local_post(options) as post:
        if options.name in ACTS:
            return ACTS[options.name](post, options)
        if options.what:
            raise WrongUse(tr("级别后面不写别的。运行 gatepost level --help 查看用法。"))
        return _show(post, options)


def _show(post: LocalPost, options: Namespace) -> int:
    """The level in force; with a name, after it was put into force."""
    if options.name is not None:
        post.set_level(
            options.name, options.why, time_of(options.since) if options.since else None, tuple(options.post)
        )
    now, ahead = post.level(), LevelDesk(post).planned()
    if options.json:
        emit({"name": now.name, "title": now.title, "version": now.version,
              "next": {"name": ahead.level, "since": ahead.since} if ahead else None})  # fmt: skip
        return 0
    tell(f"{now.name}\t{tr(now.title)}")
    if ahead:
        title = post.in_force.level(ahead).title
        say(tr("{since} 起：{level}", since=f"{campus(ahead.since):%Y-%m-%d %H:%M}", level=tr(title)))
    return 0


def _list(post: LocalPost, options: Namespace) -> int:
    for line in LevelDesk(post).lines():
        one = line.level
        if options.json:
            emit({"name": one.name, "title": one.title, "version": one.version, "own": line.own, "holds": line.holds})
        else:
            tell(
                "\t".join((one.name, tr(one.title), tr("本校") if line.own else "", tr("生效中") if line.holds else ""))
            )
    return 0


def _history(post: LocalPost, options: Namespace) -> int:
    for one in LevelDesk(post).history():
        differences = [difference._asdict() for difference in one.changes]
        if options.json:
            plain = {name: value for name, value in one._asdict().items() if name != "change"}
            emit({**plain, "changes": differences})
            continue
        since = f"{campus(one.since):%Y-%m-%d %H:%M}" if one.since else ""
        tell("\t".join((f"{campus(one.at):%Y-%m-%d %H:%M}", one.what, one.name, since, one.who, one.why)))
        for difference in one.changes:
            tell(f"\t{difference.what}: {difference.before} → {difference.after}")
    return 0


def _preview(post: LocalPost, options: Namespace) -> int:
    rows = LevelDesk(post).preview(_given(post, options), options.at, options.direction)
    if not options.json:
        tell("\t".join(("", *(kind_word(kind) for kind in KINDS))))
    for row in rows:
        if options.json:
            decided = dict(zip(KINDS, (asdict(one) for one in row.decisions), strict=True))
            emit({"situation": tr(row.words), "decisions": decided})
        else:
            words = (verdict_word(one.verdict, for_guard=True) for one in row.decisions)
            tell("\t".join((tr(row.words), *words)))
    return 0


def _try(post: LocalPost, options: Namespace) -> int:
    day = _day(options.day) if options.day else yesterday(post)
    result = trial(post, _given(post, options).beside(post.in_force.lists.now()), day)
    if options.json:
        emit({"day": day, "total": result.total, "counts": result.counts})
        for line in result.lines:
            emit(line._asdict())
        return 0
    tell(tr("{day} 共 {n} 人次", day=day.isoformat(), n=result.total))
    for outcome, words in OUTCOMES.items():
        if result.counts.get(outcome):
            tell(f"{tr(words)}\t{result.counts[outcome]}")
    return 0


def _save(post: LocalPost, options: Namespace) -> int:
    level = LevelDesk(post).save(load(Path(_one(options))).file, options.why)
    tell(f"{level.name}\t{tr(level.title)}\t{level.version}")
    return 0


def _export(post: LocalPost, options: Namespace) -> int:
    if len(options.what) != 2:
        raise WrongUse(tr("请写明级别和文件：gatepost level export closed 文件.toml。"))
    LevelDesk(post).export(_known(post, options.what[0]), Path(options.what[1]))
    return 0


def _regions(post: LocalPost, options: Namespace) -> int:
    """A list of places at risk, in place of the one before; without a file those of now."""
    desk = RiskRegions(post)
    if not options.what:
        for one in desk.current():
            tell("\t".join((one.name, *(f"{day:%Y-%m-%d}" if day else "" for day in (one.since, one.until)))))
        return 0
    read = desk.read(Path(_one(options)))
    for refused in read.refused:
        say(tr("第 {row} 行未导入：{reason}", row=refused.row, reason=refused.reason))
    if read.regions:
        desk.put(read.regions, options.why)
    tell(tr("风险地区 {n} 个，{refused} 行未导入。", n=len(read.regions), refused=len(read.refused)))
    return 1 if read.refused or not read.regions else 0


def _withdraw(post: LocalPost, options: Namespace) -> int:
    LevelDesk(post).withdraw(options.why)
    return 0


ACTS: dict[str, Callable[[LocalPost, Namespace], int]] = {
    "list": _list, "history": _history, "preview": _preview, "try": _try, "save": _save, "export": _export,
    "regions": _regions, "withdraw": _withdraw,
}  # fmt: skip


def _given(post: LocalPost, options: Namespace) -> Level:
    """A level by its name, or a file's; without either the one in force."""
    if not options.what:
        return post.level()
    given = _one(options)
    return load(Path(given)) if given.endswith(".toml") else _known(post, given)


def _known(post: LocalPost, name: str) -> Level:
    known = post.in_force.known()
    if name not in known:
        raise WrongUse(tr("没有“{name}”这个管控级别。可用的有：{known}。", name=name, known="、".join(known)))
    return known[name]


def _one(options: Namespace) -> str:
    if len(options.what) != 1:
        raise WrongUse(tr("请写明一个级别或一个文件。运行 gatepost level --help 查看用法。"))
    return str(options.what[0])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse(tr("日期请写成 2022-04-10")) from error
