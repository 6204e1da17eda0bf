"""What a token of another system may open. Each is asked for by itself: none holds another."""

from typing import Literal, TypeAlias, get_args

from app.i18n import mark

Scope: TypeAlias = Literal[
    "people.read", "people.identity", "people.write", "records.read", "health.read", "counts.read", "levels.read",
    "hooks.manage",
]  # fmt: skip
SCOPES: tuple[Scope, ...] = get_args(Scope)
LABELS: dict[Scope, str] = {
    "people.read": mark("读人员名单，证件号和手机号打码"),
    "people.identity": mark("证件号和手机号不打码"),
    "people.write": mark("导入人员"),
    "records.read": mark("读记录，不含健康信息"),
    "health.read": mark("健康信息：体温、健康码、发热计数"),
    "counts.read": mark("读计数"),
    "levels.read": mark("读管控级别"),
    "hooks.manage": mark("管理事件通知"),
}
MEANING: dict[Scope, str] = {
    "people.read": "the list of people; ID numbers and phones are masked",
    "people.identity": "ID numbers and phones whole, beside the scope that shows the person or the record",
    "people.write": "importing people",
    "records.read": "records without anything about health",
    "health.read": "what records and counts say about health, beside the scope that shows them",
    "counts.read": "counts",
    "levels.read": "control levels",
    "hooks.manage": "webhooks",
}
"""For the description of the API."""
