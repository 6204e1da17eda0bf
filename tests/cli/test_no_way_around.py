"""What a role may not see comes out of no command: every one that the parser knows is tried, with all it can write."""

import argparse
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from app.access.roles import PERMISSIONS, ROLES, Role
from app.access.sight import may_read
from app.cli.main import parser
from app.policy.person import Person
from app.records.registry import kind as kind_of
from app.records.registry import kinds
from app.settings import Home
from app.station.denying import Denying
from app.station.granting import Granting
from app.station.local import LocalPost
from tests.cli.conftest import Answer
from tests.fakes.homes import ADMINISTRATOR, PINS, real_post

Gatepost = Callable[..., Answer]
NUMBER, ID_NUMBER, PHONE = "2019000001", "220102200001017776", "13987654321"
PLATE = "吉A·D12345"
LABORATORY, AUDITED, DENIED = "云间检验所", "新任楼长", "多次借用他人校园码"
FREE = {"init", "demo", "read", "page", "kinds", "trust", "selfcheck", "key recover", "account pin", "account recover"}
"""Need nobody signed in, or only oneself: they have nothing of the ledger to tell."""
RUN: dict[str, tuple[str, ...]] = {
    "lane": ("--source", "lines:-", "--json"),
    "goods list": ("--all", "--json"),
    "goods show": ("{seq}", "--json"),
    "goods open": ("--json",),
    "goods note": ("{seq}", "-"),
    "goods release": ("{seq}", "--out", "{out}.png"),
    "goods refuse": ("{seq}", "--why", "试"),
    "goods carry": ("{seq}",),
    "goods receive": ("{seq}", "--by", "试"),
    "goods close": ("{seq}", "--why", "试"),
    "goods import": ("purchases", "{out}.csv"),
    "parcels list": ("--day", "--json"),
    "parcels arrive": ("顺丰", "--to", NUMBER, "--waybill", "SF1", "--json"),
    "parcels turn-away": ("顺丰", "--count", "1", "--why", "试"),
    "parcels disinfect": ("k1", "--agent", "试", "--concentration", "试", "--minutes", "3"),
    "parcels out": ("k1",),
    "parcels hand-out": (NUMBER, "--json"),
    "parcels return": ("k1", "--why", "试"),
    "parcels strike": ("k1", "--why", "试"),
    "keyposts list": ("--json",),
    "keyposts sign": (NUMBER, "--json"),
    "keyposts export": ("{out}.xlsx",),
    "records": ("--json",),
    "add": ("temperature", "-"),
    "export": ("test-result", "{out}.csv"),
    "people": ("--json",),
    "import": ("people", "{out}.csv"),
    "paper": ("--kind", "dormitory", "--building", "5", "--out", "{out}.pdf"),
    "account list": (),
    "account add": ("谁", "administrator"),
    "account role": (AUDITED, "guard"),
    "account reset": (AUDITED,),
    "account disable": (AUDITED,),
    "account enable": (AUDITED,),
    "account remove": (AUDITED,),
    "account emergency": (),
    "key where": (),
    "key file": (),
    "key keyring": (),
    "key passphrase": (),
    "key code": (),
    "pass": (NUMBER, "--text"),
    "level": (),
    "sheet people": (NUMBER, "--out", "{out}.pdf"),
    "sheet tickets": ("{out}.csv", "--out", "{out}.pdf"),
    "sheet points": ("{out}.csv", "--out", "{out}.pdf"),
    "revoke": (NUMBER,),
    "verify": ("--json",),
    "checkpoint": ("--out", "{out}.txt"),
    "retention": (),
    "show": ("{seq}", "--history"),
    "grant give": ("person.export", NUMBER, "--reason", "想看一看这个人"),
    "grant list": (),
    "grant end": ("{grant}",),
    "rounds read": ("-", "--json", "--enter"),
    "rounds state": ("--json",),
    "rounds report": ("--out", "{out}.xlsx", "--json"),
    "night open": ("--json",),
    "night tick": (NUMBER, "--json"),
    "night late": (NUMBER, "23:05", "--json"),
    "night call": (NUMBER, "reached", "--json"),
    "night settle": (NUMBER, "在家", "--json"),
    "night close": ("--json",),
    "night state": ("--json",),
    "today": ("--json",),
    "medical list": ("--json",),
    "reports urgent": ("--json",),
    "reports tell": (NUMBER, "--to", "试"),
    "reports due": ("--json",),
    "reports behind": ("residents", "--json"),
    "observation list": ("--ended", "--json"),
    "observation place": (NUMBER, "--at-home"),
    "observation move": (NUMBER, "--at-home"),
    "observation help": (NUMBER, NUMBER),
    "observation release": (NUMBER, "--word", "试"),
    "observation room": ("9-302", "--beds", "2"),
    "observation rooms": ("{out}.csv", "--json"),
    "residents list": ("--json",),
    "residents differences": ("--json",),
    "residents move": (NUMBER, "--to", "5-402"),
    "residents left": (NUMBER,),
    "residents leave": (NUMBER,),
    "residents back": (NUMBER,),
    "residents withdraw": ("{seq}", "--why", "试"),
    "residents import": ("{out}.csv",),
    "account opens": ("guard", "5"),
    "contacts": (NUMBER, "--reason", "想看一看这个人", "--out", "{out}.xlsx"),
    "trace vehicle": (PLATE, "--reason", "想看一看这辆车", "--out", "{out}.xlsx"),
    "trace goods": ("云鲜", "--reason", "想看一看这些货", "--json"),
    "deny list": ("--reason", "想看一看这份名单"),
    "deny add": ("--number", NUMBER, "--days", "1", "--reason", "就是不想让他进来"),
    "deny lift": ("{denial}", "--reason", "就是想让他进来"),
    "deny appeal": ("{denial}", "想看一看这份名单"),
    "hold": ("--person", NUMBER, "--why", "试"),
    "person-data": (NUMBER, "--out", "{out}.jsonl", "--reason", "试"),
    "erase": (NUMBER, "--reason", "试"),
    "enrol": ("http://127.0.0.1:1", "0000-0000"),
    "reference show": ("--json",),
    "reference differences": ("{out}.csv",),
    "reference hand-over": (),
    "sync": ("--once", "--json"),
    "backup": ("{out}.db",),
    "restore": ("{out}.db",),
}
MORE: tuple[tuple[str, ...], ...] = (
    ("records", "test-result", "--json"), ("records", "--all", "--json"), ("records", "audit", "--json"),
    ("export", "audit", "{out}.jsonl"), ("export", "test-result", "{out}.xlsx"),
    ("export", "test-result", "{out}.jsonl"),
    ("show", "{seq}", "--json"), ("show", "{audited}"), ("show", "{audited}", "--json", "--history"),
    ("deny", "list", "--json", "--ended"), ("deny", "list", "--reason", "想看一看这份名单", "--json"),
    ("grant", "give", "denials.keep", "all", "--reason", "想看一看这份名单"), ("grant", "list", "--json"),
    ("import", "results", "{out}.csv", "--try"), ("paper", "--kind", "gate", "--out", "{out}.pdf"),
    ("people", NUMBER), ("people", "林晓彤", "--json"), ("people", ID_NUMBER, "--json"),
)  # fmt: skip
"""Other ways to the same."""


