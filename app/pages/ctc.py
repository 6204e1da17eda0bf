"""What a strip of print may say, given what must stand there: connectionist temporal classification, constrained.

The network gives for every narrow step of a strip how likely each character is (Graves et al. 2006). Its likeliest text
is only one of the ways through them; here all ways that spell something allowed are added up, so that a faint digit is
weighed against the other digits that may stand at its place and not against thousands of Chinese characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Steps: TypeAlias = NDArray[np.float32]
"""(steps, 2 + letters): how likely a blank is, any character that is not asked for, and each letter of an alphabet."""
Plane: TypeAlias = NDArray[np.float64]

BLANK, OTHER, FIRST = 0, 1, 2
_FLOOR = 1e-6
"""Likelihood that is left to everything: the network is never as sure as it says."""
_AROUND, _WITHIN = 0.2, 0.02
"""What a character costs that stands before or behind what is looked for, and one that stands in between."""


@dataclass(frozen=True)
class Fit:
    """How well what must stand there explains a strip.

    slots: (slots, letters), how likely each letter is in each slot. cost: how much less likely, in nats, the best way
    that is allowed is than the best of all; 0 where the network's own text is one of the allowed.
    """

    slots: Plane
    cost: float


def fit(steps: Steps, allowed: NDArray[np.bool_], between: Sequence[NDArray[np.bool_] | None]) -> Fit:
    """All ways to spell one allowed letter in every slot, in order, with anything around them.

    allowed: (slots, letters). between: for every pause between two slots the letters that may stand in it without cost,
    None where nothing but what is not asked for may.
    """
    letters = np.maximum(steps[:, FIRST:].astype(np.float64), _FLOOR)
    pauses = _pauses(steps, letters, between)
    forward = _forward(letters, allowed, pauses)
    slots = _entered(letters, allowed, forward, _backward(letters, allowed, pauses))
    return Fit(slots / np.maximum(slots.sum(axis=1, keepdims=True), 1e-300), _cost(steps, forward))


def _cost(steps: Steps, forward: list["_Front"]) -> float:
    ended = float(forward[-1].slots[-1].sum() + forward[-1].pauses[-1])
    said = sum(float(np.log(one.scale)) for one in forward) + float(np.log(max(ended, 1e-300)))
    return float(np.log(np.maximum(steps.max(axis=1), _FLOOR)).sum()) - said


def _pauses(steps: Steps, letters: Plane, between: Sequence[NDArray[np.bool_] | None]) -> Plane:
    """(steps, slots + 1): how likely it is that a step belongs to what stands before, between or behind the slots."""
    blank = np.maximum(steps[:, BLANK].astype(np.float64), _FLOOR)
    other = steps[:, OTHER].astype(np.float64)
    outside = blank + _AROUND * other + _WITHIN * letters.sum(axis=1)
    inside = [blank + _WITHIN * other + (0.0 if one is None else letters[:, one].sum(axis=1)) for one in between]
    return np.stack([outside, *inside, outside], axis=1)


@dataclass(frozen=True)
class _Front:
    """At one step the likelihood of all ways to it, or of all that follow it, by slot and letter and by pause."""

    slots: Plane
    pauses: Plane
    scale: float = 1.0


def _start(allowed: NDArray[np.bool_]) -> _Front:
    pauses = np.zeros(len(allowed) + 1)
    pauses[0] = 1.0
    return _Front(np.zeros(allowed.shape), pauses)


def _forward(letters: Plane, allowed: NDArray[np.bool_], pauses: Plane) -> list[_Front]:
    front = _start(allowed)
    found = []
    for letter, quiet in zip(letters, pauses, strict=True):
        slots = (front.slots + _into(front)) * letter * allowed
        silent = (front.pauses + np.concatenate(([0.0], front.slots.sum(axis=1)))) * quiet
        total = float(slots.sum() + silent.sum())
        front = _Front(slots / total, silent / total, total)
        found.append(front)
    return found


def _into(front: _Front) -> Plane:
    """What enters each slot with each letter: from the pause before it, or straight from another letter before it."""
    before = np.vstack([np.zeros(front.slots.shape[1]), front.slots[:-1]])
    entering: Plane = front.pauses[:-1, None] + before.sum(axis=1, keepdims=True) - before
    return entering


def _backward(letters: Plane, allowed: NDArray[np.bool_], pauses: Plane) -> list[_Front]:
    slots, silent = np.zeros(allowed.shape), np.zeros(len(allowed) + 1)
    slots[-1], silent[-2:] = 1.0, (0.0, 1.0)
    found = [_Front(slots, silent)]
    for letter, quiet in zip(letters[:0:-1], pauses[:0:-1], strict=True):
        inside, quieter = slots * letter * allowed, silent * quiet
        whole = inside.sum(axis=1)
        after = np.vstack([whole[1:, None] - inside[1:], np.zeros((1, inside.shape[1]))])
        slots, silent = inside + quieter[1:, None] + after, quieter + np.append(whole, 0.0)
        total = float(slots.sum() + silent.sum())
        slots, silent = slots / total, silent / total
        found.append(_Front(slots, silent))
    return found[::-1]


def _entered(letters: Plane, allowed: NDArray[np.bool_], forward: list[_Front], backward: list[_Front]) -> Plane:
    """(slots, letters): the part of all ways that spell that letter in that slot."""
    before = _start(allowed)
    total = np.zeros(allowed.shape)
    for letter, here, follows in zip(letters, forward, backward, strict=True):
        entering = _into(before) * letter * allowed / here.scale
        every = (here.slots * follows.slots).sum() + (here.pauses * follows.pauses).sum()
        total += entering * follows.slots / max(float(every), 1e-300)
        before = here
    return total


def cost(steps: Steps, allowed: NDArray[np.bool_], between: Sequence[NDArray[np.bool_] | None]) -> float:
    """The cost alone of a `fit`, at a third of its price."""
    letters = np.maximum(steps[:, FIRST:].astype(np.float64), _FLOOR)
    return _cost(steps, _forward(letters, allowed, _pauses(steps, letters, between)))
