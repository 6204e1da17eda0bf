"""What was typed into a line and is not what it asks for, or may be a slip that a second Enter confirms."""

from app.errors import UserError
from app.policy.asgiven import Doubted, phone, plate
from app.policy.phone import is_phone
from app.policy.platecheck import NotAPlate
from app.station.goods.tickets import is_code


class Misread(UserError):
    """`field` is the line; `instead` what was probably meant; `doubted` what is taken if it is given again."""

    def __init__(self, sentence: str, field: str, instead: str = "", doubted: str = "") -> None:
        super().__init__(sentence)
        self.field, self.instead, self.doubted = field, instead, doubted


def plate_of(text: str, field: str, sure: str = "") -> str:
    """A plate, or what was doubted before. Raises Misread."""
    try:
        return plate(text, sure)
    except NotAPlate as error:
        raise Misread(str(error), field, error.instead) from error
    except Doubted as error:
        raise Misread(str(error), field, doubted=error.text) from error


def phone_of(text: str, field: str, sure: str = "") -> str:
    """A telephone number, or what was doubted before. Raises Misread."""
    try:
        return phone(text, sure)
    except Doubted as error:
        raise Misread(str(error), field, doubted=error.text) from error


def arrival_of(text: str, field: str, sure: str = "") -> str:
    """What somebody typed of a vehicle that has come: its plate, the deliverer's telephone number, or the code of a
    ticket. Raises Misread."""
    text = text.strip()
    if is_code(text) or is_phone(text):
        return text
    return phone_of(text, field, sure) if text.isdecimal() else plate_of(text, field, sure)
