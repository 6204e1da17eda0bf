"""The words of the table of cases (cases/README.md): each says one thing of the level's lists or of the evidence."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.codes.claim import Claim, Holder, Place, Test
from app.policy.decide import decide
from app.policy.decision import Decision
from app.policy.evidence import Approval, Denial, Evidence, Look, Temperature
from app.policy.level import levels
from app.policy.lists import Exemption, Lists, Region
from app.policy.person import Person

CAMPUS = ZoneInfo("Asia/Shanghai")
TODAY = date(2022, 4, 12)
DAY = timedelta(days=1)
_FIELDS = {"name": "holder.name", "result": "tests.result", "sampled_at": "tests.sampled_at"}
"""Fields of a part of a claim, as a page names what it is in doubt of."""
_CLOCKS = {"still": "page-clock-stopped", "running": "page-clock-running"}
_TESTS = {"test": "nucleic-acid", "dcc": "nucleic-acid", "antigen": "antigen"}
_SAID = {"cough": ("symptoms", False), "no cough": ("symptoms", True),
         "mask on": ("mask", True), "mask off": ("mask", False)}  # fmt: skip
_TIME = r"(?:yesterday \S+|\d\d-\d\d \d\d:\d\d|\S+)"


@dataclass
class Told:
    """What the words told so far."""

    evidence: Evidence
    person: Person
    now: datetime
    regions: list[Region] = field(default_factory=list)
    exemptions: list[Exemption] = field(default_factory=list)

    def add(self, **more):
        """Sets fields of the evidence; tuples are appended to."""
        old = {name: getattr(self.evidence, name) for name in more}
        new = {name: old[name] + value if isinstance(value, tuple) else value for name, value in more.items()}
        self.evidence = replace(self.evidence, **new)

    def time(self, words, key="at", default=None):
        """The time behind `key` in the words, else the default, else now."""
        found = re.search(rf"(?:^| ){key} ({_TIME})", words)
        return moment(found[1], self.now) if found else default or self.now


def moment(text, now):
    if span := re.fullmatch(r"([+-])(?:(\d+)h)?(\d*)m?(\d*)", text):
        sign, hours, minutes, seconds = span.groups()
        length = timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))
        return now - length if sign == "-" else now + length
    if text.endswith("Z"):
        return datetime.fromisoformat(text)
    day, _, hour = text.rpartition(" ")
    on = {"": TODAY, "yesterday": TODAY - DAY}.get(day) or date.fromisoformat(f"2022-{day}")
    return datetime.fromisoformat(f"{on}T{hour}").replace(tzinfo=CAMPUS)


def decided(case) -> Decision:
    """What `decide()` says of a line of the table."""
    words = [word.strip() for word in case["shown"].split(";") if word.strip()]
    now = moment(next((word[4:] for word in words if word.startswith("now ")), "08:00"), datetime.min)
    person = Person(number="1001", name="张三", phone="13812345678", kind=case["who"].replace("nobody", "visitor"))
    told = Told(Evidence(case["post"], case["way"]), person, now)
    for word in words:
        _tell(told, word)
    level = levels()[case["level"]].beside(Lists(tuple(told.regions), tuple(told.exemptions)))
    return decide(level, told.evidence, now)


def _tell(told, words):
    first = words.partition(" ")[0]
    if words in _SHORT:
        for word in _SHORT[words]:
            _tell(told, word)
    elif re.fullmatch(r"\d\d\.\d+", first):
        site = next((site for site in ("armpit", "ear") if site in words), "forehead")
        told.add(temperatures=(Temperature(float(first), told.time(words), site),))
    elif said := next((_SAID[one] for one in _SAID if words.startswith(one)), None):
        told.add(looks=(Look(*said, told.time(words)),))
    else:
        _TELLING[first](told, words)


def _identified(told, words):
    if words.startswith("code of "):
        told.add(claims=(_campus_code("verified", name=words.removeprefix("code of "), number="1002"),))
        return
    code = words.startswith("code")
    told.add(person=told.person, identity="verified" if code else "seen", on_roster="off-list" not in words)
    if code:
        told.add(claims=(_campus_code("verified", name="张三", number="1001"),))


def _campus_code(trust, reason="", **holder):
    return Claim(kind="campus-code", trust=trust, issuer="campus", reason=reason, holder=Holder(**holder))


def _wrong_code(told, words):
    told.add(claims=(_campus_code("invalid", f"code-{words.split()[1]}"),))


def _approved(told, words):
    kind, _, when = words.partition(" ")
    since, until = told.now - DAY, told.now + DAY
    if when == "over":
        since, until = told.now - 3 * DAY, told.now - DAY
    elif when == "tomorrow":
        since, until = told.now + DAY, told.now + 3 * DAY
    elif when:
        since, until = (moment(end, told.now) for end in when.split("-"))
    told.add(approvals=(Approval(kind, since, until),))


def _looked(told, words):
    item = "approval" if words == "paper approval" else words.split()[1]
    told.add(looks=(Look(item, not words.startswith("wrong"), told.time(words)),))


def _page(told, words):
    kind, state = words.split()[:2]
    invalid = state == "invalid"
    clock = next((_CLOCKS[word] for word in _CLOCKS if f" {word}" in words), "")
    to = re.search(r" to (\S+)", words)
    places = tuple(Place(one.rstrip("*"), one.endswith("*")) for one in to[1].split("、")) if to else ()
    told.add(claims=(Claim(
        kind=kind, trust="invalid" if invalid else "read", reason=f"{kind}-expired" if invalid else clock,
        issuer=next((issuer for issuer in ("jilin", "shanghai") if issuer in words), ""),
        color="" if invalid else state, holder=_holder(words), places=places, doubtful=_unsure(words),
        updated_at=None if "no time" in words else told.time(words), ticks=" clock" in words,
    ),))  # fmt: skip


def _report(told, words):
    first, result = re.sub(" forged", "", words).split()[:2]
    tested = told.time(words, "tested") if " tested " in words else None
    test = Test(
        kind=_TESTS[first], result=result, tested_at=tested,
        sampled_at=None if "unsampled" in words else told.time(re.sub(r"(?<=negative) (?=[-+])", " at ", words)),
    )  # fmt: skip
    trust = "invalid" if "forged" in words else "verified" if first == "dcc" else "read"
    told.add(claims=(Claim(
        kind="eu-dcc" if first == "dcc" else "test-report", trust=trust, tests=(test,), holder=_holder(words),
        reason="certificate-forged" if "forged" in words else "", doubtful=_unsure(words),
    ),))  # fmt: skip


def _holder(words):
    name, phone = re.search(r" of (\S+)", words), re.search(r" phone (\S+)", words)
    return Holder(name=name[1] if name else "", phone=phone[1] if phone else "")


def _unsure(words):
    found = re.search(r" unsure (\S+)", words)
    return (_FIELDS.get(found[1], found[1]),) if found else ()


def _restricted(told, words):
    starts = {"restricted over": -3 * DAY, "restricted tomorrow": DAY}.get(words, -DAY)
    since = told.now + starts
    told.add(denials=(Denial(since, since + 2 * DAY, lifted="lifted" in words),))


def _aged(told, words):
    hours = re.search(r"(\d+)h", words)
    told.add(reference_at=told.now - timedelta(hours=int(hours[1])) if hours else None)


def _region(told, words):
    days = {key: found for key in ("from", "until") if (found := re.search(rf" {key} (\S+)", words))}
    since, until = (date.fromisoformat(f"2022-{days[key][1]}") if key in days else None for key in ("from", "until"))
    told.regions.append(Region(name=words.split()[1], since=since, until=until))


def _exempted(told, words):
    place, value = words.startswith("no-risk"), words.split()[1]
    told.exemptions.append(Exemption(
        by="place" if place else "number", value=value if place else told.person.number,
        items=() if place else (value,), since=told.now - 3 * DAY, until=told.time(words, "until", told.now + DAY),
    ))  # fmt: skip


_SHORT = {
    "codes": ("health-code green", "travel-card green"),
    "report": ("test negative at -20h",),
    "reports": tuple(f"test negative at 04-{day} 09:00" for day in ("09", "10", "11")),
}
_TELLING = {
    "now": lambda told, words: None,
    "came": lambda told, words: told.add(since=told.time(words)),
    "list": _aged, "risk": _region, "exempt": _exempted, "no-risk": _exempted,
    "code": _identified, "card": _identified, "campus-code": _wrong_code,
    "return": _approved, "leave": _approved, "visit": _approved,
    "paper": _looked, "seen": _looked, "wrong": _looked,
    "health-code": _page, "travel-card": _page,
    "test": _report, "antigen": _report, "dcc": _report,
    "goods-ticket": lambda told, words: told.add(claims=(Claim(kind="goods-ticket", trust="verified"),)),
    "control-point": lambda told, words: told.add(claims=(Claim(kind="control-point", trust="verified"),)),
    "released": lambda told, words: told.add(released_at=told.time(words)),
    "referred": lambda told, words: told.add(referred_at=told.time(words)),
    "may": lambda told, words: told.add(may_rest=True),
    "restricted": _restricted,
}  # fmt: skip
