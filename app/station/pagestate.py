"""What a post tells of its reading of pages: to a window, which shows it, and to whoever reads along."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.codes.claim import ClaimKind
from app.i18n import mark
from app.pages.phone import Quad

NOBODY = mark("请先确认身份，再识别页面。")
NO_PICTURE = mark("摄像头没有画面，不能识别页面。请目视核验。")
NOTHING = mark("没有认出页面。请把手机拿正、拿稳再识别一次，或目视核验。")

Doing: TypeAlias = Literal["idle", "waiting", "reading", "read", "failed", "missing"]


@dataclass(frozen=True, slots=True)
class PageState:
    """doing: `waiting` for frames after the guard's key, `reading` them, `read` a page (of this `kind`), or `failed`;
    `missing`: this machine cannot read any.

    outline: the corners of the page that is being read, (4, 2) in the picture's pixels, where they are known.
    notice: a sentence for the guard with what to do next, as i18n knows it; empty where there is nothing to say.
    """

    doing: Doing
    outline: Quad | None = None
    kind: ClaimKind | None = None
    notice: str = ""


IDLE = PageState("idle")
