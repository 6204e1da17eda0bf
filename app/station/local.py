"""The post's own data: everything a lane, a screen or a command asks of this PC. No devices, no threads, no network."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app import desk
from app.access import roles
from app.access.accounts import Account, Accounts
from app.clock import Clock, system
from app.codes.trust import Trust
from app.errors import UserError
from app.i18n import tr
from app.policy.evidence import Approval
from app.policy.level import Level, levels
from app.policy.person import Person
from app.settings import Home, Settings
from app.store.database import Database
from app.store.fact import Draft, Entry
from app.store.ledger import Ledger
from app.store.people import People


class LocalPost:
    """Open it, use it from any thread, close it."""

    def __init__(self, home: Home, database: Database, clock: Clock) -> None:
        self.home, self.database, self.clock = home, database, clock
        self.settings = home.settings()
        self.ledger = Ledger(database)
        self.people = People(database)
