"""The first post hands its reference over to a centre that has none."""

import secrets
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
from app.sync.attempt import paused
from app.sync.down.protocol import REFERENCE, Handed, Page, Row
from app.sync.enrolment import Enrolment
from app.sync.link import PATIENCE, LinkError, RefusedError, not_the_centre
from app.sync.renewal import StationLink
from app.sync.wire import DamagedError, TooLargeError, pack, unpack

MANY = 1_000
"""Rows in one part."""


def wanted(bond: Enrolment, transport: httpx.BaseTransport | None = None) -> bool:
    """Whether the centre has published nothing yet. UserError: it does not say."""
    link = StationLink(bond, transport)
    asked = {"after": "", "nonce": secrets.token_hex(16)}
    try:
        page = msgspec.json.decode(unpack(link.get(REFERENCE, asked, link.now() + PATIENCE)), type=Page)
    except LinkError as error:
        raise UserError(str(error)) from error
    except (DamagedError, TooLargeError, ValueError, RecursionError) as error:
        raise UserError(not_the_centre()) from error
    finally:
        link.close()
    return page.seal is not None and not page.seal.counts


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
        raise UserError(_why(error)) from error
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


def _why(error: RefusedError) -> str:
    """What somebody can do about it; a proxy's refusal is bad weather."""
    match error.refusal.refused if error.refusal else "":
        case "malformed" | "unsupported":
            return tr("本站有一项资料指挥中心读不懂，一项也没有交出，都还在本机。请先升级指挥中心的程序，再交一次。")
        case "large":
            return tr("本站有一项资料太大，指挥中心不收，一项也没有交出，都还在本机。请改小后再交一次。")
        case "hash":
            return tr("指挥中心收到的与本站的不一致，没有启用，资料都还在本机。请再交一次。")
        case "token" | "station":
            return paused()
        case _:
            return _not_given()


def _not_given() -> str:
    return tr("本站的资料没有交给指挥中心，都还在本机。请检查网络，然后再交一次。")
