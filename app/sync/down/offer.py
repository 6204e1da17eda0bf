"""The first post hands its reference over to a centre that has none."""

from collections.abc import Iterable, Iterator
from itertools import islice

import httpx
import msgspec

from app.errors import UserError
from app.i18n import tr
from app.store.database import Database
from app.store.reference import own
from app.store.reference.digest import SetDigest
from app.store.reference.staging.rows import Change
from app.sync.down.protocol import REFERENCE, Handed, Row
from app.sync.enrolment import Enrolment
from app.sync.link import PATIENCE, LinkError, RefusedError
from app.sync.renewal import StationLink
from app.sync.wire import pack

MANY = 1_000
"""Rows in one part."""


def hand_over(database: Database, bond: Enrolment, transport: httpx.BaseTransport | None = None) -> bool:
    """Give everything; False where the centre has a reference of its own. UserError: it did not get through, and may be
    done again from the beginning."""
    link = StationLink(bond, transport)
    try:
        for part in _parts(own.rows(database)):
            link.post(REFERENCE, pack(msgspec.json.encode(part)), link.now() + PATIENCE, packed=True)
    except RefusedError as error:
        if error.refusal and error.refusal.refused == "owned":
            return False
        raise UserError(_not_given()) from error
    except LinkError as error:
        raise UserError(_not_given()) from error
    finally:
        link.close()
    return True


def _parts(changes: Iterable[Change]) -> Iterator[Handed]:
    digest, rest, first = SetDigest(), iter(changes), True
    while some := list(islice(rest, MANY)):
        for one in some:
            digest.add(one.section, one.key, one.value or b"")
        yield Handed(rows=[Row(one.section, one.key, msgspec.Raw(one.value or b"")) for one in some], first=first)
        first = False
    yield Handed(rows=[], first=first, digest=digest.digest())


def _not_given() -> str:
    return tr("本站的资料没有交给指挥中心，都还在本机。请检查网络，然后再运行 gatepost reference hand-over。")
