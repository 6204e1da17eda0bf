"""The level that the centre has put into force for all posts."""

from datetime import datetime

from app.clock import campus
from app.errors import UserError
from app.policy import level as policies
from app.policy.level import Level
from app.server.reference.published import Published
from app.store.reference import levels
from app.store.reference import policies as policy_texts
from app.store.reference.levels import LevelChange


def level(published: Published, now: datetime) -> Level | None:
    """None where none was, or where only a newer version of this program can read it."""
    begun = [
        one for _, one in published.all(levels.SECTION, LevelChange)
        if not one.posts and campus(one.since) <= campus(now)
    ]  # fmt: skip
    if not begun:
        return None
    last = begun[-1]
    text = last.text or published.get(policy_texts.SECTION, last.level, str) or ""
    try:
        return policies.parse(text, last.level) if text else policies.levels().get(last.level)
    except UserError:
        return None
