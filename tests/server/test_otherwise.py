"""Whatever ends a block before its end, what it began is undone, and the end goes on."""

import pytest

from app.server.sql.otherwise import otherwise


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_it_is_undone_and_goes_on(error: type[BaseException]) -> None:
    undone: list[str] = []
    with pytest.raises(error), otherwise(lambda: undone.append("undone")):
        raise error
    assert undone == ["undone"]


def test_what_came_to_its_end_stays() -> None:
    undone: list[str] = []

    def work() -> int:
        with otherwise(lambda: undone.append("undone")):
            return 1

    assert (work(), undone) == (1, [])


def test_what_goes_wrong_in_undoing_hides_nothing() -> None:
    def undo() -> None:
        raise OSError

    with pytest.raises(OSError) as caught, otherwise(undo):  # noqa: PT011 - the very one
        raise ValueError
    assert isinstance(caught.value.__context__, ValueError)
