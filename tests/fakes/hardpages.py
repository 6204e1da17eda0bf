"""Travel cards and health codes of invented people, and the webcam that sees them badly: small, tilted, under glare."""

import random
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import cv2
import numpy as np
import qrcode
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

WIDTH, HEIGHT = 540, 1170
FRAME = (720, 1280)
INK = {"green": (30, 165, 80), "yellow": (242, 182, 24), "orange": (250, 125, 32), "red": (212, 42, 50)}
CODES = {"green": "绿码", "yellow": "黄码", "red": "红码"}
CARDS = {"green": "绿", "yellow": "黄", "orange": "橙", "red": "红"}
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎段雷钱汤陶"  # noqa: E501
CITIES = [
    "吉林省长春市",
    "吉林省吉林市",
    "吉林省四平市",
    "吉林省松原市",
    "吉林省白城市",
    "辽宁省大连市",
    "辽宁省鞍山市",
    "黑龙江省大庆市",
    "北京市",
    "上海市",
    "重庆市",
    "河北省石家庄市",
    "山西省太原市",
    "江苏省南京市",
    "江苏省苏州市",
    "浙江省宁波市",
    "安徽省合肥市",
    "福建省厦门市",
    "江西省南昌市",
    "山东省青岛市",
    "河南省洛阳市",
    "湖北省宜昌市",
    "湖南省长沙市",
    "广东省广州市",
    "广东省东莞市",
    "四川省绵阳市",
    "贵州省贵阳市",
    "云南省昆明市",
    "陕西省延安市",
    "甘肃省兰州市",
]
DOSES = ("未接种", "已完成全程接种", "已完成加强免疫接种")
RESULTS = ("阴性", "阴性", "阴性", "阳性", "暂无核酸检测记录")
DARK, GREY, LIGHT, WHITE = (42, 42, 46), (104, 104, 110), (158, 158, 164), (255, 255, 255)


PER_MM = 260 / 70
"""Pixels to a millimetre of a phone that is 70 mm wide."""
TILT = 1.0
"""Degrees."""
WANDER = 38
"""Pixels by which a reflection wanders over a page that tilts by a degree: its lamp 2 m away, the camera 0.35 m, it
goes 2 * tilt / (1 / 0.35 m + 1 / 2 m)."""
VEIL = 20
"""Grey levels that the room's light adds to every place of the screen."""


@dataclass(frozen=True)
class Shown:
    """A page, (HEIGHT, WIDTH, 3) blue-green-red, and the truth about it in the form of a folder's truth.json."""

    page: np.ndarray
    truth: dict[str, Any] = field(default_factory=dict)


@cache
def _font(size, bold):
    name = "NotoSansSC-Bold.ttf" if bold else "NotoSansSC-Regular.ttf"
    with (files("resources") / "fonts" / name).open("rb") as file:
        return ImageFont.truetype(file, size)


class _Pen:
    def __init__(self, paper):
        self.canvas = Pictures.new("RGB", (WIDTH, HEIGHT), paper)
        self.draw = ImageDraw.Draw(self.canvas)

    def text(self, x, y, text, size, ink, bold=False):
        """Written from `x`, or centred where that is None, its letters' middle at `y`."""
        at, anchor = (WIDTH / 2, "mm") if x is None else (x, "lm")
        self.draw.text((at, y), text, fill=ink, font=_font(size, bold), anchor=anchor)
        return self.draw.textlength(text, font=_font(size, bold))

    def card(self, top, bottom):
        self.draw.rounded_rectangle((25, top, 514, bottom), 16, fill=WHITE)

    def bar(self, chance, ink):
        self.text(30, 38, f"{chance.randrange(24):02}:{chance.randrange(60):02}", 20, ink, bold=True)
        self.text(445, 38, f"4G {chance.randrange(20, 99)}%", 18, ink)

    def pixels(self):
        return np.ascontiguousarray(np.asarray(self.canvas)[:, :, ::-1])


def _second(chance, separator):
    day = separator.join(("2022", f"{chance.randrange(1, 13):02}", f"{chance.randrange(1, 29):02}"))
    return f"{day} {chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}"


