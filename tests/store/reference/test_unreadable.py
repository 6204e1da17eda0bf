"""Values of a centre that this program cannot read: the post goes on; what it does not understand lets nobody in."""

from datetime import UTC, datetime, timedelta

import pytest

from app.policy.evidence import Approval
from app.store.reference.approvals import Approvals
from app.store.reference.keys import REVOCATIONS, CampusKey, Keys
from app.store.reference.levels import LevelChange, Levels
from app.store.reference.policies import Policies
from app.store.reference.sections import Reference
from app.store.reference.staging.staging import Staging
from tests.fakes.centres import Published
from tests.fakes.ledgers import START, database

OPEN = LevelChange(level="open", who="指挥部", why="开学", since=START, entered_at=START)
WORDS = [b'"secret"', b'{"level": 7}', b"[" * 600 + b"]" * 600]


@pytest.fixture
def opened(tmp_path):
    with database(tmp_path) as one:
        yield one


@pytest.fixture
def centre(opened):
    made = Published()
    made.set("level", "2022-04-10T00:00:00.000000+00:00 000000", OPEN)
    made.set("campus-key", "k1", CampusKey(id="k1", public=b"1"))
    return made


def strictest(opened):
    return max(Policies(opened).known().values(), key=lambda level: level.strictness)


def holding(opened, now):
    policies = Policies(opened)
    change = Levels(opened).holding(now, lambda one: policies.named(one.level).strictness)
    return policies.named(change.level)


@pytest.mark.parametrize("value", WORDS)
@pytest.mark.parametrize(("key", "from_when"), [
    ("2030-01-01T00:00:00.000000+00:00 000001", datetime(2030, 1, 1, tzinfo=UTC)),
    ("nonsense", START), ("9999-12-31T23:59:59+00:00 000001", START),
])  # fmt: skip
def test_a_level_nobody_can_read_is_the_strictest_from_when_its_key_says(opened, centre, value, key, from_when):
    centre.raw("level", key, value)
    centre.deliver(Staging(opened))
    if from_when > START:
        assert holding(opened, from_when - timedelta(hours=1)).name == "open"
    assert holding(opened, from_when + timedelta(hours=1)) == strictest(opened)
    assert len(Levels(opened).history()) == 2


@pytest.mark.parametrize("value", WORDS)
def test_what_is_beside_it_is_read_and_the_log_says_so_once_without_the_value(opened, centre, caplog, value):
    centre.raw("campus-key", "20200102", value)
    centre.deliver(Staging(opened))
    reference = Reference(opened)
    assert [list(reference.all("campus-key", CampusKey)) for _ in range(3)] == [["k1"]] * 3
    (line,) = caplog.messages
    assert "campus-key" in line
    assert "secret" not in line
    assert "20200102" not in line


@pytest.mark.parametrize("value", [b"7", b'{"why": "lost"}', b"[]"])
def test_a_code_is_revoked_whatever_is_said_of_why(opened, centre, value):
    centre.raw(REVOCATIONS, "aa", value)
    centre.deliver(Staging(opened))
    keys = Keys(opened)
    assert keys.revoked("aa")
    assert not keys.revoked("bb")
    assert set(keys.revocations()) == {"aa"}


def test_an_approval_nobody_can_read_is_none(opened, centre):
    centre.set("approval", "1", [Approval("return", START, START + timedelta(days=1))])
    centre.raw("approval", "2", b'"secret"')
    centre.deliver(Staging(opened))
    assert list(Approvals(opened).all()) == ["1"]
