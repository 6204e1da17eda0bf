"""The sheet that a 接龙 or a table of temperatures is put on: read, settled by a person, and only then written."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from app.clock import campus
from app.dormitory.called import house
from app.dormitory.chain.entering import ToEnter
from app.dormitory.chain.names import Directory, key
from app.dormitory.chain.parse import parse
from app.dormitory.chain.said import Chain, Problem
from app.dormitory.chain.settling import Asked, Out, Settled, asked, nickname, settled, without
from app.dormitory.day import RoundName
from app.dormitory.resident import Resident
from app.errors import UserError
from app.i18n import tr
from app.policy.rule import Fever
from app.station.dormitory import Dormitory
from app.station.local import LocalPost
from app.store.fact import Entry
from app.store.reference.nicknames import Nicknames

MOST_FOUND, SEARCHED = 3, 2_000
Source = Literal["text", "table"]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read, and of whom it may speak: residents by number, as far as they are open to whoever is on duty.
    text: what can be corrected and read again; empty for a table. others: rows of other days; times: of rows that have
    one of their own. names: what lines call somebody that is the name of people elsewhere on the list."""

    chain: Chain
    residents: Mapping[str, Resident]
    building: str = ""
    text: str = ""
    source: Source = "text"
    others: int = 0
    times: Mapping[int, datetime] = field(default_factory=dict)
    high_from: Fever = field(default_factory=Fever)
    names: frozenset[str] = frozenset()

    def nickname(self, problem: Problem) -> str:
        """What the line calls somebody, where that may be remembered: nobody's name is, or the next one who has it
        would get another's temperature. Else empty."""
        called = nickname(problem)
        return "" if called in self.names else called


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in its order; how many people were already in the ledger with the same; what was left out; the
    nicknames that are remembered from now on."""

    entries: Sequence[tuple[ToEnter, Entry]]
    same: int
    left: int
    nicknames: Sequence[str]

    def count(self, kind: str, act: str = "new") -> int:
        return sum((one.kind, one.act) == (kind, act) for one, _ in self.entries)


class Pasting:
    """Of an open post; from any thread. building: only of those who live there; empty for all that are open."""

    def __init__(self, post: LocalPost) -> None:
        self._post = post

    def read(self, text: str, building: str = "") -> Pasted:
        """Nothing is written. UserError where nobody is open to whoever is on duty."""
        self._post.permit("rounds.enter")
        residents = self._open(building)
        chain = parse(text, self._directory(residents))
        names, level = self._names(chain), self._post.level().fever_from
        return Pasted(chain, residents, building, text, high_from=level, names=names)

    def table(self, path: Path, building: str = "") -> Pasted:
        """The same of a CSV or XLSX file; see app.dormitory.table. NoTable says why it is none."""
        from app.dormitory.table.read import read  # what reads workbooks is loaded when there is one
        from app.store.importing.tables import sheets

        self._post.permit("rounds.enter")
        residents, today = self._open(building), campus(self._post.clock()).date()
        found = read(sheets(path), self._directory(residents), today)
        return Pasted(
            found.chain, residents, building, source="table", others=found.others, times=found.times,
            high_from=self._post.level().fever_from, names=self._names(found.chain),
        )  # fmt: skip

    def _names(self, chain: Chain) -> frozenset[str]:
        """What lines call somebody, and people of the campus are called who need not live where this text is about."""
        called = {nickname(one) for one in chain.problems} - {""}
        return frozenset(
            name
            for name in called
            if any(key(one.name) == key(name) for one in self._post.people.search(name, SEARCHED))
        )

    def _open(self, building: str) -> dict[str, Resident]:
        dormitory, building = Dormitory(self._post), building.upper()
        opens = dormitory.opens()
        everybody = dormitory.residents()
        found = {one.number: one for one in everybody if building in ("", one.building) and opens(one)}
        if not found and building and not any(one.building == building for one in everybody):
            raise UserError(tr("{building}现在没有人住。请换一栋楼，或先导入名单。", building=house(building)))
        if not found:
            raise UserError(tr("没有指定给您的楼栋或房间。请管理员在“账号”页指定，或运行 gatepost account opens。"))
        return found

    def _directory(self, residents: Mapping[str, Resident]) -> Directory:
        return Directory(residents.values(), Nicknames(self._post.database).all())

    def sees(self, resident: Resident) -> bool:
        """Whether whoever is on duty may see the name."""
        return Dormitory(self._post).sees(resident)

    def find(self, pasted: Pasted, words: str) -> list[Resident]:
        """Residents of the sheet whom these words fit: name, pinyin initials, number, room; the first few."""
        fits = (pasted.residents.get(one.number) for one in self._post.people.search(words, SEARCHED))
        return [one for one in fits if one is not None][:MOST_FOUND]

    def write(
        self, pasted: Pasted, choices: Mapping[Asked, Settled], round_: RoundName, out: Collection[Out] = ()
    ) -> Written:
        """Enter what was read and settled, for that round where its lines name none; what is still open, and what was
        taken out, is left out."""
        chain = settled(without(pasted.chain, out), choices)
        entries = Dormitory(self._post, pasted.building).enter(chain, round_=round_, times=pasted.times)
        told = Counter(one.number for line in chain.lines for one in line.said)
        touched = {each for one, _ in entries for each in _people(one)}
        problems = asked(pasted.chain)
        chosen = {
            pasted.nickname(problems[at]): one.number for at, one in choices.items() if one.remember and one.number
        }
        names = {name: number for name, number in chosen.items() if name}
        for name, number in names.items():
            Dormitory(self._post).learn(name, number)
        left = len(chain.problems) + len(out) + sum(not one.number for one in choices.values())
        return Written(entries, len(told.keys() - touched), left, tuple(names))


def _people(one: ToEnter) -> list[str]:
    return [one.raw["person"]] if one.kind == "temperature" else [each["person"] for each in one.raw["people"]]
