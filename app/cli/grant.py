"""`gatepost grant`: who may look back, take a person's whole file or keep the restricted list, why, and until when."""

from argparse import ArgumentParser, Namespace
from datetime import timedelta

from app.access.grants import ACTS, EVERYBODY, USUAL, Grant, act_word
from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.errors import WrongUse
from app.i18n import tr
from app.station.granting import Granting
from app.station.local import LocalPost

_HOURS = USUAL / timedelta(hours=1)


def add(commands: Commands) -> None:
    parser = commands.add_parser("grant", help=tr("授权：谁因为什么可以查看谁，到几点为止"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = acts.add_parser("give", help=tr("授权给自己或别人（带班领导、管理员）"))
    one.add_argument("what", choices=tuple(ACTS))
    one.add_argument("whom", metavar=tr("学工号") + "|" + EVERYBODY)
    one.add_argument("--to", default="", metavar=tr("姓名"), help=tr("授权给谁，不写就是自己"))
    add_reason(one)
    one.set_defaults(run=give)
    one = acts.add_parser("list", help=tr("列出有效的授权"))
    one.add_argument("--json", action="store_true")
    one.set_defaults(run=show)
    one = acts.add_parser("end", help=tr("收回授权"))
    one.add_argument("id", metavar="ID")
    one.set_defaults(run=end)


def add_reason(parser: ArgumentParser) -> None:
    """What a command under a grant takes: why, and for how long."""
    parser.add_argument("--reason", default="", help=tr("原因，会被记录"))
    parser.add_argument("--hours", type=float, default=_HOURS, help=tr("授权几小时，最长 8（默认 1）"))


def ensure(post: LocalPost, act: str, whom: str, options: Namespace) -> None:
    """Who leads and says why grants it to himself; everybody else needs a grant that a leader gave. What is then done
    asks for the grant again."""
    post.permit(act)
    granting = Granting(post)
    if options.reason and post.may("grant.give"):
        granting.give(act, whom, options.reason, timedelta(hours=options.hours))
    elif post.may("grant.give") and granting.covering(act, whom) is None:
        raise WrongUse(tr("请用 --reason 写明原因。"))


def give(options: Namespace) -> int:
    with local_post(options) as post:
        made = Granting(post).give(
            options.what, options.whom, options.reason, timedelta(hours=options.hours), to=options.to
        )
    tell(_line(made))
    say(tr("收回时运行：gatepost grant end {id}", id=made.id))
    return 0


def show(options: Namespace) -> int:
    with local_post(options) as post:
        held = Granting(post).in_force()
    for one in held:
        if options.json:
            emit(one)
        else:
            tell(_line(one))
    if not held:
        say(tr("没有有效的授权。"))
    return 0


def end(options: Namespace) -> int:
    with local_post(options) as post:
        Granting(post).end(options.id)
    tell(tr("授权 {id} 已收回。", id=options.id))
    return 0


def _line(one: Grant) -> str:
    until = f"{campus(one.until):%m-%d %H:%M}"
    whom = tr("所有人") if one.whom == EVERYBODY else one.whom
    return "\t".join([one.id, act_word(one.act), whom, one.to, tr("到 {until}", until=until), one.by, one.why])
