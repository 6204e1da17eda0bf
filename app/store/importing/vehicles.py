"""The register of vehicles read from a file."""

from app.i18n import LANGUAGES, tr
from app.i18n import catalogue as translations
from app.policy.plate import is_plate, plain
from app.store.importing.cells import words
from app.store.importing.register import Register, Values, Wrong, moment, needed_text, phone, read_register
from app.store.reference.vehicles import KINDS, LABELS, Vehicle, VehicleKind

COLUMNS = {
    "plate": ("车牌", "车牌号", "车牌号码", "号牌", "plate", "number plate", "licence plate"),
    "owner": ("车主", "姓名", "所有人", "单位", "使用人", "owner", "name"),
    "kind": ("类别", "车辆类别", "车辆类型", "类型", "kind", "type"),
    "phone": ("手机", "电话", "手机号", "联系电话", "联系方式", "phone", "mobile"),
    "until": ("有效期至", "有效期止", "有效期", "截止", "截止日期", "到期", "until", "valid until"),
}  # fmt: skip
NEEDED = ("plate", "owner")


def read_vehicles(content: bytes, name: str) -> Register[Vehicle]:
    """The vehicles of a CSV or XLSX file, by plate. Raises tables.NoTable."""
    return read_register(content, name, COLUMNS, NEEDED, _vehicle)


def _vehicle(values: Values) -> tuple[str, Vehicle]:
    plate = needed_text(values, "plate", tr("车牌"))
    if not is_plate(plate):
        raise Wrong(tr("“{plate}”不像车牌", plate=plate))
    made = Vehicle(
        plate=plain(plate), owner=needed_text(values, "owner", tr("车主")), kind=_kind(words(values.get("kind"))),
        phone=phone(values, "phone"), until=moment(values, "until", end=True),
    )  # fmt: skip
    return made.plate, made


def _kind(word: str) -> VehicleKind:
    if not word:
        return "other"
    for kind in KINDS:
        labels = {translations(language).get(LABELS[kind], LABELS[kind]).lower() for language in LANGUAGES}
        if word.lower() in (kind, *labels) or word == LABELS[kind].removesuffix("车"):
            return kind
    known = "、".join(tr(label) for label in LABELS.values())
    raise Wrong(tr("没有“{word}”这种车辆类别，可用：{known}", word=word, known=known))
