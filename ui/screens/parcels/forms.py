"""The small forms of the parcels' screen, by the names of their acts."""

from typing import cast, get_args

from app.errors import UserError
from app.goods.contact import for_target
from app.i18n import mark, tr
from app.parcels.recall import Usual
from app.records.parcel_step import SORTS, Sort
from ui.widgets.smallform import Field, SmallForm, one_of
from ui.widgets.text import Words

SORT = Field("sort", mark("种类"), choices=SORTS)
COURIER = Field("courier", mark("快递公司或送件人"))
SHELF = Field("shelf", mark("货架"), optional=True)
COUNT = Field("count", mark("件数"))
REASON = Field("reason", mark("原因"))


def forms() -> dict[str, SmallForm]:
    """Each with what is said above its lines."""
    return {
        "arrive": SmallForm(
            mark("到件登记"),
            (COURIER, SORT, SHELF, Field("waybill", mark("运单号"), hint=mark("扫面单条码"), optional=True),
             Field("recipient", mark("收件人"), hint=mark("手机尾号、姓名或编号"), optional=True)),
            mark("登记"), mark("扫面单，键入四位尾号，回车：登记一件，接着扫下一件。送件人和货架留着不用重输。"),
        ),
        "count": SmallForm(mark("只点数"), (COURIER, SORT, SHELF, COUNT), mark("登记"),
                           mark("面单来不及看时，先登记有多少件；领取时按姓名登记。")),
        "turn-away": SmallForm(mark("没有接收"), (COURIER, SORT, COUNT, REASON), mark("登记")),
        "disinfect": SmallForm(
            mark("消毒"),
            (Field("agent", mark("消毒剂")), Field("concentration", mark("浓度")),
             Field("minutes", mark("作用时间（分钟）"))),
            mark("已喷洒，开始计时"), mark("在校门外消毒。作用时间到之前不能领取。"),
        ),
        "out": SmallForm(mark("上架"), (SHELF,), mark("上架")),
        "back": SmallForm(mark("退回送件人"), (REASON,), mark("退回")),
        "strike": SmallForm(mark("登错了，撤销"), (REASON,), mark("撤销"), mark("记录保留，此件不再列出。")),
        "by": SmallForm(mark("代领"), (Field("by", mark("代领人姓名")),), mark("都领走")),
    }  # fmt: skip


def begin(act: str, form: SmallForm, usual: Usual, courier: str, shelf: str, title: Words) -> None:
    """Open a form with what is likely the same again."""
    if act == "disinfect":
        first, last = for_target("goods_disinfected")[0], usual.disinfection
        agent, strength = (last.agent, last.concentration) if last else (first.name, first.concentration)
        minutes = last.minutes if last and last.minutes is not None else first.minutes
        form.begin(title, agent=agent, concentration=strength, minutes=str(minutes))
    elif act == "out":
        form.begin(title, shelf=shelf)
    elif title:
        form.begin(title)
    else:
        form.begin(courier=courier, shelf=shelf, sort="parcel")


def sort_of(given: dict[str, str]) -> Sort:
    """Whether it is parcels or takeaway."""
    return one_of(cast(tuple[Sort, ...], get_args(Sort)), given["sort"])


def whole(text: str, what: str) -> int:
    """A number of things or minutes. UserError for what is none."""
    if not text.isdecimal() or len(text) > 4:
        raise UserError(tr("“{what}”请填数字。", what=tr(what)))
    return int(text)
