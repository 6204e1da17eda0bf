"""`gatepost page`: a template is tried on pictures by somebody who does not program."""

import cv2
import msgspec
import numpy as np
import pytest

from app.cli import page
from app.cli.main import main
from tests.fakes.ocr import Dead, Told
from tests.pages.test_template import CAMPUS


class Quiet(Told):
    state = "ready"

    def stop(self):
        """Nothing runs."""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "ours.toml").write_text(CAMPUS, encoding="utf-8")
    cv2.imwrite(str(tmp_path / "page.png"), np.full((900, 500, 3), 255, np.uint8))
    return tmp_path


def tried(files, monkeypatch, ocr, *more):
    monkeypatch.setattr(page, "Engine", lambda: ocr)
    return main(["--home", str(files), "page", str(files / "ours.toml"), str(files / "page.png"), *more])


def test_every_anchor_and_field_is_told(files, monkeypatch, capsys):
    assert tried(files, monkeypatch, Quiet("平安校园", "学号：20221234"), "--json") == 0
    said = msgspec.json.decode(capsys.readouterr().out)
    assert [one["found"] for one in said["anchors"]] == [True, True]
    assert [(one["name"], one["value"], one["doubtful"]) for one in said["fields"]] == [("number", "20221234", False)]
    assert [one["text"] for one in said["rows"]] == ["平安校园", "学号：20221234"]
    assert said["claim"]["holder"]["number"] == "20221234"


def test_another_page_shows_what_was_read_of_it(files, monkeypatch, capsys):
    assert tried(files, monkeypatch, Quiet("今日菜单", "红烧肉")) == 1
    said = capsys.readouterr().out
    assert "✗ 平安校园" in said
    assert "红烧肉" in said


def test_an_ocr_that_does_not_run_is_one_sentence(files, monkeypatch, capsys):
    dead = Dead()
    dead.state, dead.stop = "unavailable", lambda: None
    assert tried(files, monkeypatch, dead) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_bad_template_is_one_sentence_with_its_line(files, capsys):
    (files / "ours.toml").write_text(CAMPUS.replace("anchors", "ancors"), encoding="utf-8")
    assert main(["--home", str(files), "page", str(files / "ours.toml"), "x.png"]) == 1
    assert "5" in capsys.readouterr().err


def test_without_a_picture_it_is_wrong_use(files):
    assert main(["--home", str(files), "page"]) == 2
    assert main(["--home", str(files), "page", str(files / "ours.toml")]) == 2


def test_the_list_names_shipped_and_own(files, capsys):
    (files / "pages").mkdir()
    (files / "pages" / "ours.toml").write_text(CAMPUS, encoding="utf-8")
    assert main(["--home", str(files), "page", "--list", "--json"]) == 0
    rows = [msgspec.json.decode(one) for one in capsys.readouterr().out.splitlines()]
    assert [one["name"] for one in rows if one["own"]] == ["our-app"]
    assert {"travel-card", "jilin"} <= {one["name"] for one in rows}
