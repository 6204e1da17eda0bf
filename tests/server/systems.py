"""Another system of the campus, as the centre's API sees it."""

from typing import Any

import httpx

from app.server.outside import tokens
from app.server.outside.endpoint import HOME
from app.server.outside.scopes import SCOPES, Scope
from tests.fakes.dashboards import Site
from tests.sync.memory import ADDRESS

ALL = list(SCOPES)


def token(site: Site, *scopes: Scope, name: str = "", days: int = 30) -> str:
    """A token of these scopes, of all without any."""
    wanted = list(scopes) or ALL
    called = name or " ".join(wanted)[:40] + str(len(tokens.all_of(site.storage.engine)))
    return site.storage.engine.write(lambda connection: tokens.make(connection, called, wanted, days, site.now))


class System:
    """Asks with one token. Answers are JSON in English."""

    def __init__(self, site: Site, *scopes: Scope, token_: str = "") -> None:
        self.token = token_ or token(site, *scopes)
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        self.client = httpx.Client(transport=site.transport, base_url=ADDRESS + HOME, headers=headers)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(path, headers=headers)

    def post(self, path: str, content: Any = None, **headers: str) -> httpx.Response:
        """content: JSON, or bytes of a table."""
        if isinstance(content, bytes):
            return self.client.post(path, content=content, headers={"Content-Type": "text/csv", **headers})
        return self.client.post(path, json=content, headers=headers)

    def all(self, path: str, after: str = "", **query: Any) -> list[dict[str, Any]]:
        """Every item from a place on, page after page."""
        found: list[dict[str, Any]] = []
        while True:
            response = self.client.get(path, params={**query, "after": after})
            assert response.status_code == 200, response.text
            page = response.json()
            found += page["items"]
            after = page["next"]
            if not page["more"]:
                return found


def problem(response: httpx.Response) -> tuple[int, str]:
    """Status and word of a problem; that it is one, and says what to do."""
    assert response.headers["content-type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == response.status_code
    assert len(said["detail"]) > 10
    return response.status_code, said["type"].removeprefix("urn:gatepost:problem:")
