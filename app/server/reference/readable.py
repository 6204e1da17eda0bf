"""Which rows every post could read: what a post hands over is published to all of them, and one value that does not
decode would stand in the way of each of their decisions."""

from typing import Any

import msgspec

from app.access.accounts import Account
from app.codes.trustlist_entry import TrustEntry
from app.errors import UserError
from app.pages import template
from app.policy import level as policies
from app.policy.evidence import Approval
from app.policy.person import Person
from app.store.reference import (
    approvals,
    campuslists,
    denials,
    issued,
    keys,
    levels,
    leveltexts,
    observation_rooms,
    people,
    places,
    trusted,
    vehicles,
    zones,
)
from app.store.reference import policies as policy_texts
from app.store.reference import templates as template_texts
from app.store.reference.own import ACCOUNT
from app.store.reference.sections import OWN
from app.store.retention import holds, periods

_STAYS = OWN | {periods.SECTION, holds.SECTION}
"""What is a post's own affair, and never handed over."""
_VALUES: dict[str, Any] = {
    people.SECTION: Person,
    levels.SECTION: levels.LevelChange,
    keys.KEYS: keys.CampusKey,
    keys.REVOCATIONS: str,
    issued.ISSUED: issued.Issued,
    approvals.SECTION: tuple[Approval, ...],
    denials.SECTION: tuple[denials.Denied, ...],
    campuslists.REGIONS: campuslists.RegionList,
    campuslists.EXEMPTIONS: campuslists.Exempted,
    leveltexts.SECTION: leveltexts.LevelText,
    vehicles.SECTION: vehicles.Vehicle,
    places.SECTION: places.Place,
    zones.SECTION: zones.Zoned,
    observation_rooms.SECTION: observation_rooms.ObservationRoom,
    trusted.SECTION: TrustEntry,
    policy_texts.SECTION: str,
    template_texts.SECTION: str,
    ACCOUNT: Account,
}
_DECODERS = {section: msgspec.json.Decoder(type_) for section, type_ in _VALUES.items()}
_TEXTS = {policy_texts.SECTION: policies.parse, template_texts.SECTION: template.parse}
"""Those whose text is a file that has to be one of its kind."""


def readable(section: str, key: str, value: bytes) -> bool:
    """Whether a row may be handed over. A section that this version does not know is one that its posts do not read."""
    if section in _STAYS or value == b"null":
        return False
    if section not in _DECODERS:
        return True
    try:
        decoded = _DECODERS[section].decode(value)
        if section in _TEXTS:
            _TEXTS[section](decoded, key)
    except (msgspec.DecodeError, UserError):
        return False
    return True
