"""Approvals (返校、离校、来访) as an office sends them: who, what, from when to when."""

from contextlib import suppress
from typing import Literal, TypeAlias

from app.clock import campus
from app.i18n import tr
from app.policy.evidence import Approval
from app.policy.plate import is_plate, plain
from app.store.importing.cells import words
from app.store.importing.register import Register, Stranger, Values, Wrong, moment, number_text, read_register
from app.store.importing.whose import COLUMNS as WHOSE
from app.store.importing.whose import Whose
from app.store.reference.approvals import Appointment, number_of

Kind: TypeAlias = Literal["return", "leave", "visit"]
COLUMNS: dict[str, tuple[str, ...]] = {
    **WHOSE,
    "kind": ("审批类别", "类别", "类型", "审批类型", "申请类型", "事项", "kind", "type"),
    "start": ("开始时间", "开始", "起", "生效时间", "有效期起", "起始时间", "离校时间", "出校时间", "到访时间",
              "start", "from", "valid from"),
    "end": ("结束时间", "结束", "止", "截止时间", "截止", "有效期止", "有效期至", "返校时间", "离开时间",
            "end", "until", "to", "valid until"),
    "host": ("接待人", "受访人", "被访人", "联系人", "host"),
    "purpose": ("事由", "原因", "申请事由", "来访事由", "purpose", "reason"),
    "vehicle": ("车牌", "车牌号", "车牌号码", "vehicle", "plate"),
}  # fmt: skip
_KINDS: dict[Kind, tuple[str, ...]] = {
    "return": ("返校", "返校审批", "入校", "进校", "return"),
    "leave": ("离校", "出校", "请假", "外出", "出校审批", "离校审批", "leave"),
    "visit": ("来访", "访客", "来访预约", "校外人员入校", "visit"),
}
NEEDED = ("number|id_number|phone", "kind", "start", "end")


def read_approvals(content: bytes, name: str, whose: Whose) -> Register[Appointment]:
    """The approvals of a CSV or XLSX file, each by person, kind and beginning. Raises tables.NoTable."""
    return read_register(content, name, COLUMNS, NEEDED, lambda values: _approval(values, whose))


def key_of(one: Appointment) -> str:
    """What tells one approval from another: a second one with another end takes its place."""
    return f"{one.number} {one.approval.kind} {campus(one.approval.valid_from):%Y-%m-%dT%H:%M}"


def _approval(values: Values, whose: Whose) -> tuple[str, Appointment]:
    kind = _kind(words(values.get("kind")))
    start, end = moment(values, "start"), moment(values, "end", end=True)
    if start is None or end is None:
        raise Wrong(tr("没有开始或结束时间"))
    if end <= start:
        raise Wrong(tr("结束时间不晚于开始时间"))
    plate = words(values.get("vehicle"))
    if plate and not is_plate(plate):
        raise Wrong(tr("“{plate}”不像车牌", plate=plate))
    number, visitor = _visitor(values, whose) if kind == "visit" else (whose(values).number, "")
    one = Appointment(
        number,
        Approval(
            kind, start, end, words(values.get("host")), words(values.get("purpose")), plain(plate), visitor,
        ),
    )  # fmt: skip
    return key_of(one), one


def _visitor(values: Values, whose: Whose) -> tuple[str, str]:
    """A visitor need not be on the list of people, but has a name, and a card or a phone."""
    if words(values.get("number")) or words(values.get("id_number")):
        with suppress(Stranger):
            return whose(values).number, ""
    own = number_text(values, "id_number") or number_text(values, "phone") or number_text(values, "number")
    name = words(values.get("name"))
    if not own or not name:
        raise Wrong(tr("来访人要有姓名，和证件号或手机号"))
    return number_of(own), name


def _kind(word: str) -> Kind:
    said = word.lower()
    for kind, names in _KINDS.items():
        if said == kind or said in names:
            return kind
    raise Wrong(tr("审批类别“{word}”不明白，请写返校、离校或来访", word=word) if word else tr("没有审批类别"))
