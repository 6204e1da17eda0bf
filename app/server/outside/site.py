"""All endpoints of the API together: what is not listed here is not there."""

from app.server.outside import counts, hooks, importing, levels, people, records
from app.server.outside.endpoint import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *people.ENDPOINTS, *importing.ENDPOINTS, *records.ENDPOINTS, *counts.ENDPOINTS, *levels.ENDPOINTS,
    *hooks.ENDPOINTS,
)  # fmt: skip
