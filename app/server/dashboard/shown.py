"""How values stand on a page: times of the campus, how long ago, numbers in groups, differences of clocks."""

from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from app.clock import campus
from app.i18n import tr

_SVG = files("resources") / "icons"


def when(moment: datetime, now: datetime) -> Markup:
    """A time as people read it: the clock's today, the day with it on any other day."""
    there, here = campus(moment), campus(now)
    text = f"{there:%H:%M:%S}" if there.date() == here.date() else f"{there:%m-%d %H:%M}"
    if there.year != here.year:
        text = f"{there:%Y-%m-%d %H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(there.isoformat(timespec="seconds"), text)


def planned(moment: datetime, now: datetime) -> Markup:
    """A time that somebody set, with its day."""
    there = campus(moment)
    text = f"{there:%m-%d %H:%M}" if there.year == campus(now).year else f"{there:%Y-%m-%d %H:%M}"
    return Markup('<time datetime="{}">{}</time>').format(there.isoformat(timespec="seconds"), text)


def last_day(end: datetime) -> str:
    """The last day of what ends at the end of one."""
    return campus(end - timedelta(seconds=1)).date().isoformat()


def ago(moment: datetime, now: datetime) -> str:
    """How long ago, in one unit; a moment ahead of our clock is just now."""
    gone = max(now - moment, timedelta())
    if gone < timedelta(minutes=1):
        return tr("刚刚")
    if gone < timedelta(hours=1):
        return tr("{count} 分钟前", count=gone // timedelta(minutes=1))
    if gone < timedelta(days=1):
        return tr("{count} 小时前", count=gone // timedelta(hours=1))
    return tr("{count} 天前", count=gone.days)


def grouped(number: int) -> str:
    """12,345"""
    return f"{number:,}"


def clock(offset_ms: int) -> str:
    """By how much a station's clock is behind (+) or ahead (-) of the centre's, in words."""
    seconds = abs(offset_ms) / 1000
    if seconds < 1:
        return tr("一致")
    if seconds < 120:
        said = tr("{count} 秒", count=round(seconds))
    elif seconds < 7200:
        said = tr("{count} 分钟", count=round(seconds / 60))
    else:
        said = tr("{count} 小时", count=f"{seconds / 3600:,.1f}")
    return tr("慢 {much}", much=said) if offset_ms > 0 else tr("快 {much}", much=said)


@cache
def icon(name: str) -> Markup:
    """One of resources/icons, which says nothing that the words beside it do not say."""
    svg = (_SVG / f"{name}.svg").read_text(encoding="utf-8")
    quiet = svg.replace('class="', 'aria-hidden="true" focusable="false" class="icon ', 1)
    return Markup(quiet)  # noqa: S704 - a file of ours
