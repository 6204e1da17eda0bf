"""`gatepost lane`: a lane without a window, over any source; one line for every decision, after its commit."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from app.capture.registry import open_source, open_thermometer
from app.cli.context import Commands, clock_of, emit, local_post, say, tell
from app.cli.headless import HeadlessLane, ending
from app.clock import campus, going_on
from app.errors import UserError, WrongUse
from app.i18n import tr
from app.lane.view import LaneView
from app.policy.words import level_word, sentence, still_needed, verdict_word
from app.settings import Home
from app.station.local import LocalPost

if TYPE_CHECKING:
    from app.station.pagereader import Done, PageReader
    from app.station.pagestate import PageState

MEASURED = (20, 50)
"""℃ that a passage can hold."""


def add(commands: Commands) -> None:
    parser = commands.add_parser("lane", help=tr("不开窗口的通道"))
    parser.add_argument("--source", required=True, metavar="SRC", help="camera:0 | FILE | DIR | http://… | lines:-")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--temperature", type=float, metavar="℃", help=tr("本次每人的体温"))
    parser.add_argument("--thermometer", metavar="PORT", help=tr("测温仪的串口"))
    parser.add_argument("--pages", action="store_true", help=tr("也识别拿稳的手机页面"))
    parser.add_argument("--direction", choices=("in", "out"), default="in")
    parser.add_argument("--post", metavar="NAME", help=tr("岗位名称，记入每条记录"))
    parser.add_argument("--now", metavar="ISO", help=tr("把此时间当作现在"))
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    with local_post(options) as post:
        post.permit("lane.run")
        lane = _lane(post, options)
        if options.now:
            then, level = f"{campus(post.clock()):%Y-%m-%d %H:%M}", level_word(post.level().name)
            say(tr("以 {then} 为现在，按当时的管控级别“{level}”判定。", then=then, level=level))
        with ending(lane.stop):
            lane.run()
    return 0


def _lane(post: LocalPost, options: Namespace) -> HeadlessLane:
    low, high = MEASURED
    if options.temperature is not None and not low <= options.temperature <= high:  # nor is nan
        raise WrongUse(tr("--temperature 应在 {low} 到 {high} ℃ 之间。", low=low, high=high))
    clock, settings = clock_of(options), post.settings
    if options.now:
        clock = going_on(clock())
    return HeadlessLane(
        post, open_source(options.source), clock,
        thermometer=open_thermometer(options.thermometer) if options.thermometer else None,
        on_decision=print_json if options.json else print_line,
        at=settings.post, name=options.post or settings.post_name, direction=options.direction,
        temperature=options.temperature, pages=partial(page_reader, post.home) if options.pages else None,
    )  # fmt: skip


def page_reader(home: Home, on_done: "Callable[[Done], None]", recorded: bool) -> "PageReader":
    """Reads pages that are held still while the level asks for one; a recording waits until each is read."""
    # OpenCV and what else pages need would take a third of the start of a lane that reads none.
    from app.pages.engine import LABELS, Engine
    from app.station.pagereader import AtOnce, PageReader, installed, templates

    if not installed():
        raise UserError(tr("本机没有安装识别页面所需的组件。请重新安装，或去掉 --pages。"))

    def told(state: "PageState") -> None:
        words = LABELS["unavailable"] if state.doing == "missing" else state.notice
        if words:
            say(tr(words))

    return PageReader(
        Engine(), partial(templates, home), automatic=True, on_done=on_done, on_state=told,
        on_problem=lambda error: say(str(error)), executor=AtOnce() if recorded else None,
    )  # fmt: skip


def print_json(view: LaneView) -> None:
    """A decision as the contract prints it."""
    emit(decision_json(view))


def decision_json(view: LaneView) -> dict[str, Any]:
    """The decision of `view`, whose record is committed."""
    assert view.entry is not None
    person, decision = view.person, view.decision
    return {
        "at": view.entry.fact.at,
        "verdict": decision.verdict,
        "reasons": decision.reasons,
        "needed": decision.needed,
        "person": {"number": person.number, "name": person.name} if person else None,
        "claims": [claim.as_json() for claim in view.claims],
        "record": view.entry.fact.id,
        "seq": view.entry.seq,
        "latency_ms": round(view.latency_ms or 0.0, 2),
    }


def print_line(view: LaneView) -> None:
    """A decision for somebody who reads along."""
    who = f"{view.person.number} {view.person.name}" if view.person else "—"
    decision = view.decision
    why = "  ".join([*map(sentence, decision.reasons), still_needed(decision.needed)])
    tell(f"{campus(view.at):%H:%M:%S}  {verdict_word(decision.verdict)}  {who}  {why}".rstrip())
