"""`gatepost enrol`, `gatepost sync`: the post and its command centre."""

from argparse import Namespace
from pathlib import Path

from app.cli.context import Commands, emit, local_post, say, tell
from app.clock import campus
from app.i18n import mark, tr
from app.station.centredesk import CentreDesk
from app.station.setaside import send_again, set_aside
from app.station.uplink import lay_out_pages
from app.sync.result import SyncResult

ALONE = mark("本站还没有接入指挥中心。请用 gatepost enrol 地址 接入码。")


def add(commands: Commands) -> None:
    parser = commands.add_parser("enrol", help=tr("接入指挥中心"))
    parser.add_argument("address", metavar="ADDRESS")
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--hand-over", action="store_true", help=tr("指挥中心还没有资料时，把本站的交给它"))
    parser.add_argument("--ca", type=Path, metavar=tr("文件"), help=tr("学校自建 CA 的证书；只信任它"))
    parser.set_defaults(run=enrol)
    parser = commands.add_parser("sync", help=tr("上传一次；查看指挥中心没有收下的记录"))
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--once", action="store_true", help=tr("上传一次"))
    what.add_argument("--aside", action="store_true", help=tr("列出指挥中心没有收下的记录"))
    what.add_argument("--again", metavar="ID", help=tr("重新上传其中一条"))
    what.add_argument("--ca", type=Path, metavar=tr("文件"), help=tr("学校换了 CA：今后信任这个证书"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=sync)


def enrol(options: Namespace) -> int:
    with local_post(options) as post:
        name = CentreDesk(post).join(options.address, options.code, options.ca, hand_over=options.hand_over)
    tell(tr("已接入“{name}”。记录将自动上传。", name=name))
    return 0


def sync(options: Namespace) -> int:
    if options.aside:
        return aside(options)
    if options.ca:
        return trust(options)
    return again(options) if options.again else once(options)


def trust(options: Namespace) -> int:
    with local_post(options) as post:
        CentreDesk(post).trust(options.ca)
    tell(tr("今后只信任 {path} 里的证书。", path=options.ca))
    return 0


def aside(options: Namespace) -> int:
    """The records the centre did not take: which, why, and where they lie."""
    with local_post(options) as post:
        for one in set_aside(post):
            if options.json:
                emit({**one._asdict(), "why": tr(one.why), "advice": tr(one.advice)})
            else:
                where = tr("只在本机") if one.here else tr("在指挥中心待查")
                tell("\t".join((one.id, one.kind, f"{campus(one.at):%Y-%m-%d %H:%M}", tr(one.why), where)))
    return 0


def again(options: Namespace) -> int:
    with local_post(options) as post:
        found = send_again(post, options.again)
    if not found:
        say(tr("没有编号为 {id} 的待重传记录。用 gatepost sync --aside 查看。", id=options.again))
        return 1
    tell(tr("下次上传时会再传这一条。"))
    return 0


def once(options: Namespace) -> int:
    """One attempt; what it came to is printed also when it failed."""
    with local_post(options) as post:
        post.permit("sync.run")
        connect = post.centre.client(lambda _changes: None)
        if connect is None:
            result = SyncResult(sent=0, left=post.unsent(), problem=tr(ALONE))
        else:
            client = connect()
            try:
                result = client.run_once()
            finally:
                client.close()
            lay_out_pages(post, lambda error: say(str(error)))
    row = {"sent": result.sent, "left": result.left, "quarantined": result.quarantined}
    if options.json:
        emit({**row, "received": result.received})
    else:
        tell(tr("已上传 {sent} 条，还有 {left} 条未上传，{quarantined} 条隔离待查。", **row))
    if left := _left(result):
        say(left)
    return 0 if result.done else 1


def _left(result: SyncResult) -> str:
    """Why it is not done."""
    if result.problem or result.done:
        return result.problem
    if result.elsewhere:
        return tr("记录已上传。另一个程序（例如值守窗口）正在下载指挥中心的资料，这次没有重复下载。")
    if result.unfinished:
        return tr("指挥中心的资料还没有下载完，照用原来的；再运行一次会接着下载。")
    return tr("时间到了，还有 {left} 条记录没有上传；再运行一次会接着上传。", left=result.left)
