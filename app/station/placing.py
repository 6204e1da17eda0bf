"""The campus's places at a post that stands alone: read from a table, and matched with the list of people."""

from pathlib import Path
from typing import NamedTuple

from app.dormitory.roster import Placed, housed, placed
from app.errors import UserError, reason
from app.i18n import tr
from app.policy.person import Person
from app.station.local import LocalPost
from app.store.importing.places import read_places
from app.store.importing.register import Register
from app.store.reference.places import Place, Places
from app.store.reference.rooms import rooms_of


class Matched(NamedTuple):
    """homeless: those of the list of people whose place is no room; placed: the others, and what does not match."""

    read: Register[Place]
    homeless: list[Person]
    placed: Placed


def import_places(post: LocalPost, path: Path) -> Matched:
    """Add the places of a CSV or XLSX file, or bring them up to date; CentresOwn where they are the centre's."""
    post.permit("registers.keep")
    places = Places(post.database)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(tr("读不到文件 {path}：{why}。请检查路径和权限。", path=path, why=reason(error))) from error
    read = read_places(content, path.name, [one.path for one in places.all()])
    with post.database.write():
        places.put(read.taken.values())
        post.audit("import", "places", f"{len(read.taken)}")
    found = housed(post.people.all())
    return Matched(read, found.unmatched, placed(found.residents, rooms_of(places.all())))
