"""A body is read as its kind, whichever way it is read."""

import dataclasses
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.registry import kinds
from app.server import reading
from app.server.counts.what import what

PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 60), st.floats(30, 45), st.text(max_size=5), st.just([]),
    st.sampled_from(["in", "out", "admit", "refuse", "2022-04-10T06:48:00+08:00", "negative", "positive", "20220001"]),
)  # fmt: skip


@given(st.sampled_from(sorted(kinds())), st.data())
def test_a_struct_takes_what_the_record_takes_and_says_the_same(kind: str, data: st.DataObject) -> None:
    type_ = kinds()[kind].type
    names = [one.name for one in dataclasses.fields(type_)]
    body: dict[str, Any] = data.draw(st.dictionaries(st.sampled_from([*names, "from the future"]), PLAIN))
    text = json.dumps(body).encode()
    try:
        right = msgspec.json.decode(text, type=type_)
    except msgspec.ValidationError:
        with pytest.raises(msgspec.ValidationError):
            reading._decoder(kind).decode(text)
        return
    read = reading._decoder(kind).decode(text)
    assert msgspec.to_builtins(read) == msgspec.to_builtins(right)
    assert what(read, type_) == what(right, type_)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_lines_and_parts_are_read_too(kind: str) -> None:
    """Everything of a kind, with one line of every list."""
    type_ = kinds()[kind].type
    schema = msgspec.json.schema(type_)
    body = _sample(schema, schema["$defs"][type_.__name__])
    right = msgspec.json.decode(json.dumps(body), type=type_)
    assert msgspec.to_builtins(reading._decoder(kind).decode(json.dumps(body))) == msgspec.to_builtins(right)


def _sample(schema: dict[str, Any], one: dict[str, Any]) -> Any:
    """Some value of a JSON schema."""
    if "$ref" in one:
        one = schema["$defs"][one["$ref"].rpartition("/")[2]]
    if "enum" in one:
        return one["enum"][0]
    if "anyOf" in one:
        return _sample(schema, next(other for other in one["anyOf"] if other.get("type") != "null"))
    if "pattern" in one:
        return ""
    if one["type"] == "object":
        return {name: _sample(schema, other) for name, other in one.get("properties", {}).items()}
    if one["type"] == "array":
        return [_sample(schema, one["items"])] if "items" in one else []
    simple = {"string": "2022-04-10T06:48:00+08:00", "integer": 1, "boolean": True}
    return simple.get(one["type"], max(one.get("minimum", 36.5), 36.5))
