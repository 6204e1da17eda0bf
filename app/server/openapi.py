"""The API described for anyone: that of the stations from the protocol's own types, that of other systems from its
endpoints."""

from http import HTTPStatus
from typing import Any

import msgspec
from fastapi import FastAPI

from app.server.outside import description
from app.server.refusals import STATUS
from app.sync import protocol
from app.sync.down import protocol as down


class Fine(msgspec.Struct, frozen=True):
    """Done, and there is nothing to say about it."""

    ok: bool = True


class Unable(msgspec.Struct, frozen=True):
    """The centre's database does not answer, or takes no writes: try again later. unable: what kind of fault."""

    unable: str


_TYPES = (
    protocol.Batch, protocol.Record, protocol.Answer, protocol.Position, protocol.EnrolRequest, protocol.EnrolReply,
    protocol.TokenRequest, protocol.TokenReply, protocol.Refusal, down.Page, down.Row, down.Seal, down.Handed,
    Fine, Unable,
)  # fmt: skip
_STATION = {"type": "http", "scheme": "bearer", "description": "A station's own token, which it gets by enrolling."}
_BODY: tuple[protocol.Refused, ...] = ("malformed", "slow", "large", "unsupported")


class DescribedApi(FastAPI):
    """FastAPI whose description also holds our own types, which are msgspec's."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema:
            return self.openapi_schema
        document = super().openapi()
        types = [*_TYPES, *description.types()]
        _, schemas = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
        schemas["Batch"]["properties"]["records"]["items"] = _reference(protocol.Record)
        description.mended(schemas)
        parts = document.setdefault("components", {})
        parts["schemas"] = schemas
        station = {
            "type": "http",
            "scheme": "bearer",
            "description": "A station's own token, which it gets by enrolling.",
        }
        parts["securitySchemes"] = {"station": station, **description.SECURITY}
        return document


def described(
    about: str,
    answer: type | str,
    takes: type | None = None,
    *,
    token: bool = False,
    query: dict[str, Any] | None = None,
    refused: tuple[protocol.Refused, ...] = (),
) -> dict[str, Any]:
    """`openapi_extra` of one route of the stations. answer: the type of its 200, or the media type of what is no JSON.
    query: parameters by name, with their schemas. refused: what it may be refused for, beside token and body."""
    kind = {answer: {"schema": {"type": "string"}}} if isinstance(answer, str) else _json(answer)
    responses: dict[str, Any] = {"200": {"description": "OK", "content": kind}}
    codes: list[protocol.Refused] = [*(("token",) if token else ()), *(_BODY if takes else ()), *refused]
    for code in codes:
        status = STATUS[code]
        responses[str(status)] = {"description": HTTPStatus(status).phrase, "content": _json(protocol.Refusal)}
    responses["503"] = {"description": "The database does not answer", "content": _json(Unable)}
    extra: dict[str, Any] = {"summary": about, "tags": ["stations"], "responses": responses}
    if takes:
        extra["requestBody"] = {"required": True, "content": _json(takes)}
    if query:
        extra["parameters"] = [
            {"name": name, "in": "query", "required": "default" not in schema, "schema": schema}
            for name, schema in query.items()
        ]
    if token:
        extra["security"] = [{"station": []}]
    return extra


def _json(type_: type) -> dict[str, Any]:
    return {"application/json": {"schema": _reference(type_)}}


def _reference(type_: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{type_.__name__}"}
