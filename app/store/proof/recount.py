"""What is derived from the ledger (passages counted, corrections found), derived again: to compare, or to mend.

Of a forgotten passage only the hour is known, so the counts say how many of each were forgotten, and their sum in an
hour is what can be held against the ledger.
"""

from collections import Counter
from collections.abc import Iterator

from app.clock import campus_hour
from app.i18n import tr
from app.store import identity, tallies
from app.store.cipher import Connection
from app.store.database import Database
from app.store.tallies import Place

Hour = tuple[str, int]
_PRESENT = f"""SELECT id, kind, at, CAST(body AS BLOB) FROM ledger NOT INDEXED WHERE moved IS NULL
    AND (kind = '{tallies.KIND}' OR forgotten IS NOT NULL OR instr(body, '"corrects":')) ORDER BY n"""  # noqa: S608
_TALLIES = "SELECT day, hour, direction, verdict, judged, count, forgotten FROM tally"
_UNKNOWN = ("", "", "")


class Recount:
    """Fed every present record in order; then it knows what the derived tables should hold.

    known: the corrections as they are kept. Whom a forgotten record corrected is believed.
    """

    def __init__(self, known: dict[str, str], *, moved: bool) -> None:
        self.known = known
        self.corrected: dict[str, str] = {}
        self.live: Counter[Place] = Counter()
        self.gone: Counter[Hour] = Counter()
        self._moved = moved
        self._before = {by: id_ for id_, by in known.items()}

    def take(self, id_: str, kind: str, at: str, body: bytes | None) -> None:
        """The next record that was not moved away. ValueError where `at` is no moment."""
        passage = kind == tallies.KIND and id_ not in self.known
        if body is None:
            if passage:
                self.gone[campus_hour(at[:13])] += 1
            if id_ in self._before:
                self.corrected[self._before[id_]] = id_
        elif passage or b'"corrects":' in body:
            try:
                said = tallies.said(body)
            except ValueError:
                return  # the proof says so
            if passage:
                shown = (str(said.direction or ""), str(said.verdict or ""), str(said.judged or ""))
                self.live[(*campus_hour(at[:13]), *shown)] += 1
            if said.corrects and isinstance(said.corrects, str):
                self.corrected[self._replaced(said.corrects, id_)] = id_

    def _replaced(self, named: str, id_: str) -> str:
        """Whose place `id_` took: where records were moved their order says nothing, and what is kept may be right."""
        before = self._before.get(id_)
        if self._moved and before is not None and before in _row(self.known, named):
            return before
        return _row(self.corrected, named)[-1]

    def problems(self, connection: Connection) -> Iterator[str]:
        """Where the kept tables differ."""
        for id_ in sorted(self.known.keys() | self.corrected.keys()):
            if self.known.get(id_) != self.corrected.get(id_):
                yield tr("记录（{id}）由谁更正，与台账不符。可用 gatepost verify --repair-counts 重建。", id=id_)
        for day, hour in sorted(set(self._wrong(connection))):
            yield tr(
                "{day} {hour} 时的通行计数与台账不符。可用 gatepost verify --repair-counts 重建。", day=day, hour=hour
            )

    def _wrong(self, connection: Connection) -> Iterator[Hour]:
        kept, gone = tallies.uncounted(connection), self.gone.copy()
        for row in connection.execute(_TALLIES):
            place, count, forgotten = _place(*row), row[-2], row[-1]
            kept[place] += count - forgotten
            gone[place[:2]] -= forgotten
        yield from (place[:2] for place in kept.keys() | self.live.keys() if kept[place] != self.live[place])
        yield from (hour for hour, left in gone.items() if left)

    def mend(self, connection: Connection) -> None:
        """Write the counts anew. What is not known of forgotten passages any more is counted without saying what."""
        forgotten: Counter[Place] = Counter({_place(*row): row[-1] for row in connection.execute(_TALLIES).fetchall()})
        sums: Counter[Hour] = Counter()
        for place, gone in forgotten.items():
            sums[place[:2]] += gone
        wrong = {hour for hour in sums.keys() | self.gone.keys() if sums[hour] != self.gone[hour]}
        forgotten = Counter({place: gone for place, gone in forgotten.items() if gone and place[:2] not in wrong})
        forgotten.update({(*hour, *_UNKNOWN): self.gone[hour] for hour in wrong if self.gone[hour]})
        connection.execute("DELETE FROM tally")
        places = self.live.keys() | forgotten.keys()
        rows = [(*place, self.live[place] + forgotten[place], forgotten[place]) for place in places]
        connection.executemany("INSERT INTO tally VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        tallies.counted(connection)


def corrections(connection: Connection) -> dict[str, str]:
    """What is kept: the id of a record → the id of the one that took its place."""
    return dict(connection.execute("SELECT id, by FROM corrected").fetchall())


def repair(database: Database) -> None:
    """Derive everything again, in one transaction: nobody appends meanwhile."""
    with database.write() as connection:
        moved = identity.moved(connection)
        first = Recount(corrections(connection), moved=moved)
        for row in connection.execute(_PRESENT):
            first.take(*row)
        connection.execute("DELETE FROM corrected")
        connection.executemany("INSERT INTO corrected VALUES (?, ?)", first.corrected.items())
        second = Recount(first.corrected, moved=moved)
        for row in connection.execute(_PRESENT):
            second.take(*row)
        second.mend(connection)


def _place(day: str, hour: int, direction: str, verdict: str, judged: str, *_: int) -> Place:
    return day, hour, direction, verdict, judged


def _row(corrected: dict[str, str], id_: str) -> list[str]:
    """The record and those that took its place, one after the other; at most all of them, should they run in a ring."""
    row = [id_]
    while (following := corrected.get(row[-1])) is not None and len(row) <= len(corrected):
        row.append(following)
    return row
