"""kill -9 of real posts and real centres at random moments: everything that was shown as written arrives once."""

import os
from pathlib import Path

import pytest

from tests.sync.killing import kill_many

KILLS = 12


@pytest.mark.skipif(os.name != "posix", reason="sudden death is sent as a signal")
def test_posts_and_centres_that_are_killed(tmp_path: Path) -> None:
    toll = kill_many(tmp_path, KILLS)
    assert toll.kills.total() >= KILLS
    assert len(toll.written) > KILLS
    assert toll.fine, toll
