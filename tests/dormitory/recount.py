"""A day's numbers counted again from the plain records, by code of its own: it imports nothing of app.dormitory.

Slow and simple on purpose: for every person and every round it looks through that person's records by hand.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta, timezone

HERE = timezone(timedelta(hours=8))
WINDOWS = {"morning": ("00:00", "06:30", "08:30", "11:30"), "noon": ("11:30", "11:30", "13:30", "20:00"),
           "evening": ("20:00", "20:00", "22:00", "24:00")}  # fmt: skip
"""Counts from, opens, closes, counts until: as docs/dormitory.md says."""
PEOPLE = ("residents", "high", "again", "ill", "amended", "observed", "contradicted")
LONG = datetime(2100, 1, 1, tzinfo=HERE)
HIGH = {"armpit": 37.3, "forehead": 37.3, "ear": 37.5}


def moment(day: date, clock: str) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, tzinfo=HERE) + timedelta(hours=hours, minutes=minutes)


def last_versions(records: list[dict]) -> list[dict]:
    """Each record as it stands: whatever corrects it, and corrects that, instead of it; `amended` where one did."""
    replaced_by = {one["corrects"]: one for one in records if one.get("corrects")}
    found = []
    for one in records:
        if not one.get("corrects"):
            amended = False
            while one["id"] in replaced_by:
                one, amended = replaced_by[one["id"]], True
            found.append({**one, "amended": amended})
    return found


def round_name(one: dict) -> str:
    if one.get("round"):
        return one["round"]
    day = one["at"].astimezone(HERE).date()
    for name, (begins, _, _, ends) in WINDOWS.items():
        if moment(day, begins) <= one["at"] < moment(day, ends):
            return name
    raise AssertionError(one)


def beds(roster: list[dict], records: list[dict]) -> list[dict]:
    """Who lived in which room from when to when: the list of people, changed by each move and each leaving for good
    that was not withdrawn."""
    withdrawn = {one.get("withdraws") for one in records if one["kind"] == "residence"}
    found = []
    for person in roster:
        room, since = (person["building"], person["room"]), None
        moves = [
            one
            for one in records
            if one["kind"] == "residence" and one["person"] == person["number"] and one["id"] not in withdrawn
            and one["act"] in ("moved", "left")
        ]  # fmt: skip
        for one in sorted(moves, key=lambda one: (one["since"], one["id"])):
            then = datetime.fromisoformat(one["since"])
            if room:
                found.append({**person, "building": room[0], "room": room[1], "since": since, "until": then})
            room, since = (tuple(one["to"].split("-")[:2]), then) if one["act"] == "moved" else (None, None)
        if room:
            found.append({**person, "building": room[0], "room": room[1], "since": since, "until": None})
    return found


def leaves(records: list[dict]) -> list[dict]:
    """Who was away from when to when: on leave until somebody was back, then those observed elsewhere."""
    withdrawn = {one.get("withdraws") for one in records if one["kind"] == "residence"}
    changes = [one for one in records if one["kind"] == "residence" and one["id"] not in withdrawn]
    found = []
    for one in changes:
        if one["act"] == "leave":
            start = datetime.fromisoformat(one["since"])
            end = datetime.fromisoformat(one["until"]) if one["until"] else LONG
            for back in changes:
                if back["act"] == "back" and back["person"] == one["person"]:
                    came = datetime.fromisoformat(back["since"])
                    end = came if start <= came < end else end
            found.append({"number": one["person"], "from": start, "to": end, "why": "leave"})
    steps = by_person(one for one in records if one["kind"] in ("observation-step", "medical-step"))
    return found + [one for person in sorted(steps) for one in observed(person, steps[person])]


def observed(person: str, steps: list[dict]) -> list[dict]:
    """The times somebody spent in rooms of observation, minute by minute where they were."""
    open_, kept, gone, found = False, False, None, []
    for one in sorted(steps, key=lambda one: (one["at"], one["id"])):
        if one["act"] == "kept":
            kept = True
            gone = gone if open_ else one["at"]
            open_ = True
        elif one["act"] in ("placed", "moved"):
            if one["home"] and gone:
                found.append({"number": person, "from": gone, "to": one["at"], "why": "observation"})
            gone, open_ = (None if one["home"] else gone or one["at"]), True
        elif one["act"] == "released" and open_ and (kept or one["kind"] == "observation-step"):
            if gone:
                found.append({"number": person, "from": gone, "to": one["at"], "why": "observation"})
            open_, kept, gone = False, False, None
    return found + [{"number": person, "from": gone, "to": LONG, "why": "observation"}] * bool(gone)


def numbers(day: date, beds: list[dict], records: list[dict], leaves: list[dict]) -> dict[tuple[str, str], dict]:
    """(scope, name) → the day's numbers at its end."""
    of_person = by_person(
        one
        for one in last_versions(records)
        if one["kind"] in ("temperature", "statement") and one["at"].astimezone(HERE).date() == day
    )
    contradicted = contradictions(day, beds, records, leaves)
    totals = defaultdict(lambda: defaultdict(int))
    people = defaultdict(lambda: defaultdict(set))
    for name, (_, opens, closes, _) in WINDOWS.items():
        for person, had in of_number(beds).items():
            bed = last_bed(person, had, moment(day, opens), moment(day, closes))
            if bed is None:
                continue
            own = [one for one in of_person[person] if round_name(one) == name]
            facts = person_in_round(own, bed, leaves, moment(day, closes))
            for scope in (("campus", ""), ("building", bed["building"]), ("college", bed["college"])):
                totals[scope][facts["status"]] += 1
                totals[scope]["late"] += facts["late"]
                for what in ("residents", *facts["about"]):
                    people[scope][what].add(person)
                if person in contradicted:
                    people[scope]["contradicted"].add(person)
    return {scope: summed(totals[scope], people[scope]) for scope in totals}


