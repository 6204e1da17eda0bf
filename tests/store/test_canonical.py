"""The quick way to canonical JSON is never another text than RFC 8785's."""

import hashlib

import msgspec
import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from app.store import canonical
from app.store.chain import Frame, frame_hash

texts = st.text(st.characters(exclude_categories=["Cs"]))
leaves = st.one_of(
    st.none(), st.booleans(), texts, st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([36.0, -0.0, 1e-5, 1e-7, 1e16, 1e21, 1e22, 123456789012345680.0, 5e-324, 0.1 + 0.2]),
)  # fmt: skip
documents = st.dictionaries(
    texts, st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=5), max_size=3
)


@given(documents)
@example({"\U00010000": 1, "\uffff": 2})
@example({"a": [1e16, 36.0], "b": "1.0,", "c": {"e5": 5e-324}})
def test_it_is_rfc_8785(document):
    assert canonical.dumps(document) == rfc8785.dumps(document)


@given(documents)
def test_what_was_stored_and_read_back_is_the_same(document):
    assert canonical.dumps(msgspec.json.decode(msgspec.json.encode(document))) == canonical.dumps(document)


@pytest.mark.parametrize("value", [2**53, -(2**60), "\ud800"])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(ValueError, match=r".+"):
        canonical.dumps({"x": value})


@given(
    st.builds(
        Frame,
        *[texts] * 6,
        st.floats(min_value=0, allow_nan=False, allow_infinity=False),
        *[texts] * 3,
        st.integers(0, 2**53 - 1),
    )
)
def test_a_frame_is_hashed_as_canonical_json(frame):
    assert frame_hash(frame) == hashlib.sha256(canonical.dumps(msgspec.structs.asdict(frame))).digest()
