"""How long ago, in the words people use."""

from datetime import timedelta

from app.i18n import tr


def ago(passed: timedelta) -> str:
    """ "12 分钟前": minutes under an hour, hours under two days, then days."""
    minutes = int(passed.total_seconds() // 60)
    if minutes < 1:
        return tr("刚刚")
    if minutes < 60:
        return tr("{n} 分钟前", n=minutes)
    if minutes < 48 * 60:
        return tr("{n} 小时前", n=minutes // 60)
    return tr("{n} 天前", n=minutes // (24 * 60))
