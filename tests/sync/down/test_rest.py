"""Pauses in long work: none before a piece is done, a part of its time behind it; and an interpreter handed on soon."""

import sys

import pytest

from app.sync.down.rest import LEAST, PIECE, SHARE, TURN, Rest, sharing


def test_it_rests_behind_every_piece_and_for_a_part_of_its_time():
    now, rested = [0.0], []
    rest = Rest(lambda: now[0], rested.append)
    for worked in (PIECE / 3, PIECE / 3, PIECE, 0.06, 10.0, PIECE / 2):
        now[0] += worked
        rest()
    assert rested == [max(LEAST, PIECE * 5 / 3 / SHARE), pytest.approx(0.06 / SHARE), pytest.approx(0.1 / SHARE)]


def test_others_get_the_interpreter_sooner_until_it_is_over():
    before = sys.getswitchinterval()
    with pytest.raises(KeyError), sharing():
        raise KeyError
    assert sys.getswitchinterval() == before
    with sharing():
        assert sys.getswitchinterval() == pytest.approx(TURN, abs=1e-5)
    assert sys.getswitchinterval() == before
