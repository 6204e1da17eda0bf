"""How the API says no: problem details (RFC 9457), each with what to do next."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from app.i18n import mark, tr

Code: TypeAlias = Literal[
    "token", "scope", "query", "malformed", "cursor", "rows", "table", "key", "destination", "taken", "absent",
    "method", "slow", "large", "unsupported", "often", "unable",
]  # fmt: skip

SAID: dict[Code, tuple[int, str, str]] = {
    "token": (401, mark("没有有效的令牌"),
              mark("请在 Authorization: Bearer 中给出令牌；已失效时请管理员用 gatepost server token add 新建。")),
    "scope": (403, mark("令牌没有这项权限"), mark("需要权限 {scope}。请管理员新建一个带这项权限的令牌。")),
    "query": (400, mark("查询参数不对"), mark("{why}。请对照 /openapi.json 改正参数后重试。")),
    "malformed": (400, mark("请求内容不对"), mark("{why}。请对照 /openapi.json 改正内容后重试；没有任何改动。")),
    "cursor": (410, mark("这个位置已不存在"),
               mark("指挥中心的数据已从备份恢复，或位置太旧，或不是它给出的。请去掉 after，从头读取。")),
    "rows": (422, mark("有些行不能导入，全部没有导入"),
             mark("{count} 行有问题，见 rows。请改正这些行后整份重新提交。")),
    "table": (422, mark("这份表格不能导入"), mark("{why}")),
    "key": (422, mark("这个 Idempotency-Key 已用于另一个请求"), mark("请为新的请求换一个 Idempotency-Key。")),
    "destination": (422, mark("不能通知这个地址"), mark("{why}")),
    "taken": (409, mark("名称已被使用"), mark("已有名为“{name}”的通知。请换一个名称，或先删除它。")),
    "absent": (404, mark("没有这个内容"), mark("这里没有内容，或已被删除。请对照 /openapi.json 检查路径和编号。")),
    "method": (405, mark("不支持这种方法"), mark("请改用 Allow 中的方法。")),
    "slow": (408, mark("请求没有完整到达"), mark("请检查网络后重试；没有任何改动。")),
    "large": (413, mark("请求太大"), mark("{why}。请分成几份提交；没有任何改动。")),
    "unsupported": (415, mark("不支持这种内容类型"), mark("请用 {kinds}，不压缩或用 gzip。")),
    "often": (429, mark("这个令牌的请求太频繁"), mark("请在 {seconds} 秒后重试；没有任何改动。")),
    "unable": (503, mark("指挥中心的数据库现在不能用"), mark("{why} 请稍候重试；没有任何改动。")),
}  # fmt: skip
"""Code → status, what it is, and what to do about it."""


class WrongRow(Struct, frozen=True, kw_only=True):
    """A row that cannot be taken over: its place in what was sent, from 1 (in a CSV the line), and why."""

    row: Annotated[int, Meta(ge=1)]
    reason: str


class Problem(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every answer that is no success. type: `urn:gatepost:problem:` and one word for a program; title and detail: for
    a person, in the language of Accept-Language."""

    type: str
    title: str
    status: Annotated[int, Meta(ge=400, le=599)]
    detail: str
    rows: list[WrongRow] = []


class ProblemError(Exception):
    """A request that is not carried out. Nothing of it has been stored."""

    def __init__(
        self, code: Code, rows: list[WrongRow] | None = None, *, instead: str = "", **values: object
    ) -> None:  # fmt: skip
        """instead: of the usual detail, a sentence that is in the user's language already."""
        super().__init__(code)
        self.code, self._instead = code, instead
        self.status = SAID[code][0]
        self._rows, self._values = rows or [], values

    def said(self) -> Problem:
        """It in the language in use."""
        status, title, detail = SAID[self.code]
        return Problem(type=f"urn:gatepost:problem:{self.code}", title=tr(title), status=status,
                       detail=self._instead or tr(detail, **self._values), rows=self._rows)  # fmt: skip

    @property
    def headers(self) -> dict[str, str]:
        """What belongs beside it (RFC 6750, 3; RFC 6585, 4; RFC 9110, 15.6.4)."""
        if self.code == "token":
            return {"WWW-Authenticate": 'Bearer realm="gatepost"'}
        if self.code == "scope":
            return {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{self._values["scope"]}"'}
        if self.code == "often":
            return {"Retry-After": str(self._values["seconds"])}
        return {"Retry-After": "10"} if self.code == "unable" else {}


def status_of(code: Code) -> int:
    """The status that belongs to a code."""
    return SAID[code][0]
