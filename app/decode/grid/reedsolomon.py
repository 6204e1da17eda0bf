"""Reed-Solomon codewords put right: errors, and erasures, which cost half as much (ISO/IEC 18004:2015, 7.5.2, annex B).

Berlekamp and Massey's algorithm on the syndromes, begun with the locator of the erasures; Forney's for the values.
"""

from collections.abc import Sequence

from app.decode.grid import galois


def corrected(block: bytes, parity: int, erased: Sequence[int] = ()) -> bytes | None:
    """The one codeword that differs from `block` in the `erased` places and, with e of them erased, in at most
    (parity - e) // 2 others; None where there is none. `block` ends in `parity` bytes of error correction.
    """
    syndromes = galois.values(reversed(block), range(parity))
    if not any(syndromes):
        return block
    if len(erased) > parity:
        return None
    locator = _locator(syndromes, [len(block) - 1 - place for place in erased])
    degree = len(locator) - 1
    places = [n for n, value in enumerate(galois.values(locator, range(0, -len(block), -1))) if not value]
    if len(places) != degree or 2 * degree - len(erased) > parity:
        return None
    result = _with_values(block, syndromes, locator, places)
    return result if _is_codeword(result, parity) else None


def _is_codeword(block: bytes, parity: int) -> bool:
    return not any(galois.values(reversed(block), range(parity)))


def _locator(syndromes: list[int], erased: list[int]) -> list[int]:
    """The polynomial whose roots are the inverses of 2**n for each wrong place n, counted from the block's end."""
    current = [1]
    for place in erased:
        current = galois.product(current, [1, galois.power(place)])
    previous, length = current, len(erased)
    for step in range(len(erased), len(syndromes)):
        previous = [0, *previous]
        discrepancy = 0
        for n, coefficient in enumerate(current[: step + 1]):
            discrepancy ^= galois.multiply(coefficient, syndromes[step - n])
        if not discrepancy:
            continue
        changed = _sum(current, galois.product([discrepancy], previous))
        if 2 * length <= step + len(erased):
            length = step + 1 - length + len(erased)
            previous = [galois.divide(coefficient, discrepancy) for coefficient in current]
        current = changed
    while len(current) > 1 and not current[-1]:
        current.pop()
    return current


def _with_values(block: bytes, syndromes: list[int], locator: list[int], places: list[int]) -> bytes:
    """`block` with the errors at `places` taken out."""
    evaluator = galois.product(syndromes, locator, len(syndromes))
    slope = [coefficient if n % 2 == 0 else 0 for n, coefficient in enumerate(locator[1:])]
    result = bytearray(block)
    for place in places:
        inverse = galois.power(-place)
        under = galois.value(slope, inverse)
        if under:
            numerator = galois.multiply(galois.power(place), galois.value(evaluator, inverse))
            result[len(block) - 1 - place] ^= galois.divide(numerator, under)
    return bytes(result)


def _sum(a: list[int], b: list[int]) -> list[int]:
    longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
    return [one ^ other for one, other in zip(longer, [*shorter, *[0] * (len(longer) - len(shorter))], strict=True)]
