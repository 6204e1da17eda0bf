"""Lists of places held against drawn letters: rows are followed, names broken over two are read, stars are counted."""

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from app.pages import laid, regions, written
from tests.pages.test_looks import font as drawn_font

LABEL = "您于前14天内到达或途经："
NOTE = "（注：*表示当前该城市"
SIZE, WIDE, PITCH = 28, 560, 41


def wrapped(text, font: ImageFont.FreeTypeFont):
    rows = [""]
    for one in text:
        if font.getlength(rows[-1] + one) > WIDE:
            rows.append("")
        rows[-1] += one
    return rows


def block(text, *, glare=None):
    """A block of rows, dark is 1, out of focus and noisy. glare: around which pixel, how much it takes."""
    font = drawn_font(SIZE, False)
    canvas = Pictures.new("L", (648, 230), 0)
    pen = ImageDraw.Draw(canvas)
    for number, row in enumerate(wrapped(text, font)):
        pen.text((44, 40 + PITCH * number), row, fill=200, font=font, anchor="lm")
    ink = cv2.GaussianBlur(np.asarray(canvas, np.float32) / 255, (0, 0), 2.6)
    if glare:
        (x, y), taken = glare
        down, right = np.mgrid[0:230, 0:648]
        ink = np.maximum(ink - taken * np.exp(-((right - x) ** 2 + (down - y) ** 2) / (2 * 90.0**2)), 0)
    noise = np.random.default_rng(3).normal(0, 0.012, ink.shape)
    dark = (ink + noise).clip(0, 1).astype(np.float32)
    label = laid.find(dark, 27, [tuple(LABEL)])
    return written.block(label, WIDE / SIZE * laid.EM, NOTE)


def names(read):
    return [regions.names()[number] + "*" * star for number, star in read.names]


@pytest.mark.parametrize(
    "places", [["北京市"], ["辽宁省沈阳市", "广东省深圳市"], ["天津市", "陕西省西安市", "北京市", "山东省济南市"]]
)
def test_a_list_is_read_as_far_as_it_goes(places):
    best = block(LABEL + "，".join(places)).lists[0]
    assert names(best) == places


@pytest.mark.parametrize("between", ["、", " ", "　"])
@pytest.mark.parametrize("places", [["江苏省苏州市"], ["天津市", "陕西省西安市", "北京市", "山东省济南市"]])
def test_places_may_be_parted_by_other_marks_or_by_blanks(places, between):
    assert names(block(LABEL + between.join(places)).lists[0]) == places


def test_which_of_several_places_have_a_star():
    shown = ["云南省昆明市*", "贵州省贵阳市", "上海市*"]
    text = LABEL + "，".join(shown) + NOTE + "存在中风险或高风险地区，并不表示用户实际到访过这些中高风险地区。）"
    assert names(block(text).lists[0]) == shown


def test_a_name_under_glare_is_told_from_others_like_it():
    shown = ["江苏省南京市", "浙江省宁波市"]
    best = block(LABEL + "，".join(shown), glare=((300, 60), 0.35)).lists[0]
    assert names(best) == shown


def test_a_list_is_scored_as_it_was_found():
    read = block(LABEL + "吉林省长春市，上海市")
    best = read.lists[0]
    assert read.score(best.names) == pytest.approx(best.score)
    assert read.score(best.names[:1]) < best.score
