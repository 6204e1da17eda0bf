"""The rooms of observation read from a table."""

from app.i18n import tr
from app.records.observation_step import CAUSES
from app.store.importing import roomcells
from app.store.importing.cells import words
from app.store.importing.register import Register, Values, Wrong, read_register
from app.store.reference.observation_rooms import MOST, SEXES, ObservationRoom, code_of

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("编码", "房间编码", "code"),
    **roomcells.COLUMNS,
    "title": ("名称", "房间名称", "title", "name"),
    "capacity": ("床位数", "床位", "容量", "可住人数", "capacity", "beds"),
    "sex": ("性别", "男女", "sex"),
    "cause": ("用途", "留观原因", "cause"),
}
"""床位 is how many beds there are."""
NEEDED = ("door|code", "capacity")


def read_observation_rooms(content: bytes, name: str) -> Register[ObservationRoom]:
    """The rooms of a CSV or XLSX file, by code. Raises tables.NoTable."""
    return read_register(content, name, COLUMNS, NEEDED, _room)


def _room(values: Values) -> tuple[str, ObservationRoom]:
    code = code_of(words(values.get("code")) or roomcells.place_of(values) or "")
    if not code:
        raise Wrong(tr("没有{label}", label=tr("房间")))
    said = words(values.get("capacity"))
    if not said.isdecimal() or not 1 <= int(said) <= MOST:
        raise Wrong(tr("床位数请填 1 到 {most} 的整数", most=MOST))
    made = ObservationRoom(
        code=code, title=words(values.get("title")) or code, capacity=int(said),
        sex=_one_of(SEXES, values, "sex"), cause=_one_of(CAUSES, values, "cause"),  # type: ignore[arg-type]
    )  # fmt: skip
    return code, made


def _one_of(labels: dict[str, str], values: Values, name: str) -> str:
    said = words(values.get(name))
    if said in ("", "不限"):
        return ""
    found = next((key for key, label in labels.items() if said in (key, label, tr(label))), None)
    if found is None:
        raise Wrong(tr("“{word}”不可用，可用：{known}", word=said, known="、".join(tr(one) for one in labels.values())))
    return found
