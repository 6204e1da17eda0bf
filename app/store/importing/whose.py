"""Whose a row is: somebody on the list of people, by the number, the identity card or both, and the name beside it."""

from collections.abc import Callable
from typing import Protocol

from app.i18n import tr
from app.policy.person import Person
from app.store.importing.cells import words
from app.store.importing.register import Stranger, Values, Wrong, number_text
from app.store.importing.rosterrow import COLUMNS as ROSTER

COLUMNS = {
    "number": (*ROSTER["number"], "学工号/证件号"), "name": ROSTER["name"], "id_number": ROSTER["id_number"],
    "phone": ROSTER["phone"],
}  # fmt: skip
ONE = "number|id_number"
"""One of the two columns has to be there."""


class Directory(Protocol):
    """The list of people, as a table asks it."""

    def get(self, number: str) -> Person | None: ...

    def by_id_number(self, id_number: str) -> Person | None: ...


Whose = Callable[[Values], Person]


def whose(people: Directory) -> Whose:
    """The person of a row; raises Stranger for one who is not on the list, Wrong for one who is another."""

    def find(values: Values) -> Person:
        number, card, name = number_text(values, "number"), number_text(values, "id_number"), words(values.get("name"))
        if not number and not card:
            raise Wrong(tr("没有学工号，也没有证件号"))
        person = people.get(number) or people.by_id_number(number) or people.by_id_number(card)
        if person is None:
            raise Stranger(tr("人员名单中没有 {number} {name}", number=number or card, name=name).rstrip())
        if name and name.replace(" ", "") != person.name.replace(" ", ""):
            raise Wrong(tr("学工号与姓名“{name}”对不上", name=name))
        if card and person.id_number and card.upper() != person.id_number.upper():
            raise Wrong(tr("学工号与证件号对不上"))
        return person

    return find
