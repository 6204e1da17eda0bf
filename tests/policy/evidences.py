"""Random evidence around one moment: mostly of now, with the old, the future, the naive and the absurd among it."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from app.codes.claim import Claim, Holder, Place, Test
from app.policy.evidence import Approval, Denial, Evidence, Look, Temperature
from app.policy.person import KINDS, Person
from app.policy.rule import DIRECTIONS, ITEMS, POSTS
from tests.policy.people import NOW

CLAIMS = [
    "health-code", "travel-card", "test-report", "campus-code", "eu-dcc", "goods-ticket", "control-point", "unknown",
]  # fmt: skip
COLORS = ["", "green", "green", "yellow", "orange", "red", "grey", "black", "unknown"]
REASONS = [
    "",
    "code-forged",
    "code-expired",
    "code-revoked",
    "code-damaged",
    "code-not-yet-valid",
    "page-clock-stopped",
    "page-clock-running",
    "of a later version",
]

FIELDS = [
    "color", "updated_at", "expires_at", "places", "days", "vaccination", "holder.name", "holder.id_number",
    "holder.phone", "holder.number", "holder.born", "tests.result", "tests.sampled_at", "tests.tested_at",
    "tests.organisation", "of a later version", "holder.result", "tests.name",
]  # fmt: skip
"""Of a claim, as a page names what it is in doubt of; the last are nobody's."""

_near = st.integers(-130, 15).map(lambda hours: NOW + timedelta(hours=hours))
_just = st.integers(-50, 5).map(lambda minutes: NOW + timedelta(minutes=minutes))
_far = st.sampled_from([datetime.min, datetime.max, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
times = st.one_of(_just, _just, _near, _near, _near.map(lambda at: at.replace(tzinfo=None)), _far)

persons = st.builds(
    Person, number=st.sampled_from(["1", "2"]), name=st.sampled_from(["张三", "李小四"]), kind=st.sampled_from(KINDS)
)
holders = st.one_of(
    st.just(Holder()), st.just(Holder()), st.just(Holder()),
    st.builds(Holder, name=st.sampled_from(["", "张*", "*四"]), number=st.sampled_from(["", "1"])),
)  # fmt: skip
tests = st.builds(
    Test,
    kind=st.sampled_from(["nucleic-acid", "nucleic-acid", "antigen"]),
    result=st.sampled_from(["negative"] * 6 + ["positive", "none", "unknown"]),
    sampled_at=st.one_of(times, st.none()),
    tested_at=st.one_of(times, st.none()),
)
places = st.builds(Place, name=st.just("长春市"), risk=st.booleans())


doubts = st.one_of(st.just(()), st.just(()), st.lists(st.sampled_from(FIELDS), max_size=3, unique=True).map(tuple))


def claims(trusts=("verified", "read", "read", "seen", "invalid")):
    return st.builds(
        Claim,
        kind=st.sampled_from(CLAIMS),
        trust=st.sampled_from(trusts),
        issuer=st.sampled_from(["", "jilin", "campus"]),
        reason=st.sampled_from(REASONS),
        holder=holders,
        color=st.sampled_from(COLORS),
        updated_at=st.one_of(st.none(), times),
        expires_at=st.one_of(st.none(), st.none(), times),
        places=st.lists(places, max_size=1).map(tuple),
        tests=st.lists(tests, max_size=3).map(tuple),
        vaccination=st.sampled_from(["", "3"]),
        ticks=st.booleans(),
        doubtful=doubts,
    )  # fmt: skip


looks = st.builds(Look, item=st.sampled_from(ITEMS), good=st.sampled_from([True] * 9 + [False]), at=times)
temperatures = st.builds(
    Temperature,
    celsius=st.one_of(st.floats(36, 37.2), st.floats(36, 37.2), st.floats(30, 45), st.floats()),
    at=times,
    site=st.sampled_from(["forehead", "armpit", "ear"]),
    source=st.sampled_from(["thermometer", "typed"]),
)
approvals = st.builds(Approval, kind=st.sampled_from(["return", "leave", "visit"]), valid_from=times, valid_to=times)
denials = st.builds(Denial, since=times, until=times, lifted=st.sampled_from([False, False, True]))
whenever = st.one_of(st.just(NOW), st.just(NOW), st.just(NOW.replace(tzinfo=None)), times)


def several(one):
    return st.lists(one, max_size=4).map(tuple)


def evidences():
    return st.builds(
        Evidence,
        post=st.sampled_from([*POSTS, *POSTS, *POSTS, "moon"]),
        direction=st.sampled_from(DIRECTIONS),
        person=st.one_of(st.none(), persons, persons, persons),
        identity=st.sampled_from(["verified", "verified", "read", "seen", "invalid", None]),
        claims=several(claims()),
        looks=several(looks),
        temperatures=several(temperatures),
        approvals=several(approvals),
        denials=st.one_of(st.just(()), several(denials)),
        reference_at=st.one_of(st.none(), st.none(), times),
        on_roster=st.sampled_from([True, True, False]),
        released_at=st.one_of(st.none(), st.none(), times),
        since=st.one_of(st.none(), times),
    )


def complete_but():
    """Evidence that most levels admit, so that the properties of admitting are tried on more than a few."""
    good = {
        "claims": tuple(Claim(kind=kind, trust="read", color="green") for kind in ("health-code", "travel-card")),
        "looks": (Look("symptoms", True, NOW), Look("test-report", True, NOW)),
        "temperatures": (Temperature(36.5, NOW),),
        "approvals": tuple(
            Approval(kind, NOW - timedelta(1), NOW + timedelta(1)) for kind in ("return", "leave", "visit")
        ),
    }
    return st.builds(
        Evidence,
        post=st.sampled_from(POSTS),
        direction=st.sampled_from(DIRECTIONS),
        person=persons,
        identity=st.sampled_from(["verified", "seen"]),
        on_roster=st.booleans(),
        reference_at=st.one_of(st.none(), times),
        released_at=st.one_of(st.none(), times),
        **{
            field: st.one_of(st.just(value), st.just(value), st.tuples(st.sampled_from(value), extra).map(tuple))
            for (field, value), extra in zip(good.items(), (claims(), looks, temperatures, approvals), strict=True)
        },
    )


any_evidence = st.one_of(evidences(), complete_but())
