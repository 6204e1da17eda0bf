"""What a code or a page says, in a line for the checklist and in one for the details."""

from datetime import datetime

from app.clock import campus
from app.codes.claim import Claim
from app.i18n import mark, tr
from ui.ago import ago
from ui.words import COLOURS, RESULTS, listed, told

FIELDS = {
    "color": mark("颜色"), "updated_at": mark("时间"), "expires_at": mark("有效期"), "tests.result": mark("结果"),
    "tests.sampled_at": mark("采样时间"), "places": mark("到访地"), "vaccination": mark("接种"),
    "holder.name": mark("姓名"), "holder.id_number": mark("证件号"), "holder.phone": mark("手机号"),
    "holder.number": mark("学工号"), "days": mark("天数"), "tests.tested_at": mark("检测时间"),
    "tests.organisation": mark("检测机构"),
}  # fmt: skip
"""What a claim's fields are called where one is in doubt, the weightiest first."""


def claimed(claim: Claim, now: datetime) -> str:
    """What it says of its item, shortest first; what of it is in doubt comes before what may be cut off."""
    parts = [tr(COLOURS[claim.color])] if claim.color in COLOURS else []
    if claim.tests:
        test = claim.tests[0]
        parts.append(tr(RESULTS[test.result]))
        if test.sampled_at:
            taken = campus(test.sampled_at)
            parts.append(tr("采样 {at}（{ago}）", at=f"{taken:%m-%d %H:%M}", ago=ago(campus(now) - taken)))
    parts.append(doubted(claim))
    if claim.places:
        parts.append(" ".join(place.name + ("*" if place.risk else "") for place in claim.places))
    if claim.vaccination:
        parts.append(claim.vaccination)
    if claim.updated_at and "updated_at" not in claim.doubtful and not (claim.tests or claim.places):
        at = f"{campus(claim.updated_at):%H:%M:%S}"
        parts.append(at if claim.ticks else tr("页面时间 {at}", at=at))
    return told(parts)


def doubted(claim: Claim) -> str:
    """Which fields of a page were not read surely: "颜色、时间存疑"; empty where all were."""
    named = [tr(words) for name, words in FIELDS.items() if name in claim.doubtful]
    return tr("{fields}存疑", fields=listed(named)) if named else ""


def shown(claim: Claim) -> str:
    """Whose page it is and of when, as it says itself, to be compared with the person."""
    holder, test = claim.holder, claim.tests[0] if claim.tests else None
    parts = [holder.name, holder.number, holder.id_number, holder.phone]
    if claim.updated_at:
        parts.append(tr("更新 {at}", at=_time(claim.updated_at)))
    if claim.expires_at:
        parts.append(tr("有效至 {at}", at=_time(claim.expires_at)))
    if test and test.tested_at:
        parts.append(tr("检测 {at}", at=_time(test.tested_at)))
    parts.append(test.organisation if test else "")
    return told([*parts, doubted(claim)])


def _time(at: datetime) -> str:
    return f"{campus(at):%m-%d %H:%M:%S}"
