"""`gatepost server user`: the first administrator, and whoever was locked out."""

import json

import pytest

from app.cli.main import main


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def run(*words: str, pin: str | None = "246813") -> tuple[int, str, str]:
        if pin is None:
            monkeypatch.delenv("GATEPOST_PIN", raising=False)
        else:
            monkeypatch.setenv("GATEPOST_PIN", pin)
        status = main(["server", "user", *words])
        return status, *capsys.readouterr()

    return run


def test_the_first_administrator_is_made_and_listed(said) -> None:
    assert said("add", "周明", "administrator")[0] == 0
    assert said("add", "李四", "guard")[0] == 0
    status, out, _ = said("list", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(line["name"], line["role"], line["disabled"]) for line in lines] == [
        ("周明", "administrator", False), ("李四", "guard", False),
    ]  # fmt: skip
    assert "周明\t管理员\t可登录" in said("list")[1]


def test_a_second_time_gives_another_role_but_never_ends_the_last_administrator(said) -> None:
    said("add", "周明", "administrator")
    status, _, errors = said("add", "周明", "guard")
    assert (status, "最后一个管理员" in errors) == (1, True)
    assert said("add", "周明", "administrator", pin="another password")[0] == 0


@pytest.mark.parametrize(
    ("words", "pin", "status"),
    [(("add", "周明", "administrator"), "1234", 1), (("add", "周明"), "246813", 2), (("add",), "246813", 2),
     (("add", " ", "guard"), "246813", 2), (("add", "周明", "guard"), None, 2)],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_sentence(said, words: tuple[str, ...], pin: str | None, status: int) -> None:
    given, out, errors = said(*words, pin=pin)
    assert (given, out) == (status, "")
    assert len(errors.splitlines()) == 1
    assert said("list")[1] == ""
