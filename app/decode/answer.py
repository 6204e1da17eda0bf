"""What a search for codes came to; it travels from the worker process to the program."""

from dataclasses import dataclass

from app.decode.symbol import Symbol

FRAME = 1280 * 720
"""Pixels of the frame whose reading by zxing-cpp is the unit of every cost."""


@dataclass(frozen=True, slots=True)
class Answer:
    """symbols: without colours. boxes: how many codes were seen, read or not. spent: CPU, in readings of a frame.
    wanted: what the next look must be allowed to spend to come to a new try."""

    symbols: list[Symbol]
    boxes: int
    spent: float
    wanted: float = 0.0