def commands(top: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command of the parser, with its parts."""
    below = [action for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield before
    for action in below:
        for name, one in action.choices.items():
            yield from commands(one, f"{before} {name}".strip())


def known() -> set[str]:
    return {name for name in commands(parser()) if not name.startswith("server")}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real post with one person, a test result of theirs, and something in the audit."""
    path = tmp_path_factory.mktemp("filled") / "home"
    post = real_post(path)
    post.people.upsert([Person(number=NUMBER, name="林晓彤", phone=PHONE, id_number=ID_NUMBER, place="5-316")])
    post.begin_issuing()
    post.sign_in(ADMINISTRATOR, PINS[ADMINISTRATOR])
    for role in ROLES:
        post.add_account(role, role, "1234")
    post.add_account(AUDITED, "building", "1234")
    test = {"person": NUMBER, "result": "negative", "sampled_at": "2022-04-09T08:00+08:00", "organisation": LABORATORY}
    entry, day = post.enter("test-result", test), timedelta(days=1)
    granting, denying = Granting(post), Denying(post)
    grant = granting.give("denials.keep", "all", "核对本周名单")
    denial = denying.add("number", NUMBER, DENIED, post.clock() + day)
    ids = {"seq": entry.seq, "audited": entry.seq - 1, "grant": grant.id, "denial": denial.id}
    (path / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    post.close()
    return path


@pytest.fixture
def real(filled: Path, tmp_path: Path) -> Path:
    """A copy that counts as the same station: the tests only look."""
    return Path(shutil.copytree(filled, tmp_path / "real"))


def hidden(role: Role) -> list[str]:
    """What must not come out for a role."""
    found = [] if role in ("medical", "duty", "counsellor", "supervisor", "administrator") else [ID_NUMBER, PHONE]
    if not may_read(role, kind_of("test-result")):
        found.append(LABORATORY)
    if role not in PERMISSIONS["denials.keep"]:
        found.append(DENIED)
    return found if role in ("supervisor", "administrator") else [*found, AUDITED]


def told(answer: Answer, folder: Path) -> str:
    """Everything that a command said and wrote."""
    written = [path for path in folder.iterdir() if path.name.startswith("out")]
    files = [content for path in written for content in contents(path)]
    return "\n".join([answer.out, answer.err, *files])


def contents(path: Path) -> Iterator[str]:
    if is_zipfile(path):
        with ZipFile(path) as archive:
            yield from (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    else:
        yield path.read_bytes().decode("utf-8", "replace")


def test_every_command_is_tried() -> None:
    assert known() == RUN.keys() | FREE


@pytest.mark.parametrize("role", ["guard", "building"])
@pytest.mark.parametrize("words", [*((*name.split(), *rest) for name, rest in RUN.items()), *MORE], ids=" ".join)
def test_no_command_tells_what_a_role_may_not_see(
    gatepost: Gatepost, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: Role, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GATEPOST_PIN", "1234")
    monkeypatch.setenv("GATEPOST_NEW_PIN", "4321")
    monkeypatch.setenv("GATEPOST_NEW_PASSPHRASE", "一个够长的口令")
    ids = json.loads((real / "ids.json").read_text(encoding="utf-8"))
    given = tuple(word.format(out=tmp_path / "out", **ids) for word in words)
    asked = {word for word in words if word in (ID_NUMBER, PHONE)}  # said by whoever asks
    if words[0] == "lane":
        asked.add(LABORATORY)  # the person stands there, and their report with them
    answer = gatepost("--as", role, *given, stdin=f"{NUMBER}\n".encode(), at=real)
    said = told(answer, tmp_path)
    assert not [secret for secret in hidden(role) if secret in said and secret not in asked]


def test_the_administrator_is_told_all_of_it(
    gatepost: Gatepost, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The secrets of this test are there to be found."""
    monkeypatch.setenv("GATEPOST_PIN", "1234")
    said = ""
    ids = json.loads((real / "ids.json").read_text(encoding="utf-8"))
    for words in (*MORE, ("people", "--json")):
        given = (word.format(out=tmp_path / "out", **ids) for word in words)
        said += told(gatepost("--as", "administrator", *given, at=real), tmp_path)
    assert [secret for secret in (ID_NUMBER, PHONE, LABORATORY, AUDITED, DENIED) if secret not in said] == []


@pytest.mark.parametrize("role", ROLES)
def test_records_exist_for_a_role_or_do_not(real: Path, role: Role) -> None:
    post = LocalPost.open(Home(real))
    try:
        post.sign_in(role, "1234")
        seen = {entry.fact.kind for entry in post.entries()}
        assert seen == {name for name in seen if may_read(role, kinds()[name])}
        assert ("test-result" in seen) == may_read(role, kind_of("test-result"))
    finally:
        post.close()
