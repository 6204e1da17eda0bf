"""Mutations of valid examples without a tool: what a bad camera, a bad printer and a bad person do to a code."""

import random
from collections.abc import Iterator, Sequence

INTERESTING = (
    b"\x00", b"\xff" * 8, b"\x80", b"\r\n", b'"', b"{", b"[" * 64, b"\x9f" * 32, b"e999", b"-1", b"9" * 400, b"%00",
    b"\xe2\x80\xae",
)  # fmt: skip


def mutations(seeds: Sequence[bytes], count: int, longest: int, number: int = 1) -> Iterator[bytes]:
    """The seeds themselves, then `count` mutations, always the same for the same `number`."""
    chance = random.Random(number)
    yield from seeds
    for _ in range(count):
        data = chance.choice(seeds) if seeds else b""
        for _ in range(chance.randint(1, 3)):
            data = chance.choice(_WAYS)(data, chance)
        yield data[:longest]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[:end] + data[start:end] + data[end:]


def _without(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randint(1, 8) :]


def _with(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(INTERESTING) + data[at:]


def _replaced(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randint(1, 8)) + data[at + 4 :]


_WAYS = (_flipped, _flipped, _cut, _doubled, _without, _with, _replaced)
