"""Which passages whoever is on duty may take back (撤回): their own, of this post, of the last minutes.

Not one that sent somebody to the medical duty room: only the medical officer ends that.
"""

from collections.abc import Iterator
from datetime import timedelta

from app.errors import UserError
from app.i18n import tr
from app.lane.lane import Lane
from app.lane.takeback import BackReason
from app.station.local import LocalPost
from app.station.versions import present
from app.store.fact import Entry

MOST = 50


def takeable(post: LocalPost) -> list[Entry]:
    """The newest first, as they stand; what was taken back already is not there any more."""
    return present(post, list(_own(post)))


def take_back(post: LocalPost, lane: Lane, id_: str, reason: BackReason) -> None:
    """The passage of that id; UserError where it is not to be taken back, or not any more."""
    passage = _passage(post, id_)
    lane.take_back(passage, _tests_of(post, passage) if reason == "back-wrong-person" else (), reason)


def _passage(post: LocalPost, id_: str) -> Entry:
    found = next((entry for entry in takeable(post) if entry.fact.id == id_), None)
    if found is None:
        raise UserError(
            tr(
                "这条记录不能撤回：只能撤回本岗位、本人值守时 {minutes} 分钟内登记的，转校医的除外。请在台账中更正。",
                minutes=post.settings.take_back_minutes,
            )
        )
    return found


def _tests_of(post: LocalPost, passage: Entry) -> list[Entry]:
    """The test results that this post has kept with that person since then."""
    number = (passage.fact.body or {}).get("person")
    kept = post.ledger.entries("test-result", start=passage.fact.at)
    return present(post, [one for one in kept if number and (one.fact.body or {}).get("person") == number])


def _own(post: LocalPost) -> Iterator[Entry]:
    since = post.clock() - timedelta(minutes=post.settings.take_back_minutes)
    here, me = post.settings.post_name, post.operator()
    for entry in post.ledger.entries("passage", newest_first=True, start=since, limit=MOST):
        body = entry.fact.body or {}
        still = body and body.get("judged") != "withdrawn" and body.get("verdict") != "refer"
        if still and entry.fact.post == here and entry.fact.operator == me:
            yield entry
