"""The status line while a full outbox is sent: how many are left, and how long."""

import pytest

from ui.widgets.statusline import PostStatus, StatusLine


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (PostStatus("东门", "open", unsent=99_500, sending=True, seconds_left=43.0), "正在上传，还剩 99,500，约 43 秒"),
        (
            PostStatus("东门", "open", unsent=9500, sending=True, seconds_left=610.0),
            "正在上传，还剩 9,500，约 10 分钟",
        ),
        (PostStatus("东门", "open", unsent=500, sending=True), "正在上传，还剩 500"),
        (PostStatus("东门", "open", unsent=0, sending=True, seconds_left=0.0), "待上传 0"),
        (PostStatus("东门", "open", unsent=7, problem="连不上"), "离线，待上传 7（— 起）"),
        (PostStatus("东门", "open"), "单机运行"),
    ],
    ids=["seconds", "minutes", "unknown", "done", "away", "alone"],
)
def test_how_many_and_how_long(qtbot, status, words):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_status(status)
    assert line._unsent.full == words
