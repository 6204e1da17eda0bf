"""A plate as somebody typed it: taken as it is, or sent back with what was probably meant."""

from app.errors import UserError
from app.i18n import tr
from app.policy.plate import begins_like_one, is_plate, meant, shown


class NotAPlate(UserError):
    """A text that can only be meant as a plate and is none. instead: what was probably meant; empty where that is
    not known."""

    def __init__(self, sentence: str, instead: str = "") -> None:
        super().__init__(sentence)
        self.instead = instead


def looked_over(text: str) -> str:
    """What was typed where a plate or something else may stand (a phone, a tricycle without one): as it is, unless it
    can only be a plate and is none. Raises NotAPlate."""
    if instead := meant(text):
        said = tr("号牌没有字母 I 和 O，是不是 {plate}？核对后再按 Enter。", plate=shown(instead))
        raise NotAPlate(said, shown(instead))
    if begins_like_one(text) and not is_plate(text):
        raise NotAPlate(tr("“{text}”不像车牌，请照车上的号牌再键一次，例如 吉A12345。", text=text.strip()))
    return text.strip()


def needed(text: str) -> str:
    """The same where nothing but a plate will do; with its dot. Raises NotAPlate."""
    text = looked_over(text)
    if not is_plate(text):
        raise NotAPlate(tr("“{text}”不像车牌，请照车上的号牌再键一次，例如 吉A12345。", text=text))
    return shown(text)
