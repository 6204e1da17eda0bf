"""Whom somebody means by a number, a name, pinyin initials or a room: exactly one person, or nobody."""

from app.errors import UserError
from app.i18n import tr
from app.policy.person import Person
from app.station.local import LocalPost

SHOWN = 4
"""So many of those who may be meant are named."""


def one_person(post: LocalPost, text: str) -> Person:
    """UserError where that is nobody, or several: then it names them."""
    text = text.strip()
    found = post.find_people(text, 50) if text else []
    exact = [one for one in found if text in (one.number, one.name)] or found
    if not exact:
        raise UserError(tr("人员名单中没有“{text}”。请核对，或先导入名单。", text=text))
    if len(exact) > 1:
        some = "、".join(f"{one.name} {one.number}" for one in exact[:SHOWN])
        raise UserError(tr("“{text}”不止一人：{some}。请写学工号。", text=text, some=some))
    return exact[0]
