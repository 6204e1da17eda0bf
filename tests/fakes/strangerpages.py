"""Screenshots of three pages that no shipped template describes: a campus pass, a province's card, a table of tests.

School, province, laboratory and people are invented. Drawn as phones of 2022 show them, 1080 x 2340 pixels.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1080, 2340
MIDDLE = WIDTH // 2
BLUE, GREEN, YELLOW, RED = (23, 92, 214), (18, 158, 82), (240, 186, 20), (212, 38, 44)
PAPER, WHITE, INK, GREY, LINE = (242, 244, 248), (255, 255, 255), (28, 30, 36), (120, 124, 132), (214, 218, 224)


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    with (files("resources") / "fonts" / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf").open("rb") as file:
        return ImageFont.truetype(file, size)


class _Screen:
    def __init__(self, header: tuple[int, int, int], title: str, ink: tuple[int, int, int] = WHITE) -> None:
        self.picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.pen = ImageDraw.Draw(self.picture)
        self.box(0, 0, WIDTH, 250, header)
        self.say(70, 50, "8:31", 36, ink, "lm")
        self.say(1010, 50, "5G  76%", 36, ink, "rm")
        self.say(50, 170, "＜", 52, ink, "lm")
        self.say(MIDDLE, 170, title, 54, ink, "mm", bold=True)

    def say(self, x, y, text, size, ink=INK, anchor="lm", *, bold=False) -> None:
        self.pen.text((x, y), text, fill=ink, font=_font(size, bold), anchor=anchor)

    def box(self, left, top, right, bottom, fill, round_by=0) -> None:
        self.pen.rounded_rectangle((left, top, right, bottom), round_by, fill=fill)

    def pixels(self) -> np.ndarray:
        """Rows of BGR."""
        return np.ascontiguousarray(np.asarray(self.picture)[:, :, ::-1])


def campus_pass(
    allowed: bool = True,
    name: str = "苏禾",
    number: str = "Q2021030417",
    college: str = "农学与食品学院",
    now: str = "2022-10-08 08:31:27",
    until: str = "2022-10-08 23:00",
) -> np.ndarray:
    """A campus app's pass: avatar, a large badge, labels to the left and values to the right, a running clock."""
    screen = _Screen(BLUE, "青禾大学 · 电子出入证")
    screen.box(50, 300, 1030, 2080, WHITE, 32)
    screen.pen.ellipse((440, 350, 640, 550), fill=LINE)
    screen.pen.ellipse((505, 390, 575, 460), fill=WHITE)
    screen.pen.chord((465, 470, 615, 620), 180, 360, fill=WHITE)
    for row, (label, value) in enumerate((("姓名", name), ("学号", number), ("学院", college))):
        screen.say(110, 640 + 110 * row, label, 46, GREY)
        screen.say(970, 640 + 110 * row, value, 46, anchor="rm")
        screen.box(110, 694 + 110 * row, 970, 696 + 110 * row, LINE)
    screen.box(150, 1030, 930, 1430, GREEN if allowed else RED, 40)
    screen.say(MIDDLE, 1225, "允许通行" if allowed else "禁止通行", 130, WHITE, "mm", bold=True)
    screen.say(MIDDLE, 1540, now, 68, anchor="mm", bold=True)
    screen.say(MIDDLE, 1640, f"有效期至 {until}", 42, GREY, "mm")
    screen.box(110, 1740, 970, 1742, LINE)
    screen.say(MIDDLE, 1830, "请主动向门岗出示本页面", 40, GREY, "mm")
    screen.say(MIDDLE, 1910, "截图无效，转借无效", 40, GREY, "mm")
    screen.say(MIDDLE, 2220, "青禾大学保卫处", 38, GREY, "mm")
    return screen.pixels()


RISK = {"green": ("低风险", GREEN), "yellow": ("中风险", YELLOW), "red": ("高风险", RED)}


def province_card(
    color: str = "green",
    name: str = "欧阳*",
    identity: str = "530*************23",
    now: str = "2022年10月08日 08:31:27",
    test: str = "阴性",
    sampled: str = "10月07日 09:12",
    doses: str = "加强针已接种",
) -> np.ndarray:
    """A province's card in words of its own: the colour is a band over the whole width, the time has 年月日."""
    screen = _Screen(WHITE, "岭西健康卡", INK)
    risk, paint = RISK[color]
    screen.say(70, 340, "持卡人", 44, GREY)
    screen.say(300, 340, name, 50, bold=True)
    screen.say(70, 430, "证件号", 44, GREY)
    screen.say(300, 430, identity, 46)
    screen.box(0, 510, WIDTH, 860, paint)
    screen.say(MIDDLE, 620, f"当前等级：{risk}", 76, WHITE, "mm", bold=True)
    screen.say(MIDDLE, 760, now, 64, WHITE, "mm")
    screen.box(50, 930, 1030, 1560, WHITE, 28)
    screen.say(100, 1010, "近期核酸", 50, bold=True)
    rows = (("结论", test), ("采样于", sampled), ("出具单位", "岭西省溪口市人民医院"))
    for row, (label, value) in enumerate(rows):
        screen.say(100, 1130 + 120 * row, label, 44, GREY)
        screen.say(360, 1130 + 120 * row, value, 46)
    screen.say(100, 1490, "接种情况", 44, GREY)
    screen.say(360, 1490, doses, 46)
    screen.say(MIDDLE, 1760, "本卡由岭西省数字政务中心签发", 40, GREY, "mm")
    screen.say(MIDDLE, 1840, "凭卡通行时请配合测温", 40, GREY, "mm")
    return screen.pixels()


Sample = tuple[str, str, str]
"""Sampled at, reported at, result, as the table shows them."""
SAMPLES: tuple[Sample, ...] = (
    ("2022-10-08 07:40", "2022-10-08 19:22", "阴性"),
    ("2022-10-07 08:05", "2022-10-07 20:10", "阴性"),
    ("2022-10-06 07:55", "2022-10-06 18:48", "阴性"),
)
COLUMNS = (130, 385, 715, 970)


def laboratory_table(
    samples: Sequence[Sample] = SAMPLES, name: str = "林小禾", identity: str = "4401**********0021"
) -> np.ndarray:
    """A laboratory's report: whose it is, and a table with a row for each sample, which begins with its number."""
    screen = _Screen((0, 128, 128), "禾城检验 · 我的报告")
    screen.say(MIDDLE, 340, "新冠病毒核酸检验报告单", 60, anchor="mm", bold=True)
    for row, (label, value) in enumerate((("受检者：", name), ("证件：", identity), ("实验室：", "禾城医学检验中心"))):
        screen.say(70, 460 + 90 * row, label + value, 46)
    top, height = 760, 130
    screen.box(40, top, 1040, top + height, (214, 236, 236))
    for middle, text in zip(COLUMNS, ("次数", "采样时间", "报告时间", "结论"), strict=True):
        screen.say(middle, top + height // 2, text, 42, anchor="mm", bold=True)
    for number, sample in enumerate(samples, 1):
        y = top + height * number
        screen.box(40, y, 1040, y + height, WHITE)
        screen.box(40, y + height - 2, 1040, y + height, LINE)
        for middle, text in zip(COLUMNS, (f"第{number}次", *sample), strict=True):
            screen.say(middle, y + height // 2, text, 36, anchor="mm")
    screen.say(70, top + height * (len(samples) + 1) + 80, "方法：荧光PCR法  样本：咽拭子", 40, GREY)
    screen.say(MIDDLE, 2240, "结论仅对本次样本负责", 38, GREY, "mm")
    return screen.pixels()
