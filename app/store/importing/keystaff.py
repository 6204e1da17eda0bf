"""The key post staff read from a file: a row for everybody at each post."""

import re
from datetime import time

from app.i18n import tr
from app.store.importing.cells import words
from app.store.importing.register import Register, Values, Wrong, needed_text, number_text, phone, read_register
from app.store.reference.keystaff import BETWEEN, KeyStaff, Shift

COLUMNS = {
    "post": ("岗位", "岗位名称", "重点岗位", "post"),
    "category": ("类别", "岗位类别", "工种", "category"),
    "area": ("区域", "工作区域", "工作地点", "area"),
    "shifts": ("班次", "上班时间", "工作时间", "时间", "shift", "shifts"),
    "signs_at": ("签到地点", "打卡地点", "签到点", "signs at"),
    "allowed": ("活动范围", "允许区域", "可到区域", "allowed"),
    "number": ("工号", "学工号", "编号", "人员编号", "number"),
    "name": ("姓名", "人员", "name"),
    "phone": ("电话", "手机", "手机号", "联系电话", "phone"),
    "head": ("负责人", "主管", "班长", "head"),
    "head_phone": ("负责人电话", "主管电话", "班长电话", "head phone"),
}  # fmt: skip
NEEDED = ("post", "number", "name", "shifts")
_SHIFT = re.compile(r"(\d{1,2})[:：](\d{2})\s*(?:-|—|–|~|～|至|到)+\s*(?:次日)?(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[、,，;；\s]+")
_SEVERAL = re.compile(r"[、,，;；/]+")


def read_key_staff(content: bytes, name: str) -> Register[KeyStaff]:
    """The staff of a CSV or XLSX file, by post and number. Raises tables.NoTable."""
    return read_register(content, name, COLUMNS, NEEDED, _one)


def _one(values: Values) -> tuple[str, KeyStaff]:
    post = needed_text(values, "post", tr("岗位"))
    if BETWEEN in post:
        raise Wrong(tr("岗位名称里不能有“/”"))
    made = KeyStaff(
        number=_number(values), name=needed_text(values, "name", tr("姓名")), post=post, shifts=_shifts(values),
        phone=phone(values, "phone"), category=words(values.get("category")), area=words(values.get("area")),
        signs_at=_several(values, "signs_at"), allowed=_several(values, "allowed"), head=words(values.get("head")),
        head_phone=phone(values, "head_phone"),
    )  # fmt: skip
    return made.key, made


def _number(values: Values) -> str:
    found = number_text(values, "number")
    if not found:
        raise Wrong(tr("没有编号"))
    return found


def _shifts(values: Values) -> tuple[Shift, ...]:
    text = needed_text(values, "shifts", tr("班次"))
    found = [_shift(*map(int, match.groups())) for match in _SHIFT.finditer(text)]
    if not found or _BETWEEN.sub("", _SHIFT.sub("", text)):
        raise Wrong(tr("班次“{text}”请写成 06:00-14:00，多个用顿号隔开", text=text))
    return tuple(sorted(found, key=lambda one: (one.begins, one.ends)))


def _shift(hour: int, minute: int, until: int, minutes: int) -> Shift:
    """24:00 is the end of the day."""
    try:
        return Shift(time(hour, minute), time(0 if (until, minutes) == (24, 0) else until, minutes))
    except ValueError:
        raise Wrong(tr("班次里的时间不对，请写成 06:00-14:00")) from None


def _several(values: Values, name: str) -> tuple[str, ...]:
    texts = (one.strip() for one in _SEVERAL.split(words(values.get(name))))
    return tuple(dict.fromkeys(one for one in texts if one))
