"""The API described for anyone, from the protocol's own types."""

from typing import Any

import msgspec
from fastapi import FastAPI

from app.sync import protocol
from app.sync.down import protocol as down

_TYPES = (
    protocol.Batch, protocol.Record, protocol.Answer, protocol.Position, protocol.EnrolRequest, protocol.EnrolReply,
    protocol.TokenRequest, protocol.TokenReply, protocol.Refusal, down.Page, down.Row, down.Seal, down.Handed,
)  # fmt: skip


class DescribedApi(FastAPI):
    """FastAPI whose description also holds the protocol's types, which are msgspec's."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        _, schemas = msgspec.json.schema_components(_TYPES, ref_template="#/components/schemas/{name}")
        schemas["Batch"]["properties"]["records"]["items"] = _reference(protocol.Record)
        parts = document.setdefault("components", {})
        parts["schemas"] = schemas
        parts["securitySchemes"] = {"station": {"type": "http", "scheme": "bearer"}}
        return document


def described(
    answer: type | None, takes: type | None = None, *, token: bool = False, query: tuple[str, ...] = (), kind: str = ""
) -> dict[str, Any]:
    """`openapi_extra` of one route: the types of its body and of its 200, whether it needs a station's token, and
    the media type of what is no JSON."""
    fine: dict[str, Any] = {"description": "OK"}
    if answer:
        fine["content"] = _json(answer)
    if kind:
        fine["content"] = {kind: {"schema": {"type": "string"}}}
    refused = {"description": "Refused", "content": _json(protocol.Refusal)}
    extra: dict[str, Any] = {"responses": {"200": fine, "4XX": refused}}
    if takes:
        extra["requestBody"] = {"required": True, "content": _json(takes)}
    if query:
        text = {"in": "query", "required": True, "schema": {"type": "string"}}
        extra["parameters"] = [{"name": name, **text} for name in query]
    if token:
        extra["security"] = [{"station": []}]
    return extra


def _json(type_: type) -> dict[str, Any]:
    return {"application/json": {"schema": _reference(type_)}}


def _reference(type_: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{type_.__name__}"}
