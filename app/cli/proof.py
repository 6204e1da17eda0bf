"""`gatepost verify`, `gatepost checkpoint`: whether the ledger is as it was written, and how far it had come."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.context import Commands, emit, local_post, say, tell
from app.cli.progress import show_progress
from app.errors import UserError, WrongUse, reason
from app.i18n import tr
from app.station.keeping import Keeping
from app.store.faults import StoreFault

if TYPE_CHECKING:
    from app.store.proof.checkpoint import Checkpoint
    from app.store.proof.verify import Verification

PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".webp")


def add(commands: Commands) -> None:
    parser = commands.add_parser("verify", help=tr("核对台账的哈希链和数据库"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--checkpoint", metavar="TEXT|FILE", help=tr("并与打印或另存的检查点核对"))
    parser.add_argument("--repair-counts", action="store_true", help=tr("先按台账重建计数和更正索引"))
    parser.set_defaults(run=verify)
    parser = commands.add_parser("checkpoint", help=tr("生成签名的检查点，可打印留存"))
    parser.add_argument("--out", type=Path, metavar="FILE.png|FILE.txt")
    parser.set_defaults(run=checkpoint)


def verify(options: Namespace) -> int:
    from app.store.proof.verify import failed
    from app.store.proof.verify import verify as run

    given = [] if options.checkpoint is None else [_given(options.checkpoint)]
    try:
        with local_post(options) as post:
            post.permit("ledger.verify")
            if options.repair_counts:
                Keeping(post).repair()
            found = run(post.database, show_progress, checkpoints=given)
    except StoreFault as fault:  # a database that does not open is a finding too
        found = failed(str(fault))
    _tell(found, options.json)
    return 0 if found.ok else 1


def _tell(found: "Verification", json: bool) -> None:
    if json:
        head = {"incarnation": found.head.incarnation, "seq": found.head.seq, "hash": found.head.chain_hash.hex()}
        emit({"ok": found.ok, "records": found.records, "head": head, "problems": found.problems})
        return
    sound = tr("台账完整：{count} 条记录。", count=found.records)
    tell(sound if found.ok else tr("台账有问题。请先把整个数据文件夹复制一份留存，再从备份恢复。问题如下："))
    for problem in found.problems:
        say(str(problem))


def _given(text: str) -> "Checkpoint":
    """A checkpoint from the line itself, a text file with it, or a picture of its code."""
    from app.store.proof.checkpoint import MARK, parse

    path = Path(text)
    if not text.strip():
        raise WrongUse(tr("--checkpoint 后面是空的。请写检查点整行，或它的文件、照片。"))
    if text.strip().upper().startswith(MARK):
        return parse(text)
    if path.suffix.lower() in PICTURES:
        return parse(_pictured(path))
    try:
        return parse(path.read_bytes().decode("utf-8", "replace"))  # what is no text is no checkpoint
    except OSError as error:
        raise UserError(
            tr("读不到检查点 {path}：{why}。请检查路径，或照纸上抄录整行。", path=path, why=reason(error))
        ) from error


def _pictured(path: Path) -> str:
    from app.decode.picture import load
    from app.decode.still import read_still

    texts = [symbol.data.decode("ascii", "replace") for symbol in read_still(load(str(path)))]
    return next((text for text in texts if text.startswith("GPC1")), "")


def checkpoint(options: Namespace) -> int:
    from app.report.checkpoint import check, write

    if options.out is not None:
        check(options.out)
    with local_post(options) as post:
        made = Keeping(post).checkpoint()
    if options.out is None:
        tell(made.text)
        return 0
    write(made.text, options.out)
    tell(tr("检查点到第 {seq} 条，已写入 {path}。请打印或另存到别处。", seq=made.seq, path=options.out))
    return 0
