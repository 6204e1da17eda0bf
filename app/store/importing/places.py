"""The places of the campus and their heads (网格) read from a file."""

import re
from collections.abc import Collection, Iterator

from app.i18n import tr
from app.store.importing.cells import words
from app.store.importing.register import Register, Values, Wrong, needed_text, phone, read_register
from app.store.importing.report import Refused
from app.store.reference.places import BETWEEN, DUTIES, DUTY_LABELS, STEPS, Duty, Head, Place

_ENGLISH = {
    "principal": "principal", "dean": "dean", "building": "building head", "class": "class monitor",
    "room": "room head",
}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "path": ("编码", "地点编码", "路径", "位置编码", "code", "path"),
    "title": ("名称", "地点", "地点名称", "title", "name"),
    **{duty: (DUTY_LABELS[duty], f"{DUTY_LABELS[duty]}姓名", _ENGLISH[duty]) for duty in DUTIES},
    **{
        f"{duty} phone": (f"{DUTY_LABELS[duty]}电话", f"{DUTY_LABELS[duty]}手机", f"{_ENGLISH[duty]} phone")
        for duty in DUTIES
    },
}
NEEDED = ("path", "title")
_CODE = re.compile(r"[^\s/]{1,20}")


def read_places(content: bytes, name: str, known: Collection[str]) -> Register[Place]:
    """The places of a CSV or XLSX file, by path. known: paths that there are already: a place lies in one of them, or
    in one of the file. Raises tables.NoTable."""
    register = read_register(content, name, COLUMNS, NEEDED, _place)
    for path, place in _loose(register.taken, known):
        del register.taken[path]
        first, why = register.rows[path], tr("上级“{above}”不在表中，也不在已有的地点中", above=place.above)
        again = [one for one in register.repeated if one.first == first]
        register.repeated[:] = [one for one in register.repeated if one not in again]
        for row in (first, *(one.row for one in again)):
            register.refused.append(Refused(row, why, f"{path} {place.title}"))
    return register


def _loose(taken: dict[str, Place], known: Collection[str]) -> Iterator[tuple[str, Place]]:
    """Those that lie in nothing; what lies in one of these too."""
    found = set(known)
    for path, place in sorted(taken.items(), key=lambda item: item[1].depth):
        if place.above and place.above not in found:
            yield path, place
        else:
            found.add(path)


def _place(values: Values) -> tuple[str, Place]:
    codes = [code.strip() for code in needed_text(values, "path", tr("编码")).replace("／", BETWEEN).split(BETWEEN)]
    if not all(_CODE.fullmatch(code) for code in codes) or len(codes) > len(STEPS):
        raise Wrong(tr("编码应像 main/5/A/3/316：校区、楼栋、片区、楼层、房间，用 / 分开"))
    heads = {duty: head for duty in DUTIES if (head := _head(values, duty))}
    made = Place(path=BETWEEN.join(codes), title=needed_text(values, "title", tr("名称")), heads=heads)
    return made.path, made


def _head(values: Values, duty: Duty) -> Head | None:
    name, reached = words(values.get(duty)), phone(values, f"{duty} phone")
    if reached and not name:
        raise Wrong(tr("{duty}有电话而没有姓名", duty=tr(DUTY_LABELS[duty])))
    return Head(name, reached) if name else None
