"""An invented day at the centre: a dormitory's rounds and reports, people at the medical duty room, deliveries on their
way, parcels, key post staff, and what of the levels' lists and other systems the centre keeps."""

from datetime import datetime, time, timedelta
from typing import Any

import msgspec

from app.policy.evidence import Approval
from app.policy.level import levels
from app.policy.leveltext import write
from app.policy.person import Person
from app.server.dashboard.acts import note
from app.server.hooks import keeping, outbox
from app.server.outside import tokens
from app.server.reference.changeset import Who
from app.server.reference.published import Published
from app.store.reference.keystaff import SECTION as KEY_STAFF
from app.store.reference.keystaff import KeyStaff, Shift
from app.store.reference.places import Head, Place
from app.store.reference.staging.rows import Change, encoded
from tests.fakes.administration import delivery
from tests.fakes.dashboards import NOON, Browser, Site, passage

MORNING, LUNCH = NOON.replace(hour=23, minute=0) - timedelta(days=1), NOON.replace(hour=4, minute=0)
"""07:00 and 12:00 on the campus: both rounds are open then; NOON is within the second."""
COUNSELLOR = "孙老师"
RESIDENTS = tuple(
    Person(
        number=f"2020{building:02}{n:02}", name=name, place=f"{building}-{300 + n // 4}-{n % 4 + 1}",
        phone=f"138{building:04}{n:04}",
        college="护理学院" if building == 5 else "临床医学院", counsellor=COUNSELLOR if n < 4 else "郑老师",
        class_name="20-1",
    )
    for building in (5, 12)
    for n, name in enumerate(("林晓彤", "吴立", "孙爽", "周一鸣", "王思远", "李静", "陈晨", "郑好"))
)  # fmt: skip
STAFF = Person(number="90001", name=COUNSELLOR, kind="staff", phone="13900000001")
GRID = (
    Place(path="main", title="主校区"),
    Place(path="main/5", title="5 号楼", heads={"building": Head("周楼长", "13900000005")}),
    Place(path="main/12", title="12 号楼", heads={"building": Head("吴楼长", "13900000012")}),
    *(
        Place(path=f"main/{building}/A/3/{room}", title=f"{room} 寝", heads={"room": Head("王寝室长", "13900000300")})
        for building in (5, 12) for room in (300, 301)
    ),
)  # fmt: skip
Fact = tuple[str, datetime, dict[str, Any]]


def house(site: Site, *leaves: tuple[str, Approval]) -> None:
    """The residents, their counsellors and places, published."""
    rows = [Change("person", one.number, encoded(one)) for one in (*RESIDENTS, STAFF)]
    rows += [Change("place", one.path, msgspec.json.encode(one)) for one in GRID]
    rows += [Change("approval", number, msgspec.json.encode([leave])) for number, leave in leaves]
    Published(site.storage.engine).change(Who("test", "import", "", site.now), rows)


def measured(number: str, at: datetime, celsius: float = 36.5, **more: Any) -> Fact:
    """An armpit thermometer's reading at a post."""
    return "temperature", at, {"person": number, "celsius": celsius, "site": "armpit", "source": "thermometer", **more}


def rounds_of_day(site: Site) -> None:
    """The morning is in but for two people; noon has just begun. One was late, one is amended, one had been out of the
    gate since yesterday, one is warm."""
    five, twelve = site.station("5 号楼值守台"), site.station("12 号楼值守台")
    first, *others = (one.number for one in RESIDENTS[:8])
    gate = site.ledgers.get("东门") or site.station("东门")
    site.file(gate, ("passage", NOON - timedelta(hours=20), passage(others[0], "吴立", "out")))
    (wrong,) = site.file(five, measured(first, MORNING, 39.5))
    site.file(
        five, measured(first, MORNING, 36.5, corrects=wrong, why="输错"),
        *(measured(number, MORNING) for number in others[:4]),
        measured(others[4], MORNING + timedelta(hours=2)),
        *(measured(number, LUNCH, 37.8 if number == others[2] else 36.4) for number in others[:5]),
    )  # fmt: skip
    site.file(twelve, *(measured(one.number, MORNING) for one in RESIDENTS[8:15]))


def sign(site: Site, ledger_name: str, step: str, at: datetime, follows: str = "", **numbers: int) -> str:
    """The report of building 5, signed; its id."""
    names = ("due", "measured", "stated", "missing", "late", "away", "residents", "amended", "contradicted", "high",
             "again", "ill", "observed")  # fmt: skip
    counts = dict.fromkeys(names, 0) | numbers
    body = {"day": "2022-04-10", "scope": "building", "of": "5", "step": step, "numbers": counts, "follows": follows}
    (id_,) = site.file(site.ledgers[ledger_name], ("daily-report", at, body))
    return id_


