"""What Today says in words: by when, how long that is, where it is done, what comes next."""

from datetime import datetime

from app.clock import campus, campus_day
from app.dormitory.today.item import Item, Today
from app.i18n import mark, tr

SCREENS = {
    "dormitory": mark("公寓"), "night": mark("查寝"), "verify": mark("待核实"), "reports": mark("上报"),
    "medical": mark("医务"), "observation": mark("留观"),
}  # fmt: skip


def due_word(one: Item, now: datetime) -> str:
    """By when: the time, with the day where that is another."""
    if one.due is None:
        return tr("随时")
    due = campus(one.due)
    return f"{due:%H:%M}" if campus_day(now) == due.date() else f"{due:%m-%d %H:%M}"


def left_word(one: Item, now: datetime) -> str:
    """How long that still is, or for how long it has been over."""
    if one.due is None:
        return ""
    minutes = int((one.due - now).total_seconds() // 60)
    if minutes < 0:
        return tr("已超时 {time}", time=lasts(-minutes))
    return tr("还有 {time}", time=lasts(minutes))


def lasts(minutes: int) -> str:
    if minutes < 60:
        return tr("{count} 分钟", count=minutes)
    if minutes < 24 * 60:
        return tr("{hours} 小时 {minutes} 分", hours=minutes // 60, minutes=minutes % 60)
    return tr("{days} 天", days=minutes // (24 * 60))


def where_word(one: Item) -> str:
    return tr(SCREENS[one.lead.screen])


def summary(today: Today) -> str:
    """How many things, and how many of them are over their time."""
    many = sum(one.more or 1 for one in today.items)
    return tr("{count} 件，{overdue} 件已超时", count=many, overdue=today.overdue) if many else ""


def next_words(today: Today) -> str:
    """What comes next, and when; empty where nothing does."""
    if today.next is None:
        return ""
    at = campus(today.next.at)
    when = f"{at:%H:%M}" if at.date() == campus_day(today.now) else f"{at:%m-%d %H:%M}"
    return tr("接下来：{at} {what}", at=when, what=today.next.say())
