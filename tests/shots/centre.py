"""The centre as a post sees it: joining it, its page, what differs, and what it did not accept."""

from collections.abc import Callable
from operator import attrgetter

from PySide6.QtCore import Qt

from app.sync import enrolment
from app.sync.enrolment import Enrolment
from app.sync.state import SyncState
from tests.fakes.administered import Administered
from tests.fakes.window import NOW
from tests.shots.administration import Play, english, manage
from tests.shots.stage import Stage
from ui.screens.settings import SettingsScreen

BOND = Enrolment(
    address="https://centre.example.edu.cn", station="6f1c1b0e-0000-4000-8000-000000000001", station_name="东门",
    centre_name="防控指挥部", token="t", centre_key=bytes(32), private_key=bytes(32),
)  # fmt: skip
REFUSED = ("here: unsupported", "centre: body", "here: large", "centre: hash")
DIFFERS = {"2019000001": "林晓彤", "2019000002": "陈立"}


def join(office: Administered) -> None:
    """The post has joined a centre that nobody asks anything."""
    enrolment.save(office.post.centre._documents, BOND)


def differ(office: Administered) -> None:
    """What the first swap set aside."""
    sql = "INSERT INTO reference_aside (section, key, value, since) VALUES (?, ?, ?, ?)"
    with office.post.database.write() as connection:
        for number, name in DIFFERS.items():
            value = f'{{"number":"{number}","name":"{name}","phone":"10000000000"}}'
            connection.execute(sql, ("person", number, value, "2022-04-10T06:48:00+00:00"))


def refuse(office: Administered, *reasons: str) -> None:
    """Records that the centre did not take, for these reasons."""
    office.records("temperature", len(reasons), office.now)
    for entry, reason in zip(office.post.ledger.unsent(100)[-len(reasons) :], reasons, strict=True):
        office.post.ledger.outbox.quarantine(entry.fact.id, reason, office.now)


def page(name: str, *made: Callable[[Administered], None], act: str = "") -> Play:
    """The page of that name, of a post to which this has happened."""

    def play(stage: Stage) -> None:
        screen = manage(stage, *made)
        screen.list.setCurrentItem(screen.list.findItems(name, Qt.MatchFlag.MatchExactly)[0])
        stage.settle()
        screen.front.setFocus()
        if act:
            attrgetter(act)(screen.front)()
        stage.settle()

    return play


def asked(stage: Stage) -> None:
    """The settings, where a centre without lists was just joined."""
    stage.post.own_rows = 12_345
    screen = SettingsScreen(stage.post, stage.jobs)
    stage.window.add_screens({"settings": screen})
    stage.window.open("settings")
    stage.window.show()
    screen.centre.address.setText("https://centre.example.edu.cn")
    screen.centre.code.setText("ABCD-EFGH")
    screen.centre.join()
    stage.settle()


def _refused(office: Administered) -> None:
    refuse(office, *REFUSED)


def trying(play: Play) -> Play:
    """The page of a post that tried at once, and how it ended."""

    def played(stage: Stage) -> None:
        play(stage)
        stage.signals.sync.emit(SyncState(0, last_success=NOW))
        stage.settle()

    return played


SCENES: dict[str, Play] = {
    "settings-joined": asked,
    "settings-joined-english": english(asked),
    "manage-centre": page("指挥中心", join, differ),
    "manage-centre-english": english(page("指挥中心", join, differ)),
    "manage-centre-sync": trying(page("指挥中心", join, act="syncing.ask")),
    "manage-centre-sync-english": trying(english(page("指挥中心", join, act="syncing.ask"))),
    "manage-centre-give": page("指挥中心", join, act="_begin_giving"),
    "manage-not-accepted": page("没收下的记录", _refused),
    "manage-not-accepted-english": english(page("没收下的记录", _refused)),
}
