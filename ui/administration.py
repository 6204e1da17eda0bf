"""The pages of 管理, in their order: what each shows, and the permission without which nobody sees it."""

from app.station.local import LocalPost
from ui.screens.manage import Page
from ui.threads import Jobs


def pages(post: LocalPost, jobs: Jobs) -> list[Page]:
    """All pages of an open post."""
    return []
