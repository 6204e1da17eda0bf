"""The pages of 管理, in their order: what each shows, and the permission without which nobody sees it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.i18n import mark
from app.station.local import LocalPost
from ui.screens.manage.screen import Manage, Page
from ui.screens.screen import Screen
from ui.threads import Jobs

if TYPE_CHECKING:
    from ui.screens.centre.syncing import Line

PAGES = {
    "levels": (mark("管控级别"), "level.set"),
    "risk-regions": (mark("风险地区"), "level.set"),
    "exceptions": (mark("例外"), "level.set"),
    "overrides": (mark("紧急放行记录"), "level.set"),
    "zones": (mark("封控区域"), "zones.set"),
    "residents": (mark("住宿变动"), "residents.change"),
    "import": (mark("表格导入"), "results.import"),
    "accounts": (mark("账号"), "accounts.change"),
    "retention": (mark("保存期限"), "retention.run"),
    "holds": (mark("保全"), "retention.run"),
    "backups": (mark("备份"), "backup.make"),
    "key": (mark("密钥与恢复码"), "key.keep"),
    "proof": (mark("台账核对"), "audit.read"),
    "centre": (mark("指挥中心"), "centre.join"),
    "not-accepted": (mark("没收下的记录"), "audit.read"),
    "look-back": (mark("回溯"), "contacts.look"),
    "trace-vehicle": (mark("车辆回溯"), "contacts.look"),
    "trace-goods": (mark("物资溯源"), "contacts.look"),
    "deny-list": (mark("限制通行"), "denials.keep"),
}
"""Name → what it is called, and the permission."""


def offered(post: LocalPost) -> bool:
    """Whether there is a page for whoever is on duty."""
    return any(post.may(permission) for _, permission in PAGES.values())


def manage(post: LocalPost, jobs: Jobs, line: "Line") -> Manage:
    """All pages of an open post. line: to its centre."""
    makers = _makers(post, jobs, line)
    return Manage([Page(label, permission, makers[name]) for name, (label, permission) in PAGES.items()], post.may)


def _makers(post: LocalPost, jobs: Jobs, line: "Line") -> dict[str, Callable[[], Screen]]:
    """By the names of PAGES. They are loaded when somebody first opens one: a guard's window never does."""
    from app.station.accountdesk import AccountDesk
    from app.station.backups import Backups
    from app.station.campuslists import Exceptions, RiskRegions
    from app.station.centredesk import CentreDesk
    from app.station.denying import Denying
    from app.station.granting import Granting
    from app.station.imports import Imports
    from app.station.keeping import Keeping
    from app.station.keydesk import KeyDesk
    from app.station.lookback import LookBack
    from app.station.residences import Residences
    from app.station.tracing.desk import Tracing
    from app.station.zones import ZoneDesk
    from ui.screens.centre.aside import AsidePage
    from ui.screens.centre.page import CentrePage
    from ui.screens.dormitory.zones import ZonesPage
    from ui.screens.levels.exceptions import ExceptionsPage
    from ui.screens.levels.overrides import OverridesPage
    from ui.screens.levels.regions import RegionsPage
    from ui.screens.levels.screen import LevelsPage
    from ui.screens.lookback.people import LookBackPage
    from ui.screens.lookback.trace import TracePage, goods, vehicles
    from ui.screens.manage.accounts import Accounts
    from ui.screens.manage.backups import BackupsPage
    from ui.screens.manage.denials import DenyListPage
    from ui.screens.manage.holds import HoldsPage
    from ui.screens.manage.importing import ImportPage
    from ui.screens.manage.key import KeyPage
    from ui.screens.manage.proof import ProofPage
    from ui.screens.manage.retention import RetentionPage
    from ui.screens.residents.page import ResidentsPage

    keeping, granting, tracing = Keeping(post), Granting(post), Tracing(post)
    return {
        "levels": lambda: LevelsPage(post, jobs),
        "risk-regions": lambda: RegionsPage(RiskRegions(post), jobs, post.clock),
        "exceptions": lambda: ExceptionsPage(Exceptions(post), jobs, post.clock),
        "overrides": lambda: OverridesPage(post, jobs),
        "zones": lambda: ZonesPage(ZoneDesk(post), jobs, post.clock),
        "residents": lambda: ResidentsPage(Residences(post), jobs),
        "import": lambda: ImportPage(Imports(post), jobs),
        "accounts": lambda: Accounts(AccountDesk(post), jobs),
        "retention": lambda: RetentionPage(keeping, jobs),
        "holds": lambda: HoldsPage(keeping, jobs),
        "backups": lambda: BackupsPage(Backups(post), jobs),
        "key": lambda: KeyPage(KeyDesk(post), jobs),
        "proof": lambda: ProofPage(keeping, jobs),
        "centre": lambda: CentrePage(CentreDesk(post), jobs, line),
        "not-accepted": lambda: AsidePage(post, jobs),
        "look-back": lambda: LookBackPage(LookBack(post), granting, jobs, post.clock),
        "trace-vehicle": lambda: TracePage(vehicles(tracing), granting, jobs, post.clock),
        "trace-goods": lambda: TracePage(goods(tracing), granting, jobs, post.clock),
        "deny-list": lambda: DenyListPage(Denying(post), granting, jobs, post.clock),
    }
