"""From the characters that stand where a field is to its value, in one form whatever the OCR made of it."""

import re
from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from app.pages.line import Line

_ID_LENGTH, _PHONE_LENGTH = 18, 11
_GUESSED = 0.7
"""What an asterisk run that was not read takes from the digits around it: where it stood is a guess."""
_LOST = 0.4
"""How sure it is that a name of one character had one asterisk, which was not read: it must have had some."""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安"
    "齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛"
    "靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧"
    "闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚"
    "皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙"
)
"""The commonest first."""
_NO_SURNAME = 0.4
"""What is left of the certainty of a name without a known surname: rare ones there are, misread ones more."""
_DOUBLE = {"”", "“", '"', "″", "〞"}
"""What two asterisks are read as, and one sometimes."""


class Reading(msgspec.Struct, frozen=True):
    """A field as one look read it. sure: for every character of `value` (for every place of `places`), 0 to 1.

    row: how far down the page, in pixels, where nothing but its value says which row is the field's.
    """

    value: str
    sure: tuple[float, ...]
    row: float | None = None

    @property
    def weight(self) -> float:
        return sum(self.sure) / len(self.sure) if self.sure else 0.0


def at_most(reading: Reading, certain: float) -> Reading:
    """The same, no character of it surer than that."""
    return replace(reading, sure=tuple(min(one, certain) for one in reading.sure))


def time(line: Line) -> Reading | None:
    """Digits of a day, a minute or a second: 8, 12 or 14; None where they are no date."""
    digits = _digits(line)
    forms = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
    if len(digits.value) not in forms:
        return None
    try:
        datetime.strptime(digits.value, forms[len(digits.value)])  # only whether it is one
    except ValueError:
        return None
    return digits


def phone(line: Line) -> Reading | None:
    """A Chinese mobile number, whole, or masked as 1xx****xxxx however many asterisks were read."""
    digits = _digits(line)
    if len(digits.value) == _PHONE_LENGTH:
        return digits
    return _masked(digits, 3, _PHONE_LENGTH) if len(digits.value) == 7 else None


def id_number(line: Line) -> Reading | None:
    """A resident ID number, whole, or with its masked middle filled up to 18 characters."""
    match = re.fullmatch(r"([0-9]+)([^0-9]*)([0-9]*[0-9Xx])", line.text)
    if not match:
        return None
    digits = _digits(line, "Xx")
    count = len(digits.value)
    if count == _ID_LENGTH:
        return digits
    if match[2] and len(match[1]) <= 6 and len(match[3]) <= 4:
        return _masked(digits, len(match[1]), _ID_LENGTH)
    if not match[2] and count in (8, 10):
        guessed = Reading(digits.value, tuple(one * _GUESSED for one in digits.sure))
        return _masked(guessed, count - 4, _ID_LENGTH)
    return None


def name(line: Line) -> Reading | None:
    """A name as shown: Chinese characters, and an asterisk for each that is hidden."""
    value = ""
    sure: list[float] = []
    shown, certainties = _with_surname(line)
    for place, (one, certain) in enumerate(zip(shown, certainties, strict=True)):
        # A dot between two parts is a name's own; at the end it is an asterisk.
        if re.match(r"[一-鿿]|·[一-鿿]", shown[place : place + 2]):
            value, sure = value + one, [*sure, certain]
        elif one in _DOUBLE:
            value, sure = value + "**", [*sure, certain * 0.4, certain * 0.4]
        else:
            value, sure = value + "*", [*sure, certain if one == "*" else certain * 0.5]
    if len(value) == 1 and value != "*":
        return Reading(value + "*", (sure[0], _LOST))
    return Reading(value, tuple(sure)) if len(value) >= 2 else None


def _with_surname(line: Line) -> tuple[str, list[float]]:
    """The line's characters and how sure they are; the first one a surname, if the OCR held one for possible."""
    sure = list(line.sure)
    if line.text[0] in SURNAMES or not re.match(r"[一-鿿]", line.text):
        return line.text, sure
    sure[0] *= _NO_SURNAME
    likely = next((one for one in (line.others[0] if line.others else "") if one in SURNAMES), line.text[0])
    return likely + line.text[1:], sure


def number(line: Line) -> Reading | None:
    """Letters and digits as they are."""
    return Reading(line.text, line.sure) if line.text else None


def text(line: Line) -> Reading | None:
    """Whatever stands there, without the punctuation around it."""
    start = len(line.text) - len(line.text.lstrip("：:，,。. "))
    end = len(line.text.rstrip("，,。. "))
    return Reading(line.text[start:end], line.sure[start:end]) if end > start else None


OF: dict[str, Callable[[Line], Reading | None]] = {
    "updated_at": time, "expires_at": time, "sampled_at": time, "tested_at": time, "phone": phone,
    "id_number": id_number, "name": name, "days": number, "number": number, "organisation": text, "vaccination": text,
}  # fmt: skip
"""How a field that is neither a word nor a list of places is read."""


def _digits(line: Line, also: str = "") -> Reading:
    kept = [(one, sure) for one, sure in zip(line.text, line.sure, strict=True) if one in "0123456789" + also]
    return Reading("".join(one for one, _ in kept).upper(), tuple(sure for _, sure in kept))


def _masked(digits: Reading, before: int, length: int) -> Reading:
    """`digits` with asterisks after the first `before`, filled up to `length`."""
    hidden = length - len(digits.value)
    value = digits.value[:before] + "*" * hidden + digits.value[before:]
    return Reading(value, digits.sure[:before] + (1.0,) * hidden + digits.sure[before:])
