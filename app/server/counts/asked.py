"""The counts as the dashboard, the reports and the metrics ask for them."""

from datetime import date
from typing import NamedTuple

from app.server.counts.what import What, read
from app.server.sql.port import Connection, Engine, Row


class Count(NamedTuple):
    """How many records of one kind and sort one post of a station had. hour: of the campus's day; -1 for ever."""

    station: str
    post: str
    kind: str
    what: What
    hour: int
    number: int


class Counts:
    """Reads what is counted; never a record."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def day(self, day: date) -> list[Count]:
        """The counts of a campus day, by hour."""
        return self._asked(
            "SELECT station, post, kind, what, hour, count FROM tally WHERE day = ? AND count <> 0"
            " ORDER BY hour, station, post, kind, what",
            day.isoformat(),
        )

    def ever(self) -> list[Count]:
        """The counts since the beginning."""
        return self._asked(
            "SELECT station, post, kind, what, -1, count FROM total WHERE count <> 0 ORDER BY station, post, kind, what"
        )

    def inside(self) -> int:
        """How many more went in than out since the beginning; below 0 where the first ones lived inside."""
        through = (one for one in self.ever() if one.what.through)
        return sum(one.number if one.what.direction == "in" else -one.number for one in through)

    def fevers(self, day: date) -> int:
        """Fevers found on a campus day, at gates and elsewhere."""
        return sum(one.number for one in self.day(day) if one.what.fever)

    def _asked(self, sql: str, *values: str) -> list[Count]:
        def rows(connection: Connection) -> list[Row]:
            return connection.rows(sql, values)

        return [
            Count(station, post, kind, read(what), hour, number)
            for station, post, kind, what, hour, number in self._engine.read(rows)
        ]