def travel_card(seed):
    """The national travel card of somebody invented."""
    chance = random.Random(seed)
    color = chance.choice(("green",) * 7 + tuple(CARDS))
    cities = chance.sample(CITIES, chance.choice((1, 1, 1, 2, 2, 3, 4)))
    starred = [chance.random() < 0.5 for _ in cities] if chance.random() < 0.3 else [False] * len(cities)
    prefix = chance.choice(("139", "150", "180", "187", "151", "186", "138", "177", "133"))
    phone = f"{prefix}****{chance.randrange(10000):04}"
    at, days = _second(chance, "."), chance.choice((14, 14, 7))
    pen = _Pen((242, 243, 246))
    pen.draw.rectangle((0, 0, WIDTH, 106), fill=WHITE)
    pen.bar(chance, (20, 20, 20))
    pen.text(None, 78, "通信行程卡", 24, (10, 10, 10), bold=True)
    pen.draw.rectangle((0, 106, WIDTH, 281), fill=(58, 116, 222))
    pen.text(None, 168, "通信大数据行程卡", 38, WHITE, bold=True)
    pen.text(None, 222, "疫情防控，人人有责", 23, (220, 230, 250))
    pen.card(261, 1063)
    pen.draw.rounded_rectangle((25, 261, 514, 330), 16, fill=INK[color])
    pen.draw.rectangle((25, 321, 514, 340), fill=WHITE)
    pen.text(None, 292, f"请收下{CARDS[color]}色行程卡", 24, WHITE, bold=True)
    pen.text(None, 363, f"{phone}的动态行程卡", 26, DARK, bold=True)
    pen.text(None, 408, f"更新于：{at}", 23, GREY)
    pen.draw.ellipse((156, 447, 384, 675), fill=tuple((one + 510) // 3 for one in INK[color]))
    pen.draw.ellipse((170, 461, 370, 661), fill=INK[color])
    pen.draw.polygon([(270, 495), (326, 567), (293, 567), (293, 628), (247, 628), (247, 567), (214, 567)], fill=WHITE)
    text = f"您于前{days}天内到达或途经：" + "，".join(
        city + "*" * star for city, star in zip(cities, starred, strict=True)
    )
    if any(starred):
        text += "（注：*表示当前该城市存在中风险或高风险地区，并不表示用户实际到访过这些中高风险地区。）"
    for row, line in enumerate(_wrapped(pen.draw, text, 22, 436)):
        pen.text(52, 729 + 32 * row, line, 22, DARK)
    pen.draw.line((42, 881, 498, 881), fill=(225, 225, 228))
    for y, line in ((910, f"结果包含您在前{days}天内到访的国家（地区）与停留4小"), (938, "时以上的国内城市"),
                    (968, "色卡仅对到访地作提醒，不关联健康状况")):  # fmt: skip
        pen.text(52, y, line, 18, LIGHT)
    pen.text(None, 1099, "本服务联合提供 中国信通院 中国电信 中国移动 中国联通", 16, LIGHT)
    pen.text(None, 1129, "客服热线：10000/10086/10010", 16, LIGHT)
    truth = {"kind": "travel-card", "phone": phone, "time": at, "color": color, "days": days, "cities": cities,
             "star": starred}  # fmt: skip
    return Shown(pen.pixels(), truth)


def _wrapped(draw, text, size, width):
    lines = [""]
    for one in text:
        if draw.textlength(lines[-1] + one, font=_font(size, False)) > width:
            lines.append("")
        lines[-1] += one
    return lines


def health_code(seed):
    """Jilin's health code page of somebody invented."""
    chance = random.Random(seed)
    color = chance.choice(("green", "green", "green", "yellow", "red"))
    name = chance.choice(SURNAMES) + "*" * chance.choice((1, 1, 1, 2))
    ending = f"{chance.randrange(1000):03}{chance.choice('0123456789012345678X')}"
    number = f"220{chance.randrange(1, 9)}" + "*" * 10 + ending
    at, result = _second(chance, "-"), chance.choice(RESULTS)
    tested = None if "暂无" in result else _second(chance, "-")[:16]
    dose = chance.choice(DOSES)
    pen = _Pen((230, 242, 240))
    pen.draw.rectangle((0, 0, WIDTH, 110), fill=(36, 104, 204))
    pen.bar(chance, (225, 235, 250))
    pen.text(None, 80, "吉祥码", 25, WHITE, bold=True)
    pen.card(128, 786)
    pen.text(56, 167, f"姓名：{name}", 24, (10, 10, 10), bold=True)
    pen.text(56, 205, f"证件号码：{number}", 21, GREY)
    pen.text(None, 264, at, 33, (10, 10, 10), bold=True)
    code = qrcode.QRCode(box_size=1, border=0, error_correction=qrcode.constants.ERROR_CORRECT_H)
    code.add_data(f"JL{chance.getrandbits(320):080X}")
    modules = np.array(code.get_matrix())
    picture = np.where(modules[..., None], INK[color], WHITE).astype(np.uint8)
    pen.canvas.paste(Pictures.fromarray(picture).resize((325, 325), Pictures.Resampling.NEAREST), (107, 320))
    pen.text(None, 701, CODES[color], 36, INK[color], bold=True)
    hint = "凭此码可在吉林省范围内通行" if color == "green" else "请配合防疫管理措施"
    pen.text(None, 746, hint, 20, GREY)
    pen.card(804, 1068)
    pen.text(56, 842, "核酸检测结果", 22, DARK)
    pen.text(56, 885, result, 30, INK["red" if result == "阳性" else "green"], bold=True)
    if tested:
        pen.text(56, 929, f"检测时间：{tested}", 22, DARK)
        pen.text(56, 962, "检测机构：长春市测试医学检验实验室", 20, LIGHT)
    pen.text(56, 1009, f"疫苗接种：{dose}", 22, DARK)
    pen.text(None, 1107, "吉林省卫生健康委员会 吉林省政务服务和数字化建设管理局", 16, LIGHT)
    truth = {"kind": "health-code", "name": name, "id": number, "time": at, "color": color, "cn": CODES[color],
             "result": result, "test_time": tested, "dose": dose}  # fmt: skip
    return Shown(pen.pixels(), truth)


def hard(page, seed):
    """One frame of a lying webcam: the phone 260 pixels across, tilted, in a cast of colour, blurred, under glare.

    Width and strength of the glare, the veil of light over all and the blur were compared with hard pictures that were
    not drawn here, so that about as much is read of one frame as of one of those.

    Seeds that differ only in their last two digits are frames of one scene, about 0.2 s apart.
    """
    scene, hand = random.Random(seed // 100), _Hand(seed)
    quad = _held(scene, hand)
    framed = cv2.copyMakeBorder(page, 32, 32, 14, 14, cv2.BORDER_CONSTANT, value=(16, 16, 16))
    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32) * (framed.shape[1], framed.shape[0])
    matrix = cv2.getPerspectiveTransform(np.asarray(corners, np.float32), quad)
    wall = np.linspace(scene.uniform(25, 120), scene.uniform(75, 190), FRAME[1], dtype=np.float32)
    picture = np.repeat(np.repeat(wall[None, :, None], FRAME[0], axis=0), 3, axis=2)
    small = cv2.GaussianBlur(framed, (0, 0), 0.8).astype(np.float32)
    cv2.warpPerspective(small, matrix, FRAME[::-1], picture, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    picture = cv2.GaussianBlur(picture, (0, 0), scene.uniform(0.82, 1.02))
    picture *= np.array([scene.uniform(0.84, 1.06) for _ in range(3)], np.float32)
    picture = picture + VEIL + _spot(scene, hand, quad)[..., None]
    noise = np.random.default_rng(seed).normal(0, 8, FRAME).astype(np.float32)
    picture += cv2.GaussianBlur(noise, (0, 0), 0.54)[..., None]
    seen = np.clip(picture, 0, 255).astype(np.uint8)
    return cv2.imdecode(cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 92])[1], cv2.IMREAD_COLOR)


class _Hand:
    """How a hand that holds a phone out departs from rest in one frame of a scene.

    Assumed: root mean square 3 mm of sway and 1 degree of tilt and turn, most of it slow: what the hand does in one
    frame goes on in the next (correlation 0.7).
    """

    def __init__(self, seed):
        chance = random.Random(seed // 100 + 0.5)
        self.sway, self.tilt, self.turn = np.zeros(2), np.zeros(2), 0.0
        for number in range(seed % 100 + 1):
            keep, new = (0.7, 0.51**0.5) if number else (0.0, 1.0)
            draw = [chance.gauss(0, 1) for _ in range(5)]
            self.sway = keep * self.sway + new * 3 * PER_MM * np.array(draw[:2])
            self.tilt = keep * self.tilt + new * TILT * np.array(draw[2:4])
            self.turn = keep * self.turn + new * draw[4]


def _held(scene, hand):
    """The phone's corners in the frame."""
    middle = np.array((scene.uniform(560, 720), scene.uniform(335, 375)))
    half = np.array([(-130, -278), (130, -278), (130, 278), (-130, 278)], float)
    angle = np.deg2rad(scene.uniform(-11, 11) + hand.turn)
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    tilt = np.array([(scene.uniform(-14, 14), scene.uniform(-10, 10)) for _ in half])
    nearer = 1 + (half @ np.deg2rad(hand.tilt)) / (350 * PER_MM)
    return ((half * nearer[:, None]) @ turn.T + middle + tilt + hand.sway).astype(np.float32)


def _spot(scene, hand, quad):
    """A lamp's reflection on the phone: it stays where it is when the phone moves, and wanders when that tilts."""
    across, along = scene.random(), scene.uniform(0.1, 0.75)
    top, low = quad[0] + (quad[1] - quad[0]) * across, quad[3] + (quad[2] - quad[3]) * across
    x, y = top + (low - top) * along - hand.sway + WANDER * hand.tilt
    width, strength = scene.uniform(55, 75), scene.uniform(70, 118)
    ys, xs = np.mgrid[0 : FRAME[0], 0 : FRAME[1]].astype(np.float32)
    return strength * np.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (2 * width**2))
