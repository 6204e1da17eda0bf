"""The post's camera, and what is found in its pictures: read in the camera's own thread."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.capture.items import Frame, Item, Scan
from app.capture.states import State
from app.decode.reader import Reader
from app.decode.symbol import Symbol
from app.decode.tracker import Tracker
from app.errors import UserError
from app.station.safely import OnProblem, safely

if TYPE_CHECKING:
    from app.capture.source import Source

OnFrame = Callable[[Frame, list[Symbol]], None]
OnSymbol = Callable[[Symbol, float, bool, list[Symbol]], None]
OnState = Callable[[str, str], None]


class Eyes:
    """on_frame: every picture with all symbols in it. on_symbol: each code once while it stays in view, and once more
    after `look_again`: the code, when its picture was taken, whether it was in view before, and the codes that are in
    view with it. on_state: the state's
    name and its sentence. on_problem: a picture could not be read; said once, until one can be read again. All are
    called in the camera's thread."""

    def __init__(self, on_frame: OnFrame, on_symbol: OnSymbol, on_state: OnState, on_problem: OnProblem) -> None:
        self._on_frame, self._on_symbol, self._on_state = on_frame, on_symbol, on_state
        self._on_problem, self._well = on_problem, True
        self._reader, self._tracker = Reader(live=True), Tracker()
        self._source: Source | None = None

    def open(self, spec: str) -> None:
        """Look through the source `spec` from now on; a file is shown at its own pace, over and over."""
        from app.capture.registry import open_source

        self.close()
        try:
            source = open_source(spec, paced=True, loop=True)
        except UserError as error:
            self._on_state(State.MISSING.value, str(error))
            return
        self._source = source
        self._reader, self._tracker = Reader(live=True), Tracker()
        source.start(self._see, lambda state: self._on_state(state.value, source.explain(state)))

    def close(self) -> None:
        """Let the camera go."""
        source, self._source = self._source, None
        if source:
            source.stop()
        self._reader.close()

    def look_again(self) -> None:
        """Somebody new is there: report what is in view once more, and join nothing with what was seen before."""
        self._tracker.look_again()
        self._reader.begin_anew()

    def put_off(self, symbol: Symbol) -> None:
        """A code could not be taken for now: report it once more a little later, if it is still in view."""
        self._tracker.put_off(symbol)

    def _see(self, item: Item) -> None:
        self._well = safely(partial(self._read, item), self._on_problem, again=not self._well)

    def _read(self, item: Item) -> None:
        if isinstance(item, Scan):
            self._on_symbol(Symbol("Text", item.data), item.taken, False, [])
        if not isinstance(item, Frame):
            return
        symbols = self._reader.read(item)
        self._on_frame(item, symbols)
        fresh = self._tracker.new(symbols, item.at)
        for symbol in (*fresh, *self._tracker.again(symbols, fresh)):
            taken = item.taken if symbol.taken is None else symbol.taken
            self._on_symbol(symbol, taken, symbol not in fresh, self._tracker.beside(symbol, item.at))
