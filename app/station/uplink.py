"""The post's line to its centre: keeps the upload running, and tells what somebody at the post has to know of it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from app.errors import UserError
from app.i18n import tr
from app.station.local import LocalPost
from app.station.safely import OnProblem, safely
from app.store.reference.templates import lay_out
from app.sync.state import SyncState

if TYPE_CHECKING:
    from app.sync.worker import SyncWorker

WRONG = timedelta(minutes=2)
"""From this on, this PC's clock and the centre's are so far apart that the post is told."""


def lay_out_pages(post: LocalPost, on_problem: OnProblem) -> None:
    """Put the centre's templates where this post reads them; what hinders that hinders nothing else."""
    safely(partial(lay_out, post.database, post.home.pages), on_problem)


class Uplink:
    """on_state: told after every batch and attempt, and by every `tick` of a post that stands alone; in whose thread
    that happens. on_reference: the centre's reference has changed."""

    def __init__(
        self, post: LocalPost, on_state: Callable[[SyncState], None], on_problem: OnProblem,
        on_reference: Callable[[], None],
    ) -> None:  # fmt: skip
        self._post, self._on_state, self._on_problem = post, on_state, on_problem
        self._on_reference, self._differing = on_reference, 0
        self._worker: SyncWorker | None = None
        self._forked = self._clock_wrong = False

    def begin(self) -> None:
        """Send from now on, where this station has a centre; after joining another, to that one."""
        self.stop()
        self._worker = None
        lay_out_pages(self._post, self._on_problem)
        if connect := self._post.centre.client(self.changed):
            from app.sync.worker import SyncWorker

            self._worker = SyncWorker(connect, self.heard)
            self._worker.start()

    def wake(self) -> None:
        """A record was written."""
        if self._worker:
            self._worker.wake()

    def sync_now(self) -> None:
        """The network is back, or somebody asks for it: the next attempt is at once."""
        if self._worker:
            self._worker.link_up()
        else:
            self.begin()

    def tick(self) -> None:
        if self._worker is None:
            self._on_state(SyncState(self._post.unsent()))

    def stop(self) -> None:
        if self._worker:
            self._worker.stop()

    def heard(self, state: SyncState) -> None:
        """How the upload stands; what is new and wrong goes to the banner, a fork into the ledger too."""
        self._on_state(state)
        if state.sending and not (state.forked or state.quarantined):
            return
        if state.forked and not self._forked:
            self._report_fork()
        self._forked = state.forked
        if state.quarantined:
            sentence = tr(
                "有 {n} 条记录指挥中心没有收下，已隔离待查，内容没有丢。请管理员在“管理 → 没收下的记录”查看。",
                n=state.quarantined,
            )
            self._on_problem(UserError(sentence))
        self._compare_clocks(state.offset)

    def changed(self, _changes: int) -> None:
        """The centre's reference came into use; what was this post's own and is not in it is told."""
        self._on_reference()
        lay_out_pages(self._post, self._on_problem)
        differ = self._post.centre.differing()
        if differ > self._differing:
            sentence = tr(
                "已启用指挥中心的资料。本站原有 {n} 项不同，已另存，管理员可在“管理 → 指挥中心”查看。",
                n=differ,
            )
            self._on_problem(UserError(sentence))
        self._differing = differ

    def _report_fork(self) -> None:
        sentence = tr("指挥中心有本站的另一份记录，可能是硬盘被复制，或恢复了旧备份。记录照常上传，请通知管理员。")
        self._on_problem(UserError(sentence))
        try:
            self._post.note("fork")
        except UserError as error:
            self._on_problem(error)

    def _compare_clocks(self, offset: timedelta | None) -> None:
        """Told once until it was right again."""
        apart = timedelta() if offset is None else abs(offset)
        if apart > WRONG and not self._clock_wrong:
            minutes = f"{apart / timedelta(minutes=1):,.0f}"
            sentence = tr("本机时钟与指挥中心相差 {minutes} 分钟。请校准时间；记录照常登记和上传。", minutes=minutes)
            self._on_problem(UserError(sentence))
        self._clock_wrong = apart > WRONG
