"""What stands in a line for a time, and what is said of words that are none: see app.typedtime."""

from app.i18n import mark

WHEN_HINT = mark("空着为现在；或 7:30、昨天 22:10")
NO_TIME = mark("时间请写成 7:30、昨天 22:10 或 11-21 7:30")
START_HINT = mark("空着为现在；或 18:00、明天 6:00")
NO_START = mark("时间请写成 18:00、明天 6:00 或 4-17 6:00。")
GONE_START = mark("这个时间已经过去。现在就启用请空着；明天请写成 明天 6:00。")
END_HINT = mark("几天，如 7；或 4-17 18:00")
NO_END = mark("请写几天，如 7；或写到何时，如 4-17（含当天）、4-17 18:00。")
SPAN_HINT = mark("4-10，或 4-10 6:48")
NO_BOUND = mark("时间请写成 4-10、4-10 6:48 或 昨天 6:48。")
