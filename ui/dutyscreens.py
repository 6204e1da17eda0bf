"""The screens of an officer's day: Today and where it leads; and which one a shift begins with."""

from collections.abc import Callable

from app.clock import Clock
from app.dormitory.today.item import Lead
from app.station.local import LocalPost
from ui.screens.screen import Screen
from ui.threads import Jobs
from ui.window import Window

READS = "rounds.read"


def duty_screens(local: LocalPost, jobs: Jobs, clock: Clock, window: Window) -> dict[str, Callable[[], Screen]]:
    """Makers by the names of the window's screens; each loads what it needs when it is made."""

    def today() -> Screen:
        from app.station.todo.list import TodoList
        from ui.screens.today.screen import TodayScreen

        screen = TodayScreen(TodoList(local).read, jobs, clock)
        screen.wanted.connect(lambda lead: _go(window, lead))
        return screen

    def night() -> Screen:
        from app.station.nightcheck import NightCheck
        from ui.screens.night.screen import Night

        return Night(NightCheck(local), jobs, clock)

    def verify() -> Screen:
        from app.station.verifying import Verifying
        from ui.screens.today.verify import Verify

        return Verify(Verifying(local), jobs)

    def medical() -> Screen:
        from app.station.medical import MedicalPost
        from ui.screens.medical.screen import Medical

        return Medical(MedicalPost(local), jobs, clock)

    def observation() -> Screen:
        from app.station.observation import ObservationPost
        from ui.screens.observation.screen import Observation

        return Observation(ObservationPost(local), jobs, clock)

    def reports() -> Screen:
        from app.station.reporting import ReportDesk
        from ui.screens.reports.screen import Reports

        return Reports(ReportDesk(local), jobs, clock)

    return {
        "today": today, "night": night, "verify": verify, "medical": medical, "observation": observation,
        "reports": reports,
    }  # fmt: skip


def first_screen(local: LocalPost) -> str:
    """The medical officer begins with whoever waits, an officer at a post of the dormitory with what is to be done."""
    if local.may("medical.decide"):
        return "medical"
    return "today" if local.settings.post == "dormitory" and local.may(READS) else "gate"


def _go(window: Window, lead: Lead) -> None:
    window.open(lead.screen, lead)
