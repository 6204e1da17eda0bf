"""The campus's own levels as the centre keeps them: every text that was saved. None is in force before a change of
level carries it."""

from datetime import datetime

import msgspec

from app.errors import WrongUse
from app.i18n import tr
from app.policy import level as policies
from app.server.reference.published import everything
from app.server.sql.port import Connection
from app.store.reference import policies as policy_texts
from app.store.reference.leveltexts import SECTION, LevelText
from app.store.reference.staging.rows import Change


def all_of(connection: Connection) -> list[LevelText]:
    """The first one first."""
    return list(everything(connection, SECTION, LevelText).values())


def newest(connection: Connection) -> dict[str, LevelText]:
    """The last one of every name."""
    return {one.name: one for one in all_of(connection)}


def carried(connection: Connection) -> dict[str, str]:
    """Name → the text that a change to that level carries: of the campus's own levels, and of those that were published
    in place of the program's. The others follow the program by their name."""
    own = {name: one.text for name, one in newest(connection).items()}
    return everything(connection, policy_texts.SECTION, str) | own


def saved(
    connection: Connection, text: str, source: str, who: str, why: str, now: datetime
) -> tuple[str, list[Change]]:
    """Keep a text: the level's name, and what is published. UserError says what does not do in it; WrongUse without a
    reason."""
    level = policies.parse(text, source)
    if not why.strip():
        raise WrongUse(tr("请写明为什么这样改。"))
    known = everything(connection, SECTION, LevelText)
    before = newest(connection).get(level.name)
    if before and before.text == text:
        return level.name, []
    last = max((int(key) for key in known if key.isdecimal()), default=0)
    made = LevelText(name=level.name, text=text, who=who, why=why.strip(), at=now)
    return level.name, [Change(SECTION, f"{last + 1:08d}", msgspec.json.encode(made))]
