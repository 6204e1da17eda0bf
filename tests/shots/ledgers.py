"""The ledger's pictures that need more than rows."""

from app.desk import row
from app.records.registry import kinds
from tests.fakes.versions import VERSIONS
from tests.shots.stage import Stage
from ui.screens.ledger import LedgerScreen


def history(stage: Stage) -> LedgerScreen:
    """A temperature that was corrected twice, all its versions open."""
    stage.post.rows = [row(VERSIONS[-1])]
    stage.post.history = list(VERSIONS)
    screen = LedgerScreen(stage.post, stage.jobs, kinds())
    stage.window.add_screens({"ledger": screen})
    stage.window.show()
    stage.window.open("ledger")
    screen.choose("temperature")
    stage.settle()
    screen.table_view.selectRow(0)
    screen.open_history()
    stage.settle()
    return screen
