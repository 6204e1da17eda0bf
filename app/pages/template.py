"""What a page looks like, as a TOML file describes it: docs/page-templates.md says how to write one."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from app.codes.claim import ClaimKind
from app.errors import UserError
from app.i18n import tr
from app.pages import effort
from app.pages.tomlplace import line_of

FieldName = Literal[
    "name", "id_number", "phone", "number", "updated_at", "expires_at", "places", "result", "sampled_at", "tested_at",
    "organisation", "vaccination", "days", "color",
]  # fmt: skip

# What asterisks are read as: anything but digits, letters and Chinese; in a name or an ID number an x, too.
_STARS = r"[^0-9A-Za-z一-鿿：:]"
_MASK = r"[^0-9A-WYZa-wyz一-鿿：:]"
_BETWEEN = r"[^0-9]{0,3}"
_DAY = rf"20[12][0-9]{_BETWEEN}[01][0-9]{_BETWEEN}[0-3][0-9]"
_MINUTE = rf"{_DAY}{_BETWEEN}[0-2][0-9]{_BETWEEN}[0-5][0-9]"
MACROS = {
    "{day}": _DAY,
    "{minute}": _MINUTE,
    "{second}": rf"{_MINUTE}{_BETWEEN}[0-5][0-9]",
    "{phone}": rf"1[3-9][0-9]{_STARS}{{0,8}}(?:[0-9]{{4}})?[0-9]{{4}}",
    "{id_number}": rf"(?:[0-9]{{17}}[0-9Xx]|[0-9]{{1,6}}{_MASK}{{0,18}}[0-9]{{1,5}}[0-9Xx])",
    "{name}": rf"(?:[一-鿿·]{{1,5}}{_MASK}{{0,4}}|{_STARS}{{1,3}}[一-鿿]{{1,2}})",
    "{text}": r".{2,40}",
}
MEANINGS: dict[str, frozenset[str]] = {
    "result": frozenset({"negative", "positive", "none"}),
    "color": frozenset({"green", "yellow", "orange", "red", "grey", "black"}),
}
"""What the words of these fields may mean; they are read as words alone."""
STARS = "{stars}"
"""What may stand in a pattern for the usual things, tolerant of what OCR makes of their separators and asterisks."""


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that stands on the page; see the guide for each key."""

    name: FieldName
    pattern: str = ""
    label: tuple[str, ...] = ()
    next: bool = False
    repeat: bool = False
    clock: bool = False
    until: tuple[str, ...] = ()
    words: Mapping[str, str] = {}
    where: tuple[float, float, float, float] | None = None

    @property
    def expression(self) -> re.Pattern[str]:
        """The pattern, its macros filled in; the group that holds the value is named for the field."""
        return _compiled(self.pattern, self.name)


class ColourRegion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the page shows its colour: between two texts, else within these parts of its width and height."""

    between: tuple[str, str] = ("", "")
    where: tuple[float, float, float, float] | None = None


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of page."""

    name: str
    kind: ClaimKind
    anchors: tuple[str, ...]
    field: tuple[Field, ...]
    label: str = ""
    issuer: str = ""
    at_least: int = 1
    required: tuple[str, ...] = ()
    general: bool = False
    test: Literal["nucleic-acid", "antigen"] = "nucleic-acid"
    note: tuple[str, ...] = ()
    colour: tuple[ColourRegion, ...] = ()


@cache
def _compiled(pattern: str, name: str) -> re.Pattern[str]:
    for macro, expression in MACROS.items():
        pattern = pattern.replace(macro, f"(?P<{name}>{expression})")
    pattern = pattern.replace(STARS, _MASK)
    return re.compile(pattern)


def parse(text: str, name: str) -> Template:
    """A template from TOML. UserError: says what in the file called `name` is wrong."""
    try:
        template = msgspec.convert(tomllib.loads(text), Template)
        for field in template.field:
            if complaint := _complaint(field):
                raise ValueError(f"{complaint} - `{field.name}`")
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, re.error, ValueError) as error:
        raise UserError(
            tr(
                "页面模板 {name} 第 {line} 行不能使用：{why}。请对照 docs/page-templates.md 修改。",
                name=name, line=line_of(text, str(error)), why=error,
            )
        ) from error  # fmt: skip
    return template


def _complaint(field: Field) -> str:
    """What a page could not be read by; empty where nothing is wrong."""
    means = MEANINGS.get(field.name)
    if means and (not field.words or not means.issuperset(field.words.values())):
        return tr("字段 {field} 要用 words 写明：{means}", field=field.name, means=tr("、").join(sorted(means)))
    if field.clock and field.name != "updated_at":
        return tr("只有 updated_at 可以是走动的时钟")
    if field.words or field.name == "places":
        return ""
    if field.name not in field.expression.groupindex:
        return tr("字段 {field} 的 pattern 里没有同名的组", field=field.name)
    if effort.ways(field.expression.pattern) > effort.MOST:
        return tr("字段 {field} 的 pattern 里重复套着重复，会试得太久", field=field.name)
    return ""


@cache
def shipped() -> tuple[Template, ...]:
    """The templates in resources/pages, those of one issuer before the general ones."""
    folder = files("resources") / "pages"
    found = [parse(one.read_text(encoding="utf-8"), one.name) for one in folder.iterdir() if _is_template(one.name)]
    return _in_order(found)


def of(folder: Path, complain: Callable[[UserError], None]) -> tuple[Template, ...]:
    """A school's own templates in `folder`, then the shipped ones but those whose name a school's own has taken.

    complain: is told of every file that cannot be used; the others are, all the same.
    """
    ours = own(folder, complain)
    names = {one.name for one in ours}
    return ours + tuple(one for one in shipped() if one.name not in names)


def own(folder: Path, complain: Callable[[UserError], None]) -> tuple[Template, ...]:
    """A school's own alone; of two files of one name the first."""
    found: dict[str, Template] = {}
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        try:
            template = load(path)
        except UserError as error:
            complain(error)
            continue
        if template.name in found:
            complain(UserError(tr("页面模板 {file} 的 name 与另一个文件相同：{name}。请改其中一个。", file=path.name,
                                  name=template.name)))  # fmt: skip
        found.setdefault(template.name, template)
    return _in_order(list(found.values()))


def load(path: Path) -> Template:
    """A template from a file. UserError: it cannot be read, or what in it is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            tr("页面模板 {name} 读不出来：请确认文件存在，并存为 UTF-8 的 TOML。", name=path.name)
        ) from error
    return parse(text, path.name)


def _is_template(name: str) -> bool:
    return name.endswith(".toml") and name != "regions.toml"


def _in_order(templates: list[Template]) -> tuple[Template, ...]:
    return tuple(sorted(templates, key=lambda one: (one.general, one.name)))