def of_number(beds: list[dict]) -> dict[str, list[dict]]:
    found = defaultdict(list)
    for bed in beds:
        found[bed["number"]].append(bed)
    return found


def last_bed(person: str, beds: list[dict], opens: datetime, closes: datetime) -> dict | None:
    had = [
        bed
        for bed in beds
        if bed["number"] == person
        and (bed["since"] is None or bed["since"] <= closes)
        and (bed["until"] is None or bed["until"] > opens)
    ]
    return sorted(had, key=lambda bed: bed["since"] or datetime.min.replace(tzinfo=HERE))[-1] if had else None


def person_in_round(own: list[dict], bed: dict, leaves: list[dict], closes: datetime) -> dict:
    temperatures = sorted((one for one in own if one["kind"] == "temperature"), key=lambda one: one["at"])
    words = {one["says"] for one in own if one["kind"] == "statement"}
    away = [one for one in leaves if one["number"] == bed["number"] and one["from"] <= closes < one["to"]]
    gone = away or (bed["until"] is not None and bed["until"] <= closes)
    if temperatures:
        status = "measured"
    elif gone or "away" in words:
        status = "away"
    else:
        status = "stated" if words else "missing"
    high = [one for one in temperatures if one["celsius"] >= HIGH[one["site"]]]
    rested = [one for one in high if one["at"] - high[0]["at"] >= timedelta(minutes=15)]
    about = ["high"] * bool(high) + ["again"] * bool(rested)
    about += ["ill"] * ("ill" in words or any(one["cough"] for one in temperatures))
    about += ["amended"] * any(one["amended"] for one in own)
    about += ["observed"] * bool(away and away[-1]["why"] == "observation")
    late = bool(temperatures) and temperatures[0]["at"] >= closes
    return {"status": status, "late": late, "about": about}


def summed(totals: dict, people: dict) -> dict[str, int]:
    counts = {name: totals[name] for name in ("measured", "stated", "missing", "away", "late")}
    counts |= {name: len(people[name]) for name in PEOPLE}
    return {**counts, "due": counts["measured"] + counts["stated"] + counts["missing"]}


def by_person(records) -> dict[str, list[dict]]:
    found = defaultdict(list)
    for one in records:
        for person in [one["person"]] if "person" in one else [each["person"] for each in one["people"]]:
            found[person].append(one)
    return found


def contradictions(day: date, beds: list[dict], records: list[dict], leaves: list[dict]) -> set[str]:
    """Whose records disagree, and nobody has settled it."""
    week = by_person(one for one in last_versions(records) if one["at"] < moment(day, "24:00"))
    notes = by_person(one for one in records if one["kind"] == "verification")
    found = set()
    for person, had in of_number(beds).items():
        own = [leave for leave in leaves if leave["number"] == person]
        for ids in disagreeing(day, week[person], own, had):
            about = [note for note in notes[person] if set(ids) <= set(note["records"])]
            if not about or about[-1]["outcome"] == "open":
                found.add(person)
    return found


