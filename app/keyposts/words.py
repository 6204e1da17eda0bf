"""What is said of key post staff, in the language in use."""

from datetime import timedelta
from typing import Any

from app.clock import campus
from app.i18n import tr
from app.keyposts.day import STATES, Shown
from app.store.reference.keystaff import KeyStaff


def state_word(one: Shown) -> str:
    """How they stand: 未到岗 12 分钟."""
    word = tr(STATES[one.state])
    if one.state == "missing" and one.late >= (one.ends - one.begins) / timedelta(minutes=1):
        return tr("整班未到岗")
    if one.state == "missing":
        return tr("{state} {minutes} 分钟", state=word, minutes=one.late)
    return tr("{state}（迟到 {minutes} 分钟）", state=word, minutes=one.late) if one.late and one.came else word


def shift_words(one: Shown) -> str:
    return f"{campus(one.begins):%H:%M}–{campus(one.ends):%H:%M}"


def astray_words(one: Shown) -> str:
    """Where they were seen and may not be, and when."""
    return tr("、").join(f"{seen.where} {campus(seen.at):%H:%M}" for seen in one.astray)


def call_words(one: Shown) -> str:
    """Whom to call about them."""
    return f"{one.staff.head} {one.staff.head_phone}".strip()


def plain(one: Shown) -> dict[str, Any]:
    """For the command line; what is not known is left out."""
    staff = one.staff
    told: dict[str, Any] = {
        "post": staff.post, "category": staff.category, "number": staff.number, "name": staff.name,
        "phone": staff.phone, "area": staff.area, "begins": one.begins.isoformat(), "ends": one.ends.isoformat(),
        "state": one.state, "late": one.late, "came": one.came.isoformat() if one.came else "",
        "left": one.left.isoformat() if one.left else "", "call": call_words(one),
        "astray": [{"at": seen.at.isoformat(), "where": seen.where} for seen in one.astray],
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in ("", 0, [])}


def signed_words(staff: KeyStaff, act: str, *, again: bool, late: int, elsewhere: bool) -> str:
    """What is said to somebody who has just signed: 王敏 · 一食堂 已签到。"""
    about = {"name": staff.name, "post": staff.post}
    if again:
        said = tr("{name} · {post} 刚刚已经签过。", **about)
    else:
        said = tr("{name} · {post} 已签到。", **about) if act == "in" else tr("{name} · {post} 已签退。", **about)
    said += tr("迟到 {minutes} 分钟。", minutes=late) if late and act == "in" else ""
    return said + (tr("这里不在此人的活动范围内。") if elsewhere else "")
