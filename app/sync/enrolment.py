"""The bond between this station and its centre, as it is kept with the station's data."""

import msgspec

from app.sync.ports import Documents

NAME = "centre"


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """address: of the centre. station: this station's id. token: shown with every request.

    authority: the campus's own CA, as app.sync.authority reads it; empty where the system's authorities are trusted.
    private_key: this station's own (Ed25519, 32 bytes raw), centre_key: the centre's public one.
    """

    address: str
    station: str
    station_name: str
    centre_name: str
    token: str
    centre_key: bytes
    private_key: bytes
    authority: str = ""


def load(documents: Documents) -> Enrolment | None:
    """The present bond; None for a station that stands alone."""
    kept = documents.get(NAME)
    return msgspec.convert(kept, Enrolment) if kept else None


def save(documents: Documents, enrolment: Enrolment) -> None:
    """Keep the bond in place of the one before."""
    documents.put(NAME, msgspec.to_builtins(enrolment))
