"""Constrained decoding against every path written out, and on strips that spell something clearly."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.pages import ctc


def every_way(steps, allowed, pauses):
    """The weight of all paths, and of those through each slot and letter: one by one."""
    slots, letters = allowed.shape
    states = [("pause", at) for at in range(slots + 1)]
    states += [(at, letter) for at in range(slots) for letter in range(letters) if allowed[at, letter]]
    total, through = 0.0, np.zeros(allowed.shape)
    for path in itertools.product(states, repeat=len(steps)):
        if path[0] not in {("pause", 0), *((0, letter) for letter in range(letters))}:
            continue
        if path[-1] not in {("pause", slots), *((slots - 1, letter) for letter in range(letters))}:
            continue
        if not all(follows(one, other) for one, other in itertools.pairwise(path)):
            continue
        weight = 1.0
        for at, state in enumerate(path):
            weight *= pauses[at, state[1]] if state[0] == "pause" else max(steps[at, 2 + state[1]], 1e-6)
        total += weight
        for at, letter in {state for state in path if state[0] != "pause"}:
            through[at, letter] += weight
    return total, through / total


def follows(one, other):
    if one == other:
        return True
    if one[0] == "pause":
        return other[0] == one[1]
    if other[0] == "pause":
        return other[1] == one[0] + 1
    return other[0] == one[0] + 1 and other[1] != one[1]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 5))
def test_it_adds_up_exactly_the_ways_that_there_are(seed, length):
    steps = np.random.default_rng(seed).dirichlet(np.ones(4), length).astype(np.float32)
    allowed = np.array([[True, False], [True, True]])
    letters = np.maximum(steps[:, 2:].astype(float), 1e-6)
    total, through = every_way(steps, allowed, ctc._pauses(steps, letters, [None]))
    found = ctc.fit(steps, allowed, [None])
    assert np.allclose(found.slots, through)
    assert np.isclose(found.cost, np.log(steps.max(axis=1)).sum() - np.log(total))
    assert np.isclose(ctc.cost(steps, allowed, [None]), found.cost)


def spelt(text, alphabet, sure=0.9):
    """Steps of a strip that shows `text` with a blank after each letter."""
    rows = []
    for one in text:
        rest = (1 - sure) / len(alphabet)
        rows.append([rest, 0, *(sure if letter == one else rest for letter in alphabet)])
        rows.append([1, 0, *[0] * len(alphabet)])
    return np.array(rows, np.float32)


@given(st.text("0123456789", min_size=1, max_size=14))
def test_what_is_clearly_there_is_read_and_costs_little(text):
    steps = spelt(text, "0123456789")
    found = ctc.fit(steps, np.ones((len(text), 10), bool), [None] * (len(text) - 1))
    assert "".join("0123456789"[one] for one in found.slots.argmax(axis=1)) == text
    assert found.cost < 0.1 * len(text)


def test_what_may_not_stand_there_is_not_read():
    steps = spelt("7", "0123456789", sure=0.6)
    allowed = np.array([[one in "012" for one in "0123456789"]])
    found = ctc.fit(steps, allowed, [])
    assert found.slots[0, 7] == 0
    assert found.cost > 1
