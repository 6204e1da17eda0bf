"""`gatepost parcels`: parcels and takeaway, from the courier to whoever fetches them, at a post without a screen."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.cli.context import Commands, emit, local_post, say, tell
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.records.problem import RecordProblems

if TYPE_CHECKING:
    from app.clock import Clock
    from app.parcels.state import Parcel
    from app.station.parcels import Claimant, ParcelPost

SORTS = ("parcel", "takeaway")
Work = Callable[["ParcelPost", Namespace], "list[Parcel]"]


def add(commands: Commands) -> None:
    parser = commands.add_parser("parcels", help=tr("快递和外卖：到件、消毒、上架、领取、退回、滞留"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = _act(acts, "list", tr("列出还在这里的"), lambda room, given: _listed(room, given))
    one.add_argument("--left-over", action="store_true", help=tr("只列无人领取的"))
    one.add_argument("--hours", type=float, metavar="N", help=tr("多少小时算滞留"))
    one.add_argument("--day", action="store_true", help=tr("今天到的和领走的"))
    one = _act(acts, "arrive", tr("登记到件"), arrive)
    _brought(one)
    one.add_argument("--waybill", default="", help=tr("运单号"))
    one.add_argument("--to", dest="recipient", default="", help=tr("收件人：学工号、姓名、手机尾号，或姓名加尾号"))
    one.add_argument("--shelf", default="", help=tr("货架"))
    one.add_argument("--count", type=int, default=0, metavar="N", help=tr("只点数、不读面单的件数"))
    one = _act(acts, "turn-away", tr("登记没有接收"), turn_away)
    _brought(one)
    one.add_argument("--count", type=int, required=True, metavar="N", help=tr("件数"))
    one.add_argument("--why", required=True, help=tr("原因，会被记录"))
    one = _keyed(acts, "disinfect", tr("登记消毒，作用时间从现在起算"), disinfect)
    one.add_argument("--agent", required=True, help=tr("消毒剂"))
    one.add_argument("--concentration", required=True, help=tr("浓度"))
    one.add_argument("--minutes", type=int, required=True, metavar="N", help=tr("作用时间（分钟）"))
    one = _keyed(acts, "out", tr("上架待领取"), lambda room, given: room.put_out(given.key, given.shelf))
    one.add_argument("--shelf", default="", help=tr("货架"))
    one = _act(acts, "hand-out", tr("把一个人的都领走"), hand_out)
    one.add_argument("who", metavar=tr("谁"), help=tr("校园码、学工号、姓名、手机尾号或运单号"))
    one.add_argument("--by", default="", metavar=tr("姓名"), help=tr("代领的人"))
    one = _keyed(acts, "return", tr("退回送件人"), lambda room, given: room.give_back(given.key, given.why))
    one.add_argument("--why", required=True, help=tr("原因，会被记录"))
    one = _keyed(acts, "strike", tr("撤销登错的到件"), strike)
    one.add_argument("--why", required=True, help=tr("原因，会被记录"))


def _act(acts: Commands, name: str, words: str, work: Work) -> ArgumentParser:
    parser = acts.add_parser(name, help=words)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=lambda options: _run(options, work))
    return parser


def _keyed(acts: Commands, name: str, words: str, work: Work) -> ArgumentParser:
    parser = _act(acts, name, words, work)
    parser.add_argument("key", nargs="+", metavar=tr("编号"), help=tr("parcels list 列出的编号"))
    return parser


def _brought(parser: ArgumentParser) -> None:
    parser.add_argument("courier", metavar=tr("送件人"), help=tr("快递公司或送件人"))
    parser.add_argument("--sort", choices=SORTS, default="parcel", help=tr("快递还是外卖"))


def _run(options: Namespace, work: Work) -> int:
    from app.parcels.words import phase_word, plain, problem_words, recipient

    with _room(options) as (room, clock):
        found = work(room, options)
        ways, now = room.ways(), clock()
        for one in found:
            said = plain(one, ways.of(one.sort), now)
            if options.json:
                emit(said)
            else:
                cells = [one.key, one.waybill, recipient(one), one.shelf, phase_word(one), said.get("held", "")]
                tell("\t".join([*cells, problem_words(one)]).rstrip())
    return 0


@contextmanager
def _room(options: Namespace) -> "Iterator[tuple[ParcelPost, Clock]]":
    from app.station.parcels import ParcelPost

    with local_post(options) as post:
        try:
            yield ParcelPost(post), post.clock
        except RecordProblems as error:
            raise UserError("\n".join(problem.sentence for problem in error.problems)) from error


def _listed(room: "ParcelPost", options: Namespace) -> "list[Parcel]":
    if options.day:
        return room.day()
    lying = room.left_over(options.hours) if options.left_over else room.present()
    if not lying:
        say(tr("没有无人领取的快递。") if options.left_over else tr("这里没有快递。"))
    return [one.parcel for one in lying]


def arrive(room: "ParcelPost", options: Namespace) -> "list[Parcel]":
    if options.count:
        if options.waybill or options.recipient:
            raise WrongUse(tr("只点数时不写运单号和收件人；要写就一件一件登记。"))
        return room.arrive_counted(options.courier, options.count, options.shelf, options.sort)
    return [room.arrive(options.courier, options.waybill, options.recipient, options.shelf, options.sort)]


def turn_away(room: "ParcelPost", options: Namespace) -> "list[Parcel]":
    room.turn_away(options.courier, options.count, options.why, options.sort)
    say(tr("已登记没有接收的 {count} 件。", count=options.count))
    return []


def disinfect(room: "ParcelPost", options: Namespace) -> "list[Parcel]":
    return room.disinfect(options.key, options.agent, options.concentration, options.minutes)


def hand_out(room: "ParcelPost", options: Namespace) -> "list[Parcel]":
    return room.hand_out(_one(room.look(options.who), options.who), by=options.by)


def strike(room: "ParcelPost", options: Namespace) -> "list[Parcel]":
    return [one for key in options.key for one in room.strike(key, options.why)]


def _one(found: "list[Claimant]", text: str) -> "Claimant":
    if not found:
        raise UserError(tr("没有与“{text}”相符的快递。请核对学工号、姓名、手机尾号或运单号。", text=text))
    if len(found) > 1:
        between = tr("、")
        some = between.join(f"{one.name} {one.number or one.about}".strip() for one in found)
        raise UserError(tr("有几位相符：{some}。请用学工号或运单号。", some=some))
    return found[0]
