"""What somebody wrote into a line and types again: times, temperatures, ticks, the decision. Pure: no post is asked."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple, TypeAlias

from app.capture.temperature import typed_temperature
from app.clock import CAMPUS, campus
from app.errors import UserError
from app.i18n import tr
from app.policy.evidence import Item
from app.station.paper.forms import TICKS
from app.typedtime import HALF_DAY, clock_of

Word: TypeAlias = Literal["admit", "refuse", "refer"]
WORDS: tuple[Word, ...] = ("admit", "refuse", "refer")
_SAID: dict[str, Word] = {"放行": "admit", "不放": "refuse", "不予放行": "refuse", "校医": "refer", "转校医": "refer"}
ALL, BAD = "+", "-"


class NotUnderstood(UserError):
    """A cell that says nothing that the program understands. cell: its name."""

    def __init__(self, cell: str, sentence: str) -> None:
        super().__init__(sentence)
        self.cell = cell


class Doubtful(NotUnderstood):
    """A cell that may be a slip. taken: what it says, if it is given again as it stands."""

    def __init__(self, cell: str, sentence: str, taken: dict[str, Any]) -> None:
        super().__init__(cell, sentence)
        self.taken = taken


class Ticked(NamedTuple):
    """What was seen and good, and what was seen and not."""

    good: tuple[Item, ...] = ()
    bad: tuple[Item, ...] = ()


def at_of(day: date, text: str, before: datetime | None) -> datetime:
    """The moment of a line: 0735 on that day; nothing written is the time of the line before. A time far before that
    line's is of the next day: a night goes on behind midnight."""
    if not _plain(text) and before is not None:
        return before
    clock = clock_of(text)
    if clock is None:
        raise NotUnderstood("time", tr("时间请写成 0735"))
    at = datetime.combine(campus(before).date() if before else day, clock, CAMPUS)
    return at + timedelta(days=1) if before and before - at > HALF_DAY else at


def celsius_of(text: str) -> float | None:
    """℃; None where nothing was written."""
    if not _plain(text):
        return None
    found = typed_temperature(text)
    if found is None:
        raise NotUnderstood("celsius", tr("体温请写成 365 或 36.5"))
    return found


def ticked(text: str, asked: Collection[Item]) -> Ticked:
    """Ticks by the numbers of their columns: "135", all that the level asks "+", what was crossed out behind "-":
    "+-4". Blanks and commas between do no harm."""
    plain = re.sub(r"[\s,，、]", "", _plain(text))
    good_text, _, bad_text = plain.partition(BAD)
    good = [item for item in TICKS if ALL in good_text and item in asked]
    good += [_item(digit) for digit in good_text.replace(ALL, "")]
    bad = [_item(digit) for digit in bad_text]
    kept = [item for item in TICKS if item in good and item not in bad]
    return Ticked(tuple(kept), tuple(item for item in TICKS if item in bad))


def word_of(text: str) -> Word:
    """What was decided then: 1 or nothing is 放行, 2 不放, 3 校医."""
    plain = _plain(text)
    if plain in ("", "1", "2", "3"):
        return WORDS[int(plain or 1) - 1]
    if plain in _SAID:
        return _SAID[plain]
    raise NotUnderstood("word", tr("结论请写 1 放行、2 不放、3 校医"))


def yes_of(text: str) -> bool:
    """A box that may be ticked: 1 is, 0 or nothing is not."""
    plain = _plain(text)
    if plain not in ("", "0", "1"):
        raise NotUnderstood("cough", tr("咳嗽请写 1，不咳嗽留空"))
    return plain == "1"


def day_of(text: str, now: datetime) -> date:
    """The day on the sheet: 0410, 20220410 or 2022-04-10; without a year the last such day."""
    digits = re.sub(r"[-/.年月日\s]", "", _plain(text))
    today = campus(now).date()
    try:
        if re.fullmatch(r"[0-9]{8}", digits):
            found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        elif re.fullmatch(r"[0-9]{4}", digits):
            found = _last(today, int(digits[:2]), int(digits[2:]))
        else:
            raise ValueError
    except ValueError:
        raise NotUnderstood("day", tr("日期请写成 0410 或 2022-04-10")) from None
    if found > today:
        raise NotUnderstood("day", tr("日期晚于今天，请核对"))
    return found


def _last(today: date, month: int, day: int) -> date:
    found = date(today.year, month, day)
    return found if found <= today else date(today.year - 1, month, day)


def _item(digit: str) -> Item:
    if not digit.isascii() or not digit.isdigit() or not 1 <= int(digit) <= len(TICKS):
        raise NotUnderstood("ticks", tr("勾选请写列号，如 135；全勾写 +，画叉的写在 - 后面"))
    return TICKS[int(digit) - 1]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
