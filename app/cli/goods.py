"""`gatepost goods`: deliveries by the four musts, from arrival to the closed loop, at a post without a screen."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from app.cli.context import Commands, emit, local_post, say, tell
from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.records.problem import RecordProblems

if TYPE_CHECKING:
    from app.goods.state import Delivery
    from app.station.goods.post import GoodsPost

_FILE = "FILE.json|-"


def add(commands: Commands) -> None:
    parser = commands.add_parser("goods", help=tr("物资：到达、十六项、放行、通行单、转运、入库、闭环"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=tr("做什么"))
    one = _act(acts, "list", tr("列出在场和未闭环的物资"), show_all)
    one.add_argument("--all", action="store_true", help=tr("连同已处理完的"))
    _numbered(acts, "show", tr("显示一批物资"), show)
    one = _act(acts, "open", tr("登记新到的物资"), lambda goods, given: goods.open(_object(given.file)))
    one.add_argument("file", nargs="?", metavar=_FILE)
    one = _numbered(
        acts, "note", tr("登记十六项中的若干项"), lambda goods, given: goods.note(given.number, _object(given.file))
    )
    one.add_argument("file", metavar=_FILE)
    one = _numbered(acts, "release", tr("放行入校并开通行单"), release)
    one.add_argument("--out", type=Path, metavar="FILE.png", help=tr("通行单的码存为图片"))
    one = _numbered(acts, "refuse", tr("不予入校"), lambda goods, given: goods.refuse(given.number, given.why))
    one.add_argument("--why", required=True, help=tr("原因，会被记录"))
    one = _numbered(acts, "carry", tr("开始转运"), lambda goods, given: goods.carry(given.number, given.by))
    one.add_argument("--by", default="", help=tr("转运人，不写就是登记过的"))
    one = _numbered(acts, "receive", tr("库房接收；不给清点结果就是全部相符"), receive)
    one.add_argument("file", nargs="?", metavar=_FILE)
    one.add_argument("--by", required=True, help=tr("经手人"))
    one.add_argument("--part", action="store_true", help=tr("还有没到的"))
    one = _numbered(acts, "close", tr("确认闭环"), lambda goods, given: goods.close(given.number, given.why))
    one.add_argument("--why", required=True, help=tr("谁确认的，差异怎么处理"))
    one = _act(acts, "import", tr("导入采购清单或条码表"), import_list)
    one.add_argument("what", choices=("purchases", "barcodes"))
    one.add_argument("file", type=Path, metavar="FILE.{csv,xlsx}")


Work = Callable[["GoodsPost", Namespace], Any]


def _act(acts: Commands, name: str, words: str, work: Work) -> ArgumentParser:
    parser = acts.add_parser(name, help=words)
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=lambda options: _run(options, work))
    return parser


def _numbered(acts: Commands, name: str, words: str, work: Work) -> ArgumentParser:
    parser = _act(acts, name, words, work)
    parser.add_argument("number", metavar=tr("单号"))
    return parser


def _run(options: Namespace, work: Work) -> int:
    """Whatever the work gives is printed: a delivery, or several."""
    from app.goods.plain import plain

    with _goods(options) as (goods, now):
        made = work(goods, options)
        found: list[Delivery] = [] if made is None else made if isinstance(made, list) else [made]
        for one in found:
            if options.json:
                emit(plain(one, now()))
            else:
                _tell(one)
    return 0


@contextmanager
def _goods(options: Namespace) -> Iterator[tuple["GoodsPost", Any]]:
    from app.station.goods.post import GoodsPost

    with local_post(options) as post:
        try:
            yield GoodsPost(post), post.clock
        except RecordProblems as error:
            raise UserError("\n".join(problem.sentence for problem in error.problems)) from error


def show_all(goods: "GoodsPost", options: Namespace) -> "list[Delivery]":
    found = goods.board.deliveries() if options.all else [one for one in goods.board.open() if not one.over]
    if not found:
        say(tr("没有在场和未闭环的物资。"))
    return found


def show(goods: "GoodsPost", options: Namespace) -> "Delivery":
    found = goods.board.find(options.number)
    if found is None:
        raise UserError(
            tr("没有单号为 {number} 的物资。用物资页面或 gatepost goods list 查看。", number=options.number)
        )
    return found


def release(goods: "GoodsPost", options: Namespace) -> "Delivery":
    """The ticket's code goes to a picture, or as text to standard error: it is a bearer's, and no data."""
    from app.codes.campus_picture import write_code

    delivery = goods.release(options.number)
    ticket = goods.ticket(delivery.number)
    if options.out:
        write_code(ticket.payload, options.out)
    else:
        say(ticket.payload)
    if not ticket.signed:
        say(tr("本站没有签发密钥：码里只有单号，库房请与放行记录或纸面核对。"))
    return delivery


def receive(goods: "GoodsPost", options: Namespace) -> "Delivery":
    counted = _lines(options.file) if options.file else None
    presented = goods.present(options.number)
    lines = presented.expected if counted is None else counted
    return goods.receive(presented, lines, whole=not options.part, by=options.by)


def import_list(goods: "GoodsPost", options: Namespace) -> None:
    lists = goods.lists
    listed = lists.import_purchases(options.file) if options.what == "purchases" else lists.import_names(options.file)
    for sentence in listed.refused:
        say(sentence)
    tell(tr("已导入 {count} 条。", count=len(listed.purchases) + len(listed.names)))


def _object(name: str | None) -> dict[str, Any]:
    given = _json(name) if name else {}
    if not isinstance(given, dict):
        raise WrongUse(tr("不是一条 JSON 记录"))
    return given


def _lines(name: str) -> list[dict[str, Any]]:
    given = _json(name)
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise WrongUse(tr("清点结果应是 JSON 列表，每行有 name、quantity、unit。"))
    return given


def _json(name: str) -> Any:
    try:
        text = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return msgspec.json.decode(text)
    except OSError as error:
        raise UserError(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=name, why=reason(error))) from error
    except (ValueError, RecursionError):
        raise WrongUse(tr("不是一条 JSON 记录")) from None


def _tell(one: "Delivery") -> None:
    from app.goods.items import ITEMS
    from app.goods.words import called, phase_word, problem_word

    said = [one.number, called(one), f"{one.complete}/{len(ITEMS)}", phase_word(one.phase)]
    tell("\t".join([*said, *map(problem_word, one.problems)]))
    for difference in one.differences:
        tell(f"\t{difference.sentence()}")
