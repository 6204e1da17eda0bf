"""Test results (核酸、抗原结果) as a laboratory sends them: person, sampling time, result, agency."""

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from app.clock import campus
from app.i18n import tr
from app.store.importing.cells import words
from app.store.importing.register import Register, Values, Wrong, moment, read_register
from app.store.importing.whose import COLUMNS as WHOSE
from app.store.importing.whose import ONE, Whose

Method: TypeAlias = Literal["nucleic-acid", "antigen"]
Outcome: TypeAlias = Literal["negative", "positive", "none"]
COLUMNS: dict[str, tuple[str, ...]] = {
    **WHOSE,
    "sampled_at": ("采样时间", "采样日期", "采样日", "采集时间", "采集日期", "取样时间",
                   "sampled at", "sampling time", "sampled"),
    "tested_at": ("检测时间", "检测日期", "报告时间", "出具时间", "结果时间", "tested at", "reported at"),
    "result": ("结果", "检测结果", "核酸结果", "核酸检测结果", "抗原结果", "检验结果", "result"),
    "test": ("检测方式", "检测类型", "检测方法", "检测项目", "项目", "类别", "test", "method"),
    "organisation": ("检测机构", "机构", "检测单位", "检验机构", "实验室", "采样机构",
                     "organisation", "laboratory", "agency"),
}  # fmt: skip
_OUTCOMES: dict[str, Outcome] = {
    **dict.fromkeys(("阴性", "阴", "-", "未检出", "negative", "neg"), "negative"),
    **dict.fromkeys(("阳性", "阳", "+", "检出", "positive", "pos"), "positive"),
    **dict.fromkeys(("未出", "未出结果", "待检", "待出", "检测中", "无结果", "none", "pending"), "none"),
}  # fmt: skip
_AROUND = "()（）[]【】 "


class Tested(NamedTuple):
    """One test of one person. number: theirs. tested_at: None where the table does not say."""

    number: str
    test: Method
    result: Outcome
    sampled_at: datetime
    tested_at: datetime | None
    organisation: str


def read_results(content: bytes, name: str, whose: Whose, now: datetime) -> Register[Tested]:
    """The results of a CSV or XLSX file, by person, method and sampling. Raises tables.NoTable."""
    return read_register(content, name, COLUMNS, (ONE, "sampled_at", "result"), lambda one: _tested(one, whose, now))


def key_of(number: str, test: str, sampled_at: datetime) -> str:
    """What tells one test from another."""
    return f"{number} {test} {campus(sampled_at):%Y-%m-%dT%H:%M}"


def _tested(values: Values, whose: Whose, now: datetime) -> tuple[str, Tested]:
    sampled, tested = moment(values, "sampled_at"), moment(values, "tested_at")
    if sampled is None:
        raise Wrong(tr("没有采样时间"))
    if sampled > now or (tested and tested > now):
        raise Wrong(tr("采样或检测时间晚于现在，请核对"))
    if tested and tested < sampled:
        raise Wrong(tr("检测时间早于采样时间，请核对"))
    result, test = _outcome(words(values.get("result"))), _method(words(values.get("test")))
    one = Tested(whose(values).number, test, result, sampled, tested, words(values.get("organisation")))
    return key_of(one.number, one.test, one.sampled_at), one


def _outcome(word: str) -> Outcome:
    found = _OUTCOMES.get(_bare(word))
    if found is None:
        raise Wrong(tr("结果“{word}”不明白，请写阴性、阳性或未出", word=word) if word else tr("没有结果"))
    return found


def _method(word: str) -> Method:
    said = word.lower()
    if "抗原" in said or "antigen" in said:
        return "antigen"
    if not said or any(one in said for one in ("核酸", "pcr", "nucleic")):
        return "nucleic-acid"
    raise Wrong(tr("检测方式“{word}”不明白，请写核酸或抗原", word=word))


def _bare(word: str) -> str:
    """ "阴性(-)" is 阴性, "（-）" the sign alone."""
    head = word.lower()
    for sign in "(（[【":
        head = head.split(sign)[0] or head
    return head.strip(_AROUND)
