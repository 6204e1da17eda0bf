"""A centre with something on every page of its administration, entered by its people through their browsers."""

import re
from typing import Any

from app.codes.campus_key import make, public_bytes, public_to_pem
from app.policy.person import Person
from tests.fakes.dashboards import NOON, PERSON, Browser, Site

PEOPLE = (
    PERSON,
    Person(number="2019000002", name="吴立", college="护理学院"),
    Person(number="2019000003", name="孙爽", college="公共卫生学院"),
)
CREW = {"学院王": "counsellor", "防控办赵": "duty", "李书记": "supervisor"}
PLACES = "\n".join([
    "编码,名称,校长,校长电话,院长,楼长,楼长电话,寝室长", "main,主校区,李校长,0431-1000001,,,,",
    "main/5,5 号楼,,,,周明,13800000005,",
    "main/5/A,A 区,,,,,,", "main/5/A/3,3 层,,,孙院长,,,", "main/5/A/3/316,316 寝,,,,,,王一", "main/10,10 号楼,,,,,,",
])  # fmt: skip
VEHICLES = "\n".join([
    "车牌,车主,类别,电话,有效期至", "吉A·12345,长春粮油公司,供货车,13800000001,2022-06-30",
    "吉AD00001,车队,公务车,,", "吉A00002,何老师,教工,,2022-04-01",
])  # fmt: skip
APPLICATIONS = (
    (PEOPLE[0].number, "leave", "回家取药", 1), (PEOPLE[1].number, "return", "返校上课", 3),
    (PEOPLE[2].number, "leave", "就医", 0),
)  # fmt: skip
"""Number, kind, purpose, and how many of the three steps are taken."""


def at(hour: int, day: int = 10) -> str:
    """A time of NOON's month as a browser sends it."""
    return f"2022-04-{day:02}T{hour:02}:00"


def crew(site: Site) -> dict[str, Browser]:
    """Whoever takes the steps of an approval, signed in, by name."""
    found = {}
    for name, role in CREW.items():
        site.account(name, role)
        found[name] = site.browser()
        found[name].sign_in(name)
    return found


def apply(browser: Browser, number: str, kind: str = "leave", purpose: str = "回家取药") -> str:
    """A new application; its id."""
    browser.get("/approvals/new")
    browser.post("/approvals/new", kind=kind, number=number, valid_from=at(8), valid_to=at(20, 12), purpose=purpose)
    return re.findall(r'action="/dashboard/approvals/([0-9a-f-]{36})"', browser.page)[0]


def agree(browser: Browser, *ids: str, word: str = "同意") -> None:
    """This role's step for each of these."""
    browser.get("/approvals")
    browser.post("/approvals", act="agree", word=word, **{f"pick:{id_}": "yes" for id_ in ids})


def administer(site: Site, chief: Browser) -> None:
    """chief: an administrator's browser."""
    site.publish(*PEOPLE)
    people = crew(site)
    steps = list(people.values())
    for number, kind, purpose, taken in APPLICATIONS:
        id_ = apply(steps[0], number, kind, purpose)
        for browser in steps[:taken]:
            agree(browser, id_)
    chief.get("/visits")
    chief.post("/visits", name="赵工", number="13800000009", host="何老师", purpose="检修电梯", valid_from=at(8),
               valid_to=at(18), vehicle="吉A·B1C2D")  # fmt: skip
    for page, name, table in (("/vehicles", "车辆.csv", VEHICLES), ("/places", "网格.csv", PLACES)):
        chief.get(page)
        chief.send(f"{page}/import", name, table.encode())
    chief.get("/restricted")
    chief.post("/restricted", by="number", value=PEOPLE[2].number, why="多次代刷他人校园码", until=at(8, 20))
    chief.get("/keys")
    key = make()
    chief.post("/keys", label="2022 年校园码", pem=public_to_pem(public_bytes(key)).decode())
    chief.post("/revocations", serial="00ff" * 8, why="手机丢失，本人报告")
    chief.get("/retention")
    chief.post("/retention", kind="passage", days="60", why="流调需要")
    chief.post("/holds", of="passage", number=PEOPLE[1].number, reason="案件 7")
    site.file(next(iter(site.ledgers.values())), ("goods", NOON.replace(hour=1), delivery()))


def delivery() -> dict[str, Any]:
    """The body of a delivery that was released, and that no store has."""
    wiped = {"agent": "含氯", "concentration": "500 mg/L", "operator": "孙", "at": NOON.isoformat()}
    return {
        "outcome": "released", "goods_class": "daily", "celsius": 36.5, "health_code": "green", "travel_card": "green",
        "test_report": "negative", "deliverer": {"name": "赵强", "phone": "13900000001"}, "vehicle": "吉A12345",
        "lines": [{"name": "大米", "quantity": 200, "unit": "袋"}], "carrier": "何老师", "means": "电瓶车",
        "route": "东环路", "trip": {"origin": "长春", "left_at": NOON.isoformat()}, "store": "一食堂库房",
        **{f"{what}_disinfected": wiped for what in ("people", "vehicle", "goods", "area")},
    }  # fmt: skip
