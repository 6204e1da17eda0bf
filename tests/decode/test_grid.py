"""A symbol's structure: what any encoder draws is taken apart to the codewords, and put right however it is damaged."""

import numpy as np
import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st

from app.decode.grid import blocks, correct, galois, information, layout, masks, reedsolomon, render
from app.decode.grid.information import Format, Level
from app.decode.grid.layout import Soft

LEVELS: dict[Level, int] = {"L": 1, "M": 0, "Q": 3, "H": 2}
CORNERS = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def drawn(data: bytes, version: int | None, level: Level, mask: int | None = None) -> Soft:
    """A code's modules by the encoder of the tests, +1 and -1."""
    made = qrcode.QRCode(version=version, error_correction=LEVELS[level], mask_pattern=mask, border=0)
    made.add_data(data, optimize=0)
    made.make(fit=version is None)
    return np.where(np.array(made.get_matrix()), 1, -1).astype(np.float32)


@pytest.mark.parametrize("version", range(1, 41))
def test_every_version_is_laid_out_as_encoders_draw_it(version: int) -> None:
    modules = drawn(b"v%d" % version, version, "Q", version % 8)
    known = layout.function_patterns(version)
    assert (modules[known != 0] == known[known != 0]).all()
    assert information.likely_formats(modules, version)[0] == (Format("Q", version % 8), 1.0)
    assert information.version_agreement(modules, version) == (1.0 if version >= 7 else 0.0)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("version", range(1, 41))
def test_the_blocks_of_every_version_and_level_are_codewords(version: int, level: Level) -> None:
    mask = (version + LEVELS[level]) % 8
    bits = drawn(b"blocks", version, level, mask)[tuple(layout.data_modules(version))] * masks.mask_signs(version, mask)
    words = np.packbits(bits[: len(bits) // 8 * 8] > 0)
    parity = blocks.parity_of(version, level)
    places = blocks.blocks_of(version, level)
    assert sorted(np.concatenate(places)) == list(range(len(words)))
    for block in places:
        assert not any(galois.values(reversed(words[block].tobytes()), range(parity)))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_errors_and_erasures_are_put_right_up_to_what_the_parity_allows(data: st.DataObject) -> None:
    version, level = 4, data.draw(st.sampled_from(sorted(LEVELS)))
    bits = drawn(data.draw(st.binary(min_size=1, max_size=20)), version, level, 0)[tuple(layout.data_modules(version))]
    words = np.packbits(bits * masks.mask_signs(version, 0) > 0)
    whole, parity = words[blocks.blocks_of(version, level)[0]].tobytes(), blocks.parity_of(version, level)
    erased = data.draw(st.integers(0, parity))
    wrong = data.draw(st.integers(0, (parity - erased) // 2))
    places = data.draw(st.permutations(range(len(whole))))[: erased + wrong]
    damaged = bytearray(whole)
    for place in places:
        damaged[place] ^= data.draw(st.integers(1, 255))
    assert reedsolomon.corrected(bytes(damaged), parity, places[:erased]) == whole


@pytest.mark.parametrize(
    "payload",
    [b"hello", b"0123456789" * 4, b"HTTPS://EXAMPLE.CN/A-1", "张三 计算机学院".encode("gb18030"), bytes(range(120))],
)
def test_a_damaged_symbol_gives_the_exact_bytes(payload: bytes) -> None:
    """A patch of a tenth of its area is covered, and each module elsewhere is uncertain."""
    whole = drawn(payload, None, "Q")
    side = len(whole)
    version = (side - 17) // 4
    seen = whole * np.random.default_rng(1).uniform(0.3, 1, whole.shape)
    seen[side // 2 : side // 2 + side // 4, side // 2 : side // 2 + side // 3] = 0
    symbol = correct.printed(seen.astype(np.float32), version)
    assert symbol is not None
    assert (symbol == whole).mean() > 0.99  # but for remainder bits, which mean nothing
    assert [one.data for one in render.read(symbol, CORNERS)] == [payload]


def test_more_than_errors_may_cover_is_read_when_it_is_known_to_be_covered() -> None:
    whole = drawn(b"a glare that is seen as such", 5, "Q")
    seen = whole * 0.9
    seen[10:24, 18:37] = 0
    flipped = seen.copy()
    flipped[10:24, 18:37] = 0.9
    assert correct.printed(seen.astype(np.float32), 5) is not None
    assert correct.printed(flipped.astype(np.float32), 5) is None


@given(st.integers(0, 2**32 - 1), st.integers(1, 10), st.sampled_from(information.FORMATS))
@settings(max_examples=150, deadline=None)
def test_noise_under_true_function_patterns_is_never_a_symbol(seed: int, version: int, form: Format) -> None:
    modules = correct.blank(version, form)
    noise = np.random.default_rng(seed).normal(0, 0.6, modules.shape).clip(-1, 1).astype(np.float32)
    assert correct.printed(np.where(modules == 0, noise, modules * 0.9).astype(np.float32), version) is None


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_two_symbols_mixed_module_by_module_are_one_of_them_or_nothing(seed: int) -> None:
    chance = np.random.default_rng(seed)
    one, two = (drawn(chance.bytes(12).hex().encode(), 3, "M", 2) for _ in range(2))
    share = chance.uniform(0, 1)
    mixed = np.where(chance.random(one.shape) < share, one, two) * chance.uniform(0.2, 1, one.shape)
    symbol = correct.printed(mixed.astype(np.float32), 3)
    assert symbol is None or (symbol == one).mean() > 0.99 or (symbol == two).mean() > 0.99
