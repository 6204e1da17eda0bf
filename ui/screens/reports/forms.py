"""The forms of the reports' screen: a signature, a zero that somebody says, whom an illness was told to."""

from app.i18n import mark
from ui.widgets.smallform import Field, SmallForm
from ui.widgets.whenfield import WHEN_HINT

SIGN = (Field("note", mark("备注"), optional=True),)
TELL = (
    Field("told", mark("报告给谁"), hint=mark("如：校医赵某、带班领导李某")),
    Field("at", mark("何时告诉的"), hint=WHEN_HINT, optional=True),
    Field("note", mark("备注"), optional=True),
)


def sign_form() -> SmallForm:
    """The numbers as they stand."""
    return SmallForm(mark("签发日报告"), SIGN, mark("签发"), mark("签发的是屏幕上的数字；以后有变化会写明。"))


def zero_form() -> SmallForm:
    """Nobody presses it by mistake: a key of its own, and then a button."""
    return SmallForm(
        mark("零报告"), (), mark("我确认，今日无异常"),
        mark("您报告：今天没有发热、没有不适、没有漏报、没有待核实的情况。由您本人确认，程序不会替您说。"),
    )  # fmt: skip


def tell_form() -> SmallForm:
    """Who was told of a fever or an illness, and when."""
    return SmallForm(mark("及时上报"), TELL, mark("登记已上报"))
