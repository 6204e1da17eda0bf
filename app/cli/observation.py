"""`gatepost observation`: who is observed and what is due; rooms given and changed; released by the medical officer."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import get_args

from app.cli.contacts import time_of
from app.cli.context import Commands, emit, local_post, say, tell
from app.dormitory.observe import words
from app.dormitory.observe.stay import Stay
from app.errors import UserError
from app.i18n import tr
from app.records.observation_step import CAUSES, Cause
from app.station.local import LocalPost
from app.station.observation import ObservationPost, Observed
from app.store.importing.report import ImportResult, lines
from app.store.reference.observation_rooms import Sex


def add(commands: Commands) -> None:
    parser = commands.add_parser("observation", help=tr("留观：谁在哪里、到哪一天，现在要做什么"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = acts.add_parser("list", help=tr("列出留观的人"))
    one.add_argument("--ended", action="store_true", help=tr("连同已解除的"))
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=show)
    one = _person(acts.add_parser("place", help=tr("安排留观")), place)
    one.add_argument("--cause", choices=tuple(CAUSES), default="contact", help=tr("密接、发热、重点地区来校、其他"))
    one.add_argument("--at", metavar="ISO", help=tr("从何时算起（默认现在）"))
    _where(one)
    _where(_person(acts.add_parser("move", help=tr("换一间房")), move))
    one = _person(acts.add_parser("help", help=tr("指定一对一人员")), help_)
    one.add_argument("helper", metavar="NUMBER", help=tr("一对一人员的学工号"))
    one = _person(acts.add_parser("release", help=tr("解除留观（只由校医）")), release)
    one.add_argument("--word", required=True, help=tr("解除意见"))
    one = acts.add_parser("room", help=tr("设定一间留观房，或取消"))
    one.add_argument("room", metavar="9-302")
    shape = one.add_mutually_exclusive_group(required=True)
    shape.add_argument("--beds", type=int, metavar="N", help=tr("床位数"))
    shape.add_argument("--remove", action="store_true", help=tr("不再用于留观"))
    one.add_argument("--title", default="", help=tr("房间名称"))
    one.add_argument("--sex", choices=get_args(Sex), help=tr("只住男或女"))
    one.add_argument("--cause", choices=get_args(Cause), help=tr("只用于这种留观"))
    one.set_defaults(run=room)
    one = acts.add_parser("rooms", help=tr("留观房间；给出文件时导入"))
    one.add_argument("file", nargs="?", type=Path, metavar="FILE.{csv,xlsx}")
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=rooms)


def _person(parser: ArgumentParser, run: object) -> ArgumentParser:
    parser.add_argument("number", metavar="NUMBER")
    parser.set_defaults(run=run)
    return parser


def _where(parser: ArgumentParser) -> None:
    shape = parser.add_mutually_exclusive_group(required=True)
    shape.add_argument("--room", default="", help=tr("留观房间"))
    shape.add_argument("--at-home", action="store_true", help=tr("居家观察"))


def show(options: Namespace) -> int:
    with local_post(options) as post:
        observation = ObservationPost(post)
        observation.opened()
        page, now = observation.page(), post.clock()
        for one in (*page.people, *(page.released if options.ended else ())):
            if options.json:
                emit(words.plain(one.watched, one.person.name, now))
            else:
                tell(_line(one))
        if not page.people:
            say(tr("现在没有人留观。"))
    return 0


def _line(one: Observed) -> str:
    due = "；".join(words.due_word(each) for each in one.watched.due)
    day = tr("第 {day} 天", day=one.watched.day)
    where = words.where_word(one.watched, one.title)
    return "\t".join([one.person.number, one.person.name, where, day, words.cause_word(one.watched), due])


def place(options: Namespace) -> int:
    cause: Cause = next(one for one in get_args(Cause) if one == options.cause)
    with local_post(options) as post:
        since = time_of(options.at) if options.at else None
        ObservationPost(post).place(options.number, cause, options.room, home=options.at_home, since=since)
    return 0


def move(options: Namespace) -> int:
    with local_post(options) as post:
        ObservationPost(post).move(_seen(post, options.number), options.room, home=options.at_home)
    return 0


def help_(options: Namespace) -> int:
    with local_post(options) as post:
        ObservationPost(post).help(_seen(post, options.number), options.helper)
    return 0


def release(options: Namespace) -> int:
    with local_post(options) as post:
        ObservationPost(post).release(_seen(post, options.number), options.word)
    return 0


def room(options: Namespace) -> int:
    from app.station import observationrooms

    with local_post(options) as post:
        if options.remove:
            observationrooms.remove(post, options.room)
        else:
            observationrooms.put(post, options.room, options.beds, options.title, options.sex, options.cause)
    return 0


def rooms(options: Namespace) -> int:
    """1 where rows of the file were not taken over."""
    result = ImportResult()
    with local_post(options) as post:
        observation = ObservationPost(post)
        if options.file:
            from app.station.imports import Imports

            result = Imports(post).take("observation-rooms", options.file)
        for one in observation.page().rooms:
            row = {"code": one.room.code, "title": one.room.title, "capacity": one.room.capacity, "free": one.free,
                   "sex": one.room.sex, "cause": one.room.cause}  # fmt: skip
            if options.json:
                emit(row)
            else:
                tell(tr("{title}\t空 {free}/{capacity}", title=one.room.title, free=one.free, capacity=row["capacity"]))
    for line in lines(result):
        say(line)
    return 1 if result.left else 0


def _seen(post: LocalPost, number: str) -> Stay:
    """The observation of somebody whom whoever acts may see."""
    found = next((one for one in ObservationPost(post).page().people if one.person.number == number), None)
    if found is None:
        raise UserError(tr("{number} 现在没有留观。请核对学工号。", number=number))
    return found.stay
