"""What was typed where a plate or a telephone number belongs and looks like none: it is said once, and taken as it
stands when it is given again, for foreign plates, tractors and odd numbers exist."""

from app.errors import UserError
from app.i18n import tr
from app.policy.phone import is_phone
from app.policy.plate import is_plate, meant
from app.policy.platecheck import looked_over


class Doubted(UserError):
    """It may be a slip. text: what is taken when it is given again."""

    def __init__(self, sentence: str, text: str) -> None:
        super().__init__(sentence)
        self.text = text


def plate(text: str, sure: str = "") -> str:
    """A vehicle's plate; nothing is none yet. sure: what was doubted before. Raises Doubted, or NotAPlate with the
    plate that was probably meant."""
    text = text.strip()
    if meant(text):
        return looked_over(text)
    if text and text != sure and not is_plate(text):
        raise Doubted(tr("“{text}”不像车牌。请照车上的号牌核对；确实如此，再按 Enter。", text=text), text)
    return text


def phone(text: str, sure: str = "") -> str:
    """A telephone number. sure: what was doubted before. Raises Doubted."""
    text = text.strip()
    if text and text != sure and not is_phone(text):
        raise Doubted(tr("“{text}”不像电话号码。请核对；确实如此，再按 Enter。", text=text), text)
    return text


def remark(sure: str) -> str:
    """For the record: that what stands there was looked at twice; empty where nothing was doubted."""
    return tr("“{text}”已由值守人员核对，照原样登记", text=sure) if sure else ""
