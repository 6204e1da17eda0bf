"""What stands in a line for a time, and what is said of words that are none: see app.typedtime."""

from app.i18n import mark

WHEN_HINT = mark("空着为现在；或 7:30、昨天 22:10")
NO_TIME = mark("时间请写成 7:30、昨天 22:10 或 11-21 7:30")
