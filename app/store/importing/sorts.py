"""The sorts of table that can be taken over: what each is called, and what its columns may be called."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

from app.i18n import mark
from app.store.importing import approvals, keystaff, observation_rooms, places, results, rosterrow, vehicles, whose
from app.store.reference.places import DUTIES, DUTY_LABELS

What: TypeAlias = Literal["people", "approvals", "vehicles", "places", "results", "key-staff", "observation-rooms"]
WHATS: tuple[What, ...] = get_args(What)


class Sort(NamedTuple):
    """label: what it is called; columns: field → what its column may be called; needed: see tables.recognise."""

    label: str
    columns: Mapping[str, Sequence[str]]
    needed: Sequence[str]


SORTS: dict[What, Sort] = {
    "people": Sort(mark("人员名单"), rosterrow.COLUMNS, rosterrow.NEEDED),
    "approvals": Sort(mark("审批"), approvals.COLUMNS, approvals.NEEDED),
    "vehicles": Sort(mark("备案车辆"), vehicles.COLUMNS, vehicles.NEEDED),
    "places": Sort(mark("地点和网格"), places.COLUMNS, places.NEEDED),
    "results": Sort(mark("检测结果"), results.COLUMNS, (whose.ONE, "sampled_at", "result")),
    "key-staff": Sort(mark("重点岗位名册"), keystaff.COLUMNS, keystaff.NEEDED),
    "observation-rooms": Sort(mark("健康监测房"), observation_rooms.COLUMNS, observation_rooms.NEEDED),
}
FIELDS: dict[str, str] = {
    "number": mark("学工号"), "name": mark("姓名"), "kind": mark("类别"), "college": mark("学院或部门"),
    "class_name": mark("班级"), "place": mark("宿舍或办公室"), "phone": mark("电话"), "id_number": mark("证件号"),
    "counsellor": mark("辅导员"), "start": mark("开始时间"), "end": mark("结束时间"), "host": mark("接待人"),
    "purpose": mark("事由"), "vehicle": mark("车牌"), "plate": mark("车牌"), "owner": mark("车主"),
    "until": mark("有效期至"), "path": mark("编码"), "title": mark("名称"), "sampled_at": mark("采样时间"),
    "tested_at": mark("检测时间"), "result": mark("结果"), "test": mark("检测方式"), "organisation": mark("检测机构"),
    "post": mark("岗位"), "category": mark("类别"), "area": mark("工作区域"), "shifts": mark("班次"),
    "signs_at": mark("签到地点"), "allowed": mark("活动范围"), "head": mark("负责人"), "head_phone": mark("负责人电话"),
    "house": mark("楼栋"), "floor": mark("楼层"), "code": mark("编码"), "door": mark("房间"), "bed": mark("床位"),
    "capacity": mark("床位数"), "sex": mark("性别"), "cause": mark("用途"),
    **{duty: DUTY_LABELS[duty] for duty in DUTIES}, **{f"{duty} phone": mark("电话") for duty in DUTIES},
}  # fmt: skip
"""What a column was taken for, in words."""
