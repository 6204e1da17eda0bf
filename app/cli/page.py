"""`gatepost page`: tries a page template on pictures, and says what it found and what it did not."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli.context import Commands, emit, home_of, say, tell
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.pages import template
from app.pages.complaints import TIMES
from app.pages.engine import LABELS, Engine
from app.pages.page import FAINT, time_of
from app.pages.trial import ColumnFound, FieldFound, Trial, trial


def add(commands: Commands) -> None:
    parser = commands.add_parser("page", help=tr("在图片上试用页面模板"))
    parser.add_argument("template", nargs="?", metavar="TEMPLATE.toml")
    parser.add_argument("pictures", nargs="*", metavar="PICTURE")
    parser.add_argument("--list", action="store_true", help=tr("列出随程序提供的和本校自己的模板"))
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    if options.list:
        return _list(options)
    if options.template is None or not options.pictures:
        raise WrongUse(tr("请写明一个模板文件和至少一张图片，或用 --list 列出模板。"))
    chosen = template.load(Path(options.template))
    engine = Engine()
    try:
        good = [_try(file, chosen, engine, json=options.json) for file in options.pictures]
        if engine.state not in ("ready", "stopped"):
            raise UserError(tr(LABELS[engine.state]))
    finally:
        engine.stop()
    return 0 if all(good) else 1


def _list(options: Namespace) -> int:
    complaints: list[UserError] = []
    own = {one.name for one in template.own(home_of(options).pages, complaints.append)}
    for one in template.of(home_of(options).pages, lambda _: None):
        if options.json:
            emit({"name": one.name, "label": one.label, "kind": one.kind, "issuer": one.issuer, "own": one.name in own})
        else:
            tell(f"{one.name}  {one.label}  {tr('本校') if one.name in own else tr('随程序提供')}")
    for error in complaints:
        say(str(error))
    return 1 if complaints else 0


def _try(file: str, chosen: template.Template, engine: Engine, *, json: bool) -> bool:
    """Whether the page in the picture was recognised."""
    from app.decode.picture import load

    try:
        found = trial(load(file), chosen, engine)
    except UserError as error:
        emit({"file": file, "error": str(error)}) if json else tell(f"{file}: {error}")
        return False
    if found is None:
        return False
    if json:
        emit({"file": file, **_plain(found)})
    else:
        tell("\n".join([f"{file}: {tr('已识别') if found.recognised else tr('没有识别为这种页面')}", *_lines(found)]))
    return found.recognised


def _plain(found: Trial) -> dict[str, Any]:
    return {
        "recognised": found.recognised,
        "anchors": [{"text": one.text, "found": one.found, "alike": round(one.alike, 2), "row": one.row}
                    for one in found.anchors],
        "columns": [{"name": one.name, "head": one.head, "across": [round(x, 3) for x in one.across or ()]}
                    for one in found.columns],
        "fields": [{"name": one.name, "value": one.value, "certain": round(one.certain, 2), "doubtful": one.doubtful,
                    "row": one.row, "hint": one.hint} for one in found.fields],
        "rows": [{"text": text, "where": [round(one, 3) for one in where]} for text, where in found.rows],
        "claim": found.claim.as_json() if found.claim else None,
    }  # fmt: skip


def _lines(found: Trial) -> list[str]:
    """The same for a person."""
    said = [tr("标志文字：")]
    said += [f"  {'✓' if one.found else '✗'} {one.text}  {one.alike:.2f}  {one.row}" for one in found.anchors]
    if found.columns:
        said.append(tr("表格：{count} 行，各列（左 右，占页面宽度的比例）：", count=found.reports))
        said += [f"  {one.name}: {_column(one)}" for one in found.columns]
    if found.fields:
        said.append(tr("栏目："))
    for field in found.fields:
        said.append(f"  {field.name}: {_value(field)}  {field.row}")
        if field.hint:
            said.append(f"    → {field.hint}")
    tested = found.claim is not None and bool(found.claim.tests)
    if not tested and any(one.name == "organisation" and one.value for one in found.fields):
        said.append("  " + tr("organisation 是检测机构：页面上没有检测结果和时间，不会留用。"))
    said.append(tr("页面上的文字（左 上 右 下，占页面的比例）："))
    said += [f"  {' '.join(f'{one:.3f}' for one in where)}  {text}" for text, where in found.rows]
    return said


def _column(one: ColumnFound) -> str:
    if one.across is None:
        return tr("没有找到列头")
    return f"{one.across[0]:.3f} {one.across[1]:.3f}  {one.head}"


def _value(field: FieldFound) -> str:
    if not field.value:
        return tr("没有读到")
    shown = str(time_of(field.value)) if field.name.split("/")[0] in TIMES else field.value
    doubt = tr("太不清楚，不采用") if field.certain < FAINT else tr("存疑") if field.doubtful else tr("可信")
    return f"{shown}  {field.certain:.2f} {doubt}"
