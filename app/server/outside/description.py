"""The endpoints described for OpenAPI, from what they declare of themselves: nothing is written down twice."""

from http import HTTPStatus
from typing import Any

import msgspec
from msgspec import Struct

from app.server.outside.endpoint import CSV, HOME, JSON, Endpoint
from app.server.outside.importing import Changed
from app.server.outside.problem import Code, Problem, WrongRow, status_of
from app.server.outside.scopes import MEANING
from app.server.outside.site import ENDPOINTS
from app.server.outside.taking import PersonIn

PROBLEM = "application/problem+json"
SYSTEM = "system"
SECURITY = {
    SYSTEM: {
        "type": "http", "scheme": "bearer",
        "description": "A token of `gatepost server token add`. Its scopes: "
        + "; ".join(f"`{scope}`: {meaning}" for scope, meaning in MEANING.items()) + ".",
    }
}  # fmt: skip
_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "description": "The same request with the same key is done once; its first answer is given again, for 7 days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}  # fmt: skip
_TAG = {
    "name": "If-None-Match", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The ETag of an answer that is at hand: 304 while it still holds.",
}  # fmt: skip
_LATER = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}, "description": "seconds to wait"}}
_ALWAYS: tuple[Code, ...] = ("token", "scope", "query", "often", "unable")
_WITH_BODY: tuple[Code, ...] = ("malformed", "slow", "large", "unsupported")


def types() -> list[type[Struct]]:
    """Every type that an endpoint takes or gives."""
    used = [one for endpoint in ENDPOINTS for one in (endpoint.takes, endpoint.gives) if isinstance(one, type)]
    return list(dict.fromkeys([*used, Problem, WrongRow, PersonIn, Changed]))


def mended(schemas: dict[str, Any]) -> None:
    """What msgspec cannot say by itself: rows that are read one by one have a type all the same."""
    schemas["PeopleIn"]["properties"]["people"]["items"] = _reference(PersonIn)


def described(one: Endpoint) -> dict[str, Any]:
    """`openapi_extra` of one endpoint."""
    extra: dict[str, Any] = {
        "summary": one.about, "tags": ["systems"], "security": [{SYSTEM: [one.scope]}],
        "operationId": f"{one.method.lower()}-{one.path.strip('/')}", "responses": _responses(one),
        "parameters": list(_parameters(one)),
    }  # fmt: skip
    if one.takes:
        content: dict[str, Any] = {JSON: {"schema": _reference(one.takes)}}
        if one.example:
            content[JSON]["example"] = one.example
        if one.takes_csv:
            content[CSV] = {"schema": {"type": "string"}, "example": "number,name\r\n20220001,李一\r\n"}
        extra["requestBody"] = {"required": True, "content": content}
    return extra


def _parameters(one: Endpoint) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": part[1:-1], "in": "path", "required": True, "schema": {"type": "string", "maxLength": 60}}
        for part in one.path.split("/") if part.startswith("{")
    ]  # fmt: skip
    query = msgspec.json.schema(one.query)["$defs"][one.query.__name__]
    for name, schema in query["properties"].items():
        about = schema.pop("description", "")
        named = {"name": name, "in": "query", "required": name in query["required"], "schema": schema}
        found.append(named | ({"description": about} if about else {}))
    if one.writes and one.takes:
        found.append(_KEY)
    if one.tagged:
        found.append(_TAG)
    return found


def _responses(one: Endpoint) -> dict[str, Any]:
    fine: dict[str, Any] = {"description": HTTPStatus(one.status).phrase}
    if one.gives == CSV:
        fine["content"] = {CSV: {"schema": {"type": "string"}}}
    elif one.gives:
        fine["content"] = {JSON: {"schema": _reference(one.gives)}}
    found = {str(one.status): fine}
    if one.tagged:
        fine["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "for If-None-Match"}}
        found["304"] = {"description": "What the caller has still holds"}
    codes = _ALWAYS + (_WITH_BODY if one.takes else ()) + one.fails
    if one.writes and one.takes:
        codes += ("malformed",)
    for code in dict.fromkeys(codes):
        status = str(status_of(code))
        problems = found.setdefault(status, {"description": "", "content": {PROBLEM: {"schema": _reference(Problem)}}})
        if code in ("often", "unable"):
            problems["headers"] = _LATER
        problems["description"] = " or ".join(filter(None, (problems["description"], f"urn:gatepost:problem:{code}")))
    return found


def _reference(type_: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{type_.__name__}"}


PATHS = [(HOME + one.path, one) for one in ENDPOINTS]
