"""A campus code as a picture that the program reads again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.codes.campus_key import make
from app.codes.campus_picture import write_code
from app.codes.campus_sign import sign
from app.decode.picture import load
from app.decode.still import read_still
from app.errors import UserError


def test_what_is_written_is_read(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    payload = sign("2019000001", "林晓彤", make(), not_before=now, not_after=now + timedelta(days=1))
    write_code(payload, tmp_path / "校园码.png")
    (symbol,) = read_still(load(tmp_path / "校园码.png"))
    assert (symbol.text, symbol.color) == (payload, "black")


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不能写入"):
        write_code("GP1:", tmp_path / "missing" / "code.png")