def disagreeing(day: date, own: list[dict], leaves: list[dict], beds: list[dict]) -> list[list[str]]:
    """Ids of the records of one person that disagree, each set of them."""
    looked = last_look(day, own)
    own = sorted(own, key=lambda one: one["at"])
    through = [one for one in own if one["kind"] == "passage" and one["verdict"] == "admit"]
    today = [one for one in own if one["at"].astimezone(HERE).date() == day]
    shown = [one for one in today if one["kind"] == "temperature" and one["source"] == "thermometer"]
    shown += [one for one in looked if one["act"] in ("in", "late")]
    found = [pair for one in shown for pair in out_of_the_gate(one, through)]
    found += not_found(day, looked, through, leaves, beds)
    came = [one for one in through if one in today and one["direction"] == "in"]
    ten = timedelta(minutes=10)
    on_leave = [
        one["id"]
        for one in [*came, *shown]
        if any(leave["why"] == "leave" and leave["from"] + ten <= one["at"] < leave["to"] - ten for leave in leaves)
    ]
    found += [on_leave] * bool(on_leave)
    for name, (_, opens, closes, _) in WINDOWS.items():
        bed = last_bed(beds[0]["number"], beds, moment(day, opens), moment(day, closes))
        if bed is not None:
            facts = [one for one in today if one["kind"] in ("temperature", "statement") and round_name(one) == name]
            found += in_round(facts, through, leaves, bed, moment(day, closes))
            tests = [one for one in today if one["kind"] == "test-result"]
            found += against_tests(facts, tests, leaves, bed, (moment(day, opens), moment(day, closes)))
    return found


def last_look(day: date, own: list[dict]) -> list[dict]:
    """What the night check's last tick of a person says, where it was not taken back. own: as they were written."""
    ticks = [one for one in own if one["kind"] == "night-step" and one["at"].astimezone(HERE).date() == day]
    return [] if not ticks or ticks[-1]["act"] == "undone" else ticks[-1:]


def not_found(day: date, looked: list[dict], through: list[dict], leaves: list[dict], beds: list[dict]) -> list[list]:
    """Not found at night, though the last passage by the door of the building of the day's last bed was in."""
    rounds = [last_bed(beds[0]["number"], beds, moment(day, opens), moment(day, closes))
              for _, opens, closes, _ in WINDOWS.values()]  # fmt: skip
    lived = [bed for bed in rounds if bed]
    for one in looked:
        before = [each for each in through if each["at"] <= one["at"]]
        away = any(leave["why"] == "leave" and leave["from"] <= one["at"] < leave["to"] for leave in leaves)
        if one["act"] != "absent" or away or not before or not lived or lived[-1]["building"] != "5":
            continue
        if before[-1]["direction"] == "in" and (one["at"] - before[-1]["at"]).total_seconds() > 600:
            return [[before[-1]["id"], one["id"]]]
    return []


def against_tests(
    facts: list[dict], tests: list[dict], leaves: list[dict], bed: dict, window: tuple[datetime, datetime]
) -> list[list[str]]:
    """Said to be away while a sample was taken, or well after a positive one."""
    found, ten = [], timedelta(minutes=10)
    away = any(one["from"] <= window[1] < one["to"] for one in leaves)
    gone = away or (bed["until"] is not None and bed["until"] <= window[1])
    for said in (one for one in facts if one["kind"] == "statement"):
        for test in tests:
            sampled = datetime.fromisoformat(test["sampled_at"])
            if said["says"] == "away" and not gone and window[0] - ten <= sampled <= window[1] + ten:
                found.append([said["id"], test["id"]])
            recent = 0 <= (said["at"] - sampled).total_seconds() <= 86400
            if said["says"] == "normal" and test["result"] == "positive" and recent:
                found.append([said["id"], test["id"]])
    return found


def out_of_the_gate(one: dict, through: list[dict]) -> list[list[str]]:
    before = [each for each in through if each["at"] <= one["at"]]
    after = [each for each in through if each["at"] > one["at"]]
    if not before or before[-1]["direction"] == "in":
        return []
    beside = [before[-1], *after[:1]]
    near = any(abs((each["at"] - one["at"]).total_seconds()) <= 600 for each in beside)
    return [] if near else [[before[-1]["id"], one["id"]]]


def in_round(
    facts: list[dict], through: list[dict], leaves: list[dict], bed: dict, closes: datetime
) -> list[list[str]]:
    temperatures = [one for one in facts if one["kind"] == "temperature"]
    said = {says: [one["id"] for one in facts if one.get("says") == says] for says in ("normal", "away", "ill")}
    bad = [one["id"] for one in temperatures if one["celsius"] >= HIGH[one["site"]] or one["cough"]] + said["ill"]
    found = [said["normal"] + bad] if said["normal"] and bad else []
    away = any(one["from"] <= closes < one["to"] for one in leaves)
    if said["away"] and not away and not (bed["until"] is not None and bed["until"] <= closes):
        found.append(said["away"])
    for one in temperatures:
        for other in through:
            apart = abs((one["at"] - other["at"]).total_seconds())
            if other["celsius"] is None or apart > 7200:
                continue
            if (one["celsius"] >= HIGH[one["site"]]) != (other["celsius"] >= HIGH["forehead"]):
                found.append([one["id"], other["id"]])
    return found
