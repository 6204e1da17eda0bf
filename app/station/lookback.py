"""Looking back (回溯): who met whom at this post, under a grant and with a record of it."""

from datetime import datetime, timedelta
from pathlib import Path

from app.access.sight import person_for
from app.clock import campus
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.policy.person import Person
from app.report.contacts import MOST_MINUTES, Contacts, gathered, write
from app.station.granting import Granting
from app.station.handedout import recorded
from app.station.local import LocalPost
from app.store.passages import Passages


class LookBack:
    """The passages of an open post, looked back over."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._passages = Passages(post.database)
        self._grants = Granting(post)

    def who(self, text: str) -> str:
        """The number that is meant by a number, a name or its initials; UserError where several people fit. Somebody
        who is on no list may still have passed."""
        text = text.strip()
        listed = self._post.person(text)
        found = [listed] if listed else self._post.find_people(text, 2)
        if len(found) > 1:
            raise UserError(tr("不止一人符合“{text}”，请键入学工号。", text=text))
        return found[0].number if found else text

    def contacts(self, number: str, start: datetime, end: datetime, minutes: int) -> Contacts:
        """Whoever passed the same post within so many minutes of that person. NotPermitted, NotGranted; WrongUse for a
        period that is none; UserError for somebody neither listed nor ever seen."""
        grant = self._grants.need("contacts.look", number)
        if not 1 <= minutes <= MOST_MINUTES:
            raise WrongUse(tr("相隔的分钟数应在 1 到 {most} 之间。", most=MOST_MINUTES))
        if end <= start:
            raise WrongUse(tr("结束时间应晚于开始时间。请核对时间段。"))
        listed = self._post.person(number)
        number = listed.number if listed else number.strip()
        meetings = self._passages.meetings(number, start, end, timedelta(minutes=minutes))
        own = len(self._passages.of(number, start, end))
        if listed is None and not own:
            raise UserError(tr("名单和这段时间的通行记录中都没有“{number}”。请核对学工号。", number=number))
        people = tuple(gathered(meetings, self._known))
        span = f"{campus(start):%Y-%m-%d %H:%M} – {campus(end):%Y-%m-%d %H:%M} ±{minutes}"
        self._post.audit("contacts", grant.id, f"{span}; {len(people)}; {grant.why}", number)
        return Contacts(number, listed.name if listed else "", start, end, minutes, own, people, tuple(meetings))

    def export(self, found: Contacts, path: Path) -> None:
        """Write what was found to a workbook; one that cannot be recorded does not stay."""
        self._grants.need("contacts.look", found.number)
        write(found, path)
        with recorded(path):
            self._post.audit("export", "contacts", f"{len(found.people)}", found.number)

    def _known(self, number: str, name: str) -> Person:
        listed = self._post.people.get(number)
        return person_for(self._post.role(), listed) if listed else Person(number=number, name=name, kind="visitor")
