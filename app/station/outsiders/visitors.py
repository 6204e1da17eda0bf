"""What somebody does about visitors at an open post: look up, reach the host, register."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.clock import campus
from app.errors import UserError
from app.i18n import tr
from app.policy.person import Person
from app.policy.plate import plain
from app.policy.platecheck import looked_over
from app.records.visit import Visit
from app.station.local import LocalPost
from app.station.outsiders.restricted import Restricted, is_restricted
from app.station.outsiders.scanned import number_in
from app.station.outsiders.writing import write
from app.station.visits import Due
from app.store.fact import Entry
from app.store.reference.denials import By, Denials

HOSTS = 6
"""So many candidates for a host are shown."""
USUAL_HOURS, MOST_HOURS = 2, 72


class Visitors:
    """The visitors of one open post."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post
        self._denials = Denials(post.database)

    def today(self) -> list[Due]:
        """Today's visits by the time they begin, appointments and those registered here alike."""
        self._post.permit("records.read")
        return self._post.visits.today()

    def find(self, text: str) -> list[Due]:
        """Of today's, those of that phone, card, name, host or plate; all of them for an empty text."""
        text = number_in(self._post, text)
        wanted, said = plain(text), text.lower()
        return [
            one for one in self.today()
            if wanted in (plain(one.number), plain(one.vehicle)) or said in one.name.lower()
            or said in one.host_name.lower() or (len(wanted) > 2 and wanted in plain(one.vehicle) + plain(one.number))
        ]  # fmt: skip

    def recall(self, text: str) -> Visit | None:
        """What was registered the last time for that phone, card, name or plate, to be confirmed anew."""
        self._post.permit("records.read")
        return self._post.visits.last(text)

    def hosts(self, text: str) -> list[Person]:
        """Those of the campus whom a name, its initials or a number fits."""
        text = text.strip()
        return self._post.find_people(text, HOSTS) if text else []

    def host_phone(self, number: str) -> str:
        """The number to call now. Whoever is on duty has to see all of it; that they did is recorded."""
        self._post.permit("people.look-up")
        host = self._post.people.get(number)
        if host is None:
            return ""
        self._post.looked_up(host, "details")
        return host.phone

    def register(self, raw: Mapping[str, Any], hours: float = USUAL_HOURS) -> Entry:
        """A visit that begins now and lasts so many hours, as the host answered. An agreed one is an approval: its
        visitor still passes the lane like anybody. RecordProblems; UserError for what cannot be; Restricted."""
        if not 0 < hours <= MOST_HOURS:
            raise UserError(tr("来访时长请填 1 到 {most} 小时。", most=MOST_HOURS))
        now = self._post.clock()
        given = {**raw, "vehicle": looked_over(str(raw.get("vehicle", ""))), "phone": plain(str(raw.get("phone", "")))}
        self._check(given, now)
        times = {"valid_from": campus(now).isoformat(), "valid_to": campus(now + timedelta(hours=hours)).isoformat()}
        return write(self._post, "visit", {**given, **times})

    def _check(self, given: Mapping[str, Any], now: datetime) -> None:
        resident = self._post.people.get(given["phone"])
        if resident is not None:
            raise UserError(tr("{number} 是校内人员的编号，请从校门通道登记。", number=given["phone"]))
        named: list[tuple[By, str]] = [
            ("number", given["phone"]), ("id-number", given.get("id_number", "")), ("plate", given["vehicle"]),
        ]  # fmt: skip
        if given.get("outcome") != "agreed" or self._post.may("denials.overrule"):
            return
        if is_restricted(self._denials, named, now):
            raise Restricted.here()
