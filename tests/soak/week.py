"""A week of a whole campus, 5,123 residents: every number of every report against a count by hand; and how late the
window's event loop is while such a report is computed and written as a workbook."""

import gc
import os
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from app.dormitory.daily.count import Part
from app.station.dormitory import Dormitory
from app.station.reporting import ReportDesk
from tests.dormitory import recount
from tests.dormitory.recount import moment
from tests.dormitory.week import DAYS, Week
from tests.fakes.homes import LEADER, PINS, real_post

RESIDENTS = int(os.environ.get("RESIDENTS", "5123"))
TICK_MS = 4


def counted() -> bool:
    """Whether every number agrees."""
    with tempfile.TemporaryDirectory() as folder:
        post = real_post(Path(folder) / "home", lambda: week.now)
        week = Week(post, RESIDENTS)
        post.sign_in(LEADER, PINS[LEADER])
        try:
            return _agree(week) & _fluid(week, Path(folder) / "day.xlsx")
        finally:
            post.close()


def _agree(week: Week) -> bool:
    dormitory = Dormitory(week.post)
    beds, leaves = recount.beds(week.roster, week.records), recount.leaves(week.records)
    numbers = differ = 0
    took = 0.0
    for day in DAYS:
        week.now = moment(day, "24:00")
        began = time.perf_counter()
        made, _ = dormitory.report(day)
        took = max(took, time.perf_counter() - began)
        for (scope, of), expected in recount.numbers(day, beds, week.records, leaves).items():
            said = made.numbers(Part(scope, of)).plain()  # type: ignore[arg-type]
            numbers += len(expected)
            differ += sum(said[name] != count for name, count in expected.items())
    print(f"week: {RESIDENTS} residents, {len(week.records)} records, {numbers} numbers, {differ} differ, ", end="")
    print(f"a report in {took:.1f} s")
    return not differ


def _fluid(week: Week, path: Path) -> bool:
    """The p99 of how late a look at the clock is, while the day is read and written in the background."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    from ui import qt
    from ui.threads import Jobs

    app = QCoreApplication.instance() or QCoreApplication([])
    gc.collect()
    qt.settle()  # as a window does; the week itself is none of its memory
    desk, jobs, looks = ReportDesk(week.post), Jobs(), [time.perf_counter()]
    clock = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK_MS)
    clock.timeout.connect(lambda: looks.append(time.perf_counter()))
    clock.start()
    jobs.run(lambda: desk.export(desk.read(DAYS[-1]), path), lambda _none: app.quit(), _raise)
    app.exec()
    jobs.stop()
    late = sorted(1000 * (after - before) - TICK_MS for before, after in pairwise(looks))
    p99, took = late[int(len(late) * 0.99)], looks[-1] - looks[0]
    print(f"  written in {took:.1f} s; event loop late meanwhile: p99 {p99:.1f} ms, most {late[-1]:.1f} ms")
    return path.exists()


def _raise(error: Exception) -> None:
    raise error
