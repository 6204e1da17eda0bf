"""The chain of responsibility (五级包保) of somebody's room: who answers for them, the nearest first, with phones."""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from app.dormitory.resident import Resident
from app.i18n import mark
from app.store.reference.places import DUTY_LABELS, Duty, Head

Answers: TypeAlias = Duty | Literal["counsellor"]
LABELS: dict[str, str] = {"counsellor": mark("辅导员"), **dict(DUTY_LABELS.items())}
ORDER: tuple[Answers, ...] = ("room", "class", "counsellor", "building", "dean", "principal")


class Responsible(NamedTuple):
    """duty: a key of LABELS."""

    duty: Answers
    name: str
    phone: str = ""


def responsible(resident: Resident, heads: Mapping[Duty, Head], counsellors_phone: str = "") -> list[Responsible]:
    """heads: of the room and of all that it lies in. Nobody answers for himself."""
    known: dict[Answers, Responsible] = {}
    for duty, head in heads.items():
        known[duty] = Responsible(duty, head.name, head.phone)
    if resident.counsellor:
        known["counsellor"] = Responsible("counsellor", resident.counsellor, counsellors_phone)
    return [known[duty] for duty in ORDER if duty in known and known[duty].name != resident.name]