def duty_room(site: Site) -> None:
    """Somebody waits, somebody is kept, somebody was released, somebody rests."""
    gate = site.ledgers.get("东门") or site.station("东门")
    room = site.station("医疗值班室")
    people = {one.number: one.name for one in RESIDENTS[8:11]}
    (waiting, kept, gone), past = people, NOON - timedelta(hours=3)

    def step(number: str, act: str, at: datetime, **more: Any) -> Fact:
        return "medical-step", at, {"person": number, "name": people.get(number, ""), "act": act, **more}

    site.file(
        gate, step(waiting, "referred", NOON - timedelta(minutes=40), reasons=["fever"], celsius=38.2),
        step(kept, "referred", past, reasons=["cough"]), step(gone, "referred", past, reasons=["fever"], celsius=37.5),
        ("medical-step", NOON - timedelta(minutes=5),
         {"key": "7f3a", "act": "resting", "celsius": 37.4, "minutes": 15}),
    )  # fmt: skip
    soon = {"where": "留观室 2 床", "until": (NOON + timedelta(hours=2)).isoformat()}
    site.file(
        room, step(kept, "taken", past + timedelta(minutes=6)),
        step(kept, "kept", past + timedelta(minutes=20), **soon),
        step(gone, "released", past + timedelta(minutes=30), word="复测 36.6 ℃，无不适"),
    )  # fmt: skip


def deliveries(site: Site) -> None:
    """One on its way for long, one received with a difference, one closed."""
    gate = site.ledgers.get("北门（物资）") or site.station("北门（物资）")
    store = site.station("一食堂库房")
    early = NOON - timedelta(hours=5)
    for number, begun in (("G0410-1", early), ("G0410-2", NOON - timedelta(hours=1)), ("G0410-3", early)):
        site.file(gate, ("goods", begun, {**delivery(), "delivery": number}))
        carried = {"delivery": number, "act": "carried", "by": "何老师"}
        site.file(gate, ("goods-step", begun + timedelta(minutes=9), carried))
    for number, count in (("G0410-2", 180), ("G0410-3", 200)):
        counted = [{"name": "大米", "quantity": count, "unit": "袋"}]
        body = {"delivery": number, "act": "received", "counted": counted, "whole": True, "by": "马师傅"}
        site.file(store, ("goods-step", NOON - timedelta(minutes=20), body))
    site.file(store, ("goods-step", NOON - timedelta(minutes=19), {"delivery": "G0410-3", "act": "closed"}))


def parcels(site: Site) -> None:
    """On a building's shelf something new, something old and a takeaway; one was fetched, one went back today."""
    gate, house_ = site.ledgers.get("东门") or site.station("东门"), site.station("5 号楼快递点")
    old, disinfected = NOON - timedelta(days=3), {"agent": "含氯消毒剂", "concentration": "500 mg/L", "minutes": 30}

    def came(key: str, at: datetime, **more: Any) -> Fact:
        about = {"courier": "顺丰", "waybill": f"SF10{key}", "name": "林晓彤", "phone_tail": "0001", "shelf": "A1"}
        return "parcel-step", at, {"act": "arrived", "parcels": [key], **about, **more}

    def step(act: str, at: datetime, *keys: str, **more: Any) -> Fact:
        return "parcel-step", at, {"act": act, "parcels": list(keys), **more}

    site.file(
        house_, came("p1", old), came("p2", NOON - timedelta(hours=30)), came("p3", NOON - timedelta(hours=2)),
        came("p4", NOON - timedelta(hours=1), sort="takeaway", courier="美食速送", waybill=""),
        came("p5", old, name="吴立", phone_tail="0002"), came("p6", old, name="孙爽", phone_tail="0003"),
        step("disinfected", NOON - timedelta(hours=29), "p2", "p5", "p6",
             disinfection={"at": (NOON - timedelta(hours=29)).isoformat(), "operator": "周明", **disinfected}),
        step("picked", NOON - timedelta(minutes=50), "p5", by_name="吴立", by=RESIDENTS[1].number, trust="seen"),
        step("returned", NOON - timedelta(minutes=40), "p6", reason="地址不清"), post="5 号楼快递点",
    )  # fmt: skip
    site.file(gate, came("p7", NOON - timedelta(minutes=20), name="", phone_tail=""), post="东门")


