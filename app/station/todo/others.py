"""What other duties have for the officer: the medical duty room, and those who are observed."""

from collections.abc import Iterator
from datetime import timedelta

from app.dormitory.observe.due import Due
from app.dormitory.observe.watched import Watched
from app.dormitory.observe.words import due_word, where_word
from app.dormitory.today.item import Item, Lead
from app.i18n import tr
from app.station.observation import ObservationPost
from app.station.todo.look import Look


def medical(look: Look) -> Iterator[Item]:
    """Those whom the gate or a round sent and nobody has in hand, in one line; not who, and not why. Whoever has just
    been sent is still on the way."""
    if not look.post.may("medical.read"):
        return
    came = [one.came for one in look.post.patients.worklist() if one.phase == "referred" and one.came]
    if came:
        due = min(came) + timedelta(minutes=look.plan.medical.within_minutes)
        yield Item("medical", due, Lead("medical"), lambda: tr("校医务室：{count} 人等候", count=len(came)))


def observed(look: Look) -> Iterator[Item]:
    """What is due of everybody who is observed in these buildings, or lives there."""
    if not look.post.may("observation.read"):
        return
    for one in ObservationPost(look.post).watched():
        if one.number in look.numbers or one.stay.room.partition("/")[0] in look.buildings:
            yield from (_observed(one, due) for due in one.due)


def _observed(one: Watched, due: Due) -> Item:
    return Item(
        f"observe-{due.what}", due.until, Lead("observation", "", due.what, one.number),
        lambda: tr("留观 {where}：{what}", where=where_word(one), what=due_word(due)),
    )  # fmt: skip
