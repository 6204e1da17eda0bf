"""Rows of print held against drawn letters: found where they lie, and told apart where glare has thinned them."""

from functools import cache
from importlib.resources import files

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from app.pages import digits, forms, laid, looks, shapes, surname, template
from app.pages.look import CERTAIN
from app.pages.values import SURNAMES
from tests.pages.test_closely import NAMES, shown

DIGITS = "0123456789"
SHIPPED = {one.name: one for one in template.shipped()}
NUMBER = next(one for one in SHIPPED["jilin"].field if one.name == "id_number")
LABEL = "证件号码："


@cache
def font(size, bold):
    face = files("resources") / "fonts" / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"
    with face.open("rb") as file:
        return ImageFont.truetype(file, size)


def printed(text, *, size=26, bold=False, blur=2.4, glare=None, slope=0.0, noise=0.01):
    """A strip of a page, 0 for white to 1 for black, with `text`. glare: around which pixel, how much it takes."""
    canvas = Pictures.new("L", (640, 60), 0)
    ImageDraw.Draw(canvas).text((40, 30), text, fill=150, font=font(size, bold), anchor="lm")
    ink = cv2.GaussianBlur(np.asarray(canvas, np.float32) / 255, (0, 0), blur)
    turned = cv2.getRotationMatrix2D((320, 30), slope, 1)
    ink = cv2.warpAffine(ink, turned, (640, 60), flags=cv2.INTER_CUBIC)
    if glare:
        middle, taken = glare
        ink = np.maximum(ink - taken * np.exp(-(((np.arange(640) - middle) / 120) ** 2)), 0)
    return (ink + np.random.default_rng(1).normal(0, noise, ink.shape)).clip(0, 1).astype(np.float32)


@pytest.mark.parametrize(("size", "bold"), [(22, False), (26, True), (33, False)])
def test_a_text_is_found_with_its_size_and_weight(size, bold):
    text = (*"更新于：", *[DIGITS] * 4)
    found = laid.find(printed("更新于：2036", size=size, bold=bold), size, [text])
    assert found.alike > 0.7
    assert found.face.bold == bold
    best = [DIGITS[int(one.argmax())] for one in shapes.chances(found, range(4, 8))]
    assert best == list("2036")


def test_nothing_is_found_on_white_paper():
    found = laid.find(printed("", noise=0.0), 26, [(*"更新于：", *[DIGITS] * 4)])
    assert found.alike == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("value", ["2203**********8599", "2208**********4245", "2206**********109X"])
@pytest.mark.parametrize("slope", [-0.6, 0.6])
def test_a_number_whose_middle_glare_has_thinned(value, slope):
    row = looks.Looks(printed(LABEL + value, glare=(300, 0.25), slope=slope), 24, LABEL)
    form = next(one for one in forms.forms(NUMBER) if one.hidden == (4, 10))
    found = row.digits(form)
    assert "".join("0123456789X"[int(one.argmax())] for one in found) == value.replace("*", "")


def test_a_row_that_glare_has_taken_looks_like_no_number():
    row = looks.Looks(printed(LABEL + "2203**********8599", glare=(300, 3.0)), 24, LABEL)
    assert row.digits(forms.forms(NUMBER)[0]) is None


@pytest.mark.parametrize("name", ["秦*", "沈**", "蒋**", "范*"])
def test_a_bold_name_out_of_focus_and_its_asterisks(name):
    surnames, stars = looks.Looks(printed("姓名：" + name, bold=True, blur=2.8), 26, "姓名：").name()
    assert SURNAMES[int(surnames.argmax())] == name[0]
    assert int(stars.argmax()) + 1 == name.count("*")


def test_looks_that_contradict_the_recogniser_leave_doubt():
    field = next(one for one in SHIPPED["jilin"].field if one.name == "updated_at")
    told = [shown("2022-05-2420:24:27", digits.ALPHABET)]
    other = np.full((14, 11), 0.001)
    other[range(14), [int(one) for one in "20270524202427"]] = 0.99
    assert min(digits.read(field, told, lambda form: None).sure) >= CERTAIN
    assert min(digits.read(field, told, lambda form: other).sure) < CERTAIN


def test_asterisks_that_look_like_two_are_never_surely_one():
    two = np.array([0.001, 0.999])
    same = np.array([float(one == "钱") for one in SURNAMES])
    read = surname.read([shown("钱*", NAMES)], lambda: (same, two))
    assert read.value in {"钱*", "钱**"}
    assert min(read.sure) < CERTAIN


def test_one_asterisk_is_sure_only_if_it_looks_like_one():
    same = np.array([float(one == "钱") for one in SURNAMES])
    told = [shown("钱*", NAMES, sure=0.99)]
    assert min(surname.read(told, lambda: (same, np.array([0.999, 0.001]))).sure) >= CERTAIN
    assert min(surname.read(told, lambda: None).sure) < CERTAIN
