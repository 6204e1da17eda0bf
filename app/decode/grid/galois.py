"""Arithmetic of bytes in the field GF(256) of QR codes, polynomial 0x11D, generator 2 (ISO/IEC 18004:2015, 7.5.2).

A polynomial is a list of coefficients, the lowest power first.
"""

from collections.abc import Iterable

import numpy as np

_EXP = [1] * 510
for _power in range(1, 510):
    _EXP[_power] = _EXP[_power - 1] << 1
    if _EXP[_power] > 255:
        _EXP[_power] ^= 0x11D
_LOG = [0] * 256
for _power in range(255):
    _LOG[_EXP[_power]] = _power
_EXPS, _LOGS = np.array(_EXP[:255], np.uint8), np.array(_LOG, np.int64)


def power(exponent: int) -> int:
    """2 to the power of `exponent`."""
    return _EXP[exponent % 255]


def multiply(a: int, b: int) -> int:
    return _EXP[_LOG[a] + _LOG[b]] if a and b else 0


def divide(a: int, b: int) -> int:
    """`b` must not be 0."""
    return _EXP[_LOG[a] - _LOG[b] + 255] if a else 0


def product(a: list[int], b: list[int], length: int | None = None) -> list[int]:
    """Of two polynomials; only its first `length` coefficients where a length is given."""
    full = len(a) + len(b) - 1
    result = [0] * (full if length is None else min(full, length))
    for i, one in enumerate(a):
        for j, other in enumerate(b[: len(result) - i] if i < len(result) else ()):
            result[i + j] ^= multiply(one, other)
    return result


def values(polynomial: Iterable[int], exponents: Iterable[int]) -> list[int]:
    """The value of `polynomial` at 2 to the power of each of `exponents`."""
    coefficients = np.fromiter(polynomial, np.int64)
    powers = np.flatnonzero(coefficients)
    logs = np.fromiter(exponents, np.int64)[:, None] * powers + _LOGS[coefficients[powers]]
    return [int(value) for value in np.bitwise_xor.reduce(_EXPS[logs % 255], axis=1)]


def value(polynomial: list[int], at: int) -> int:
    """The value of `polynomial` at `at`."""
    result = 0
    for coefficient in reversed(polynomial):
        result = multiply(result, at) ^ coefficient
    return result
