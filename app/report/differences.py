"""What was the post's own and differs from its centre's, as a table that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from app.durable import replace
from app.errors import UserError, WrongUse, reason
from app.i18n import tr

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_differences(rows: Iterable[tuple[str, str, str, str]], path: Path) -> None:
    """Section, key, here, at the centre, to a CSV file. UserError where it cannot be written."""
    if path.suffix.lower() != ".csv":
        raise WrongUse(tr("{path}：请用 .csv 作文件名的结尾。", path=path))
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([tr("资料"), tr("编号"), tr("本站"), tr("指挥中心")])
    for row in rows:
        table.writerow(["'" + one if one.startswith(_FORMULA) else one for one in row])
    try:
        replace(path, text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise UserError(tr("写不进 {path}：{why}。请换一个位置后重试。", path=path, why=reason(error))) from error