def key_staff() -> tuple[KeyStaff, ...]:
    """Whose work is published: a cook, a cleaner and a guard of the day, a warden of the night."""
    early, night = (Shift(time(6), time(14)),), (Shift(time(22), time(6)),)
    head = {"head": "马经理", "head_phone": "13900000077"}
    return (
        KeyStaff(number="91001", name="马师傅", post="一食堂", category="食堂", shifts=early, phone="13900000011",
                 allowed=("一食堂",), **head),
        KeyStaff(number="91002", name="高姐", post="一食堂", category="食堂", shifts=early, phone="13900000012",
                 **head),
        KeyStaff(number="91003", name="郭阿姨", post="5 号楼保洁", category="保洁", shifts=early, phone="13900000013",
                 allowed=("5 号楼",)),
        KeyStaff(number="91004", name="何师傅", post="5 号楼夜班", category="宿管", shifts=night),
    )  # fmt: skip


def key_posts(site: Site) -> None:
    """One is at work, one never came, one signed in late and was seen at the gate, one has the night."""
    rows = [Change(KEY_STAFF, one.key, msgspec.json.encode(one)) for one in key_staff()]
    Published(site.storage.engine).change(Who("test", "import key-staff", "", site.now), rows)
    canteen, gate = site.station("一食堂"), site.ledgers.get("东门") or site.station("东门")
    begin = NOON.replace(hour=22, minute=0, second=0) - timedelta(days=1)  # 06:00 on the campus

    def sign(number: str, at: datetime, act: str = "in") -> Fact:
        return "key-sign", at, {"person": number, "act": act, "key_post": "一食堂"}

    site.file(canteen, sign("91001", begin - timedelta(minutes=10)), post="一食堂")
    site.file(gate, ("passage", NOON - timedelta(hours=1), passage("91003", "郭阿姨", "out")), post="东门")
    warden = site.ledgers.get("5 号楼值守台") or site.station("5 号楼值守台")
    site.file(warden, sign("91003", begin + timedelta(minutes=25)), post="5 号楼")


def lists(site: Site, chief: Browser) -> None:
    """Places at risk, exceptions and a level of the campus's own. chief: an administrator's browser."""
    chief.get("/levels/regions")
    text = "吉林省长春市绿园区,2022-04-01,2022-04-20\n上海市\n".encode()
    chief.send("/levels/regions/import", "名单.txt", text, act="take", why="市防指 4 月 9 日通报")
    chief.get("/levels/exceptions")
    chief.post("/levels/exceptions", whom="place", value="吉林省长春市", item="travel-card", level="all",
               until="2022-04-17T18:00", why="本市，人人带星")  # fmt: skip
    chief.post("/levels/exceptions", whom="contractor", item="vaccination", level="routine",
               until="2022-04-30T00:00", why="保洁公司另行登记")  # fmt: skip
    chief.get("/levels/texts")
    chief.send("/levels/texts", "morning.toml", own_level().encode(), why="早高峰放宽行程卡")


def own_level(strictness: int = 15) -> str:
    """The text of a level of a school's own."""
    file = levels()["routine"].file
    return write(msgspec.structs.replace(file, name="morning", title="早高峰", strictness=strictness))


def systems(site: Site) -> str:
    """Tokens, one of which was used, and a webhook of which a message waits and one was given up; its id."""

    def work(connection: Any) -> str:
        made = tokens.make(connection, "教务系统", ["people.read", "counts.read"], 90, site.now - timedelta(days=30))
        connection.execute("UPDATE outside_token SET used_at = ?", ((site.now - timedelta(hours=2)).isoformat(),))
        tokens.make(connection, "大数据平台", ["records.read", "levels.read"], 30, site.now - timedelta(days=40))
        hook, _ = keeping.add(connection, "校务大屏", "https://screen.example.edu.cn/gatepost",
                              ["level.published", "fever.found"], site.now)  # fmt: skip
        for _ in range(3):
            outbox.ping(connection, hook.id, site.now)
        lost, late, _ = (one.id for one in keeping.last(connection, hook.id, 3))
        sql = "UPDATE delivery SET state = ?, tries = ?, said = ?, due_at = ? WHERE id = ?"
        connection.execute(sql, ("given up", 14, "connection", site.now.isoformat(), lost))
        connection.execute(sql, ("waiting", 4, "503", (site.now + timedelta(minutes=2)).isoformat(), late))
        note(connection, site.now, "test", "api token", "教务系统")
        return made and hook.id

    return site.storage.engine.write(work)


def whole(site: Site, chief: Browser) -> str:
    """All of it; the id of the webhook."""
    house(site)
    rounds_of_day(site)
    duty_room(site)
    deliveries(site)
    parcels(site)
    key_posts(site)
    lists(site, chief)
    return systems(site)
