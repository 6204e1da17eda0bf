"""Pages as phones show them, drawn by ourselves, and a webcam that looks at them."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 540, 1140
INK = {
    "green": (28, 162, 74), "yellow": (236, 190, 24), "orange": (240, 120, 16), "red": (214, 40, 44),
    "black": (20, 20, 24), "grey": (140, 140, 146), "white": (255, 255, 255), "blue": (36, 98, 210),
}  # fmt: skip
WORDS = {"green": "绿", "yellow": "黄", "orange": "橙", "red": "红"}

Row = tuple[str, int, str]
"""Text, height of its letters, ink."""


@cache
def _font(size):
    with (files("resources") / "fonts" / "NotoSansSC-Regular.ttf").open("rb") as file:
        return ImageFont.truetype(file, size)


def page(title: str, rows: Sequence[Row | None], color: str = "", disc_after: int = -1) -> np.ndarray:
    """A page with a blue title bar and rows below it; a disc in `color` after the row `disc_after`."""
    canvas = Pictures.new("RGB", (WIDTH, HEIGHT), (248, 249, 252))
    pen = ImageDraw.Draw(canvas)
    pen.rectangle((0, 0, WIDTH, 110), fill=INK["blue"])
    pen.text((WIDTH / 2, 75), title, fill=INK["white"], font=_font(28), anchor="mm")
    y = 150
    for number, row in enumerate(rows):
        if row:
            text, size, ink = row
            pen.text((36, y), text, fill=INK[ink], font=_font(size))
            y += round(size * 1.75)
        else:
            y += 24
        if number == disc_after:
            pen.ellipse((WIDTH / 2 - 110, y, WIDTH / 2 + 110, y + 220), fill=INK[color])
            y += 250
    return np.ascontiguousarray(np.asarray(canvas)[:, :, ::-1])


def travel_card(phone="139****4321", at="2022.08.19 09:39:10", color="green", days=14, places=("吉林省长春市",)):
    note = "（注：*表示当前该城市存在中风险或高风险地区）" if any("*" in one for one in places) else ""
    text = f"您于前{days}天内到达或途经：" + "，".join(places) + note
    return page(
        "通信大数据行程卡",
        [
            (f"请收下{WORDS[color]}色行程卡", 24, color),
            (f"{phone}的动态行程卡", 24, "black"),
            (f"更新于：{at}", 22, "grey"),
            *((text[start : start + 20], 22, "black") for start in range(0, len(text), 20)),
        ],
        color,
        disc_after=2,
    )


def report(name="测*", at="2022-10-01 08:30", result="阴性"):
    return page(
        "核酸检测报告",
        [
            (f"姓名：{name}", 26, "black"),
            ("证件号码：2201**********0018", 24, "black"),
            (f"采样时间：{at}", 24, "black"),
            ("检测时间：2022-10-01 19:05", 24, "black"),
            (f"检测结果：{result}", 26, "black"),
            ("检测机构：长春市测试医学检验实验室", 24, "black"),
        ],
    )


def phone(drawn: np.ndarray) -> np.ndarray:
    """The page in its dark frame."""
    return cv2.copyMakeBorder(drawn, 26, 26, 14, 14, cv2.BORDER_CONSTANT, value=(16, 14, 14))


def webcam(drawn, *, across=280, angle=6.0, blur=0.6, noise=4.0, glare=0.0, seed=0, size=(1280, 720)):
    """A frame of `size` with the phone in it, `across` pixels wide, turned by `angle` degrees."""
    chance = np.random.default_rng(seed)
    framed = phone(drawn)
    height, width = framed.shape[:2]
    scale = across / width
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale)
    matrix[:, 2] += np.array([size[0] / 2 - width / 2, size[1] / 2 - height / 2]) + chance.uniform(-12, 12, 2)
    small = cv2.GaussianBlur(framed, (0, 0), max(0.3, 0.4 / scale))
    frame = np.full((size[1], size[0], 3), (104, 100, 98), np.uint8)
    cv2.warpAffine(small, matrix, size, frame, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT)
    light = cv2.GaussianBlur(frame, (0, 0), blur).astype(np.float32)
    if glare:
        ys, xs = np.mgrid[0 : size[1], 0 : size[0]]
        x, y = chance.uniform(size[0] * 0.42, size[0] * 0.58), chance.uniform(size[1] * 0.25, size[1] * 0.75)
        light += (glare * np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (2 * 70.0**2)))[..., None]
    return np.clip(light + chance.normal(0, noise, light.shape), 0, 255).astype(np.uint8)
