"""The small forms of the night check: a late comer's time, what a call came to, how a case was settled, closing."""

from app.i18n import mark
from app.records.night_step import ANSWERS
from ui.widgets.smallform import Field, SmallForm

LATE, CALL, SETTLE, CLOSE = "late", "call", "settle", "close"


def forms() -> dict[str, SmallForm]:
    """By the name of what each does."""
    answers = {name: ANSWERS[name] for name in ("reached", "unreached")}
    return {
        LATE: SmallForm(
            mark("晚归"), [Field("came", mark("几点回来的"), hint=mark("2305；空着就是现在"), optional=True)],
            mark("记为晚归"),
        ),
        CALL: SmallForm(
            mark("打电话"),
            [Field("answer", mark("是否打通"), choices=answers),
             Field("said", mark("说了什么"), hint=mark("例如：在校医院陪护，十二点前回"), optional=True)],
            mark("记下这个电话"),
        ),
        SETTLE: SmallForm(
            mark("了结"), [Field("note", mark("人在哪里、谁核实的"), hint=mark("例如：在家，家长和辅导员都确认了"))],
            mark("了结"), mark("了结以后不再列为未归；记录都还在。"),
        ),
        CLOSE: SmallForm(
            mark("结束查寝"), [Field("note", mark("备注"), optional=True)], mark("结束查寝"),
        ),
    }  # fmt: skip
