"""What a page looks like, as a TOML file describes it: docs/page-templates.md says how to write one."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import msgspec

from app.codes.claim import ClaimKind
from app.errors import UserError
from app.i18n import tr
from app.pages import complaints
from app.pages.tomlplace import line_of

FieldName = Literal[
    "name", "id_number", "phone", "number", "updated_at", "expires_at", "places", "result", "sampled_at", "tested_at",
    "organisation", "vaccination", "days", "color",
]  # fmt: skip

TestKind = Literal["nucleic-acid", "antigen"]
Where: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, as parts of the page's width and height."""
Across: TypeAlias = tuple[float, float]
"""Left and right, as parts of the page's width."""

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
    where: Where | None = None
    column: tuple[str, ...] = ()
    across: Across | None = None

    @property
    def several(self) -> bool:
        """Whether the page may show it once for every report that it lists."""
        return self.repeat or bool(self.column or self.across)

    @property
    def in_rows(self) -> bool:
        """Whether it may stand in rows of its own, and not only in a table's cells."""
        return bool(self.label) or not (self.column or self.across)

    @property
    def in_any_row(self) -> bool:
        """Whether nothing but its value says in which row it stands."""
        return self.in_rows and not self.label

    @property
    def expression(self) -> re.Pattern[str]:
        """The pattern, its macros filled in; the group that holds the value is named for the field."""
        return _compiled(self.pattern, self.name)


class ColourRegion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the page shows its colour: between two texts, else within these parts of its width and height."""

    between: tuple[str, str] = ("", "")
    where: Where | None = None


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts above and below the table of results whose columns fields are."""

    below: tuple[str, ...] = ()
    until: tuple[str, ...] = ()


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
    test: TestKind = "nucleic-acid"
    note: tuple[str, ...] = ()
    colour: tuple[ColourRegion, ...] = ()
    table: Table | None = None


_KEYS = tuple(dict.fromkeys(key for one in (Template, Field, ColourRegion, Table) for key in one.__struct_fields__))

_CHOICES = {"name": get_args(FieldName), "kind": get_args(ClaimKind), "test": get_args(TestKind)}


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
        why, about = complaints.of_template(template)
    except msgspec.ValidationError as error:
        raise _unusable(name, line_of(text, str(error)), complaints.plainly(error, _KEYS, _CHOICES)) from error
    except (tomllib.TOMLDecodeError, re.error) as error:
        raise _unusable(name, line_of(text, str(error)), str(error)) from error
    if why:
        raise _unusable(name, line_of(text, about), why)
    return template


def _unusable(name: str, line: int, why: str) -> UserError:
    return UserError(
        tr(
            "页面模板 {name} 第 {line} 行不能使用：{why}。请对照 docs/page-templates.md 修改。",
            name=name,
            line=line,
            why=why,
        )
    )


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
