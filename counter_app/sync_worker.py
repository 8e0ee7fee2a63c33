"""The window's sync: a thread for the network, the storage on the window's writing thread.

Whatever sync asks of the storage goes through `ui.background.Background.call`:
after everything that the clerk waits for, never on the interface thread, and
in pieces between which the clerk's acts come first.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.acts import CentralJoined
from core.domain.chain import Batch, Head
from core.domain.errors import EnvironmentFault
from core.ports.exchange import Arrived, Counts, Exchange, Identity, OwnStream, Wish
from ui.background import Background, Crashed, Ended
from ui.viewmodels.line import LineState

if TYPE_CHECKING:
    from counter_app.bootstrap import Clock
    from sync.client import Client, Outcome
    from sync.transport import HttpTransport, NoLine
    from sync.watch import Watcher

T = TypeVar("T")
#: seconds between two words about how far a push is
TELL_EVERY = 0.3
#: seconds that the thread may take to end
PATIENCE = 5.0


class FarExchange:
    """The `core.ports.exchange.Exchange` of another thread: each method is one call of its own."""

    def __init__(self, background: Background) -> None:
        self._background = background

    def _call(self, work: Callable[[Exchange], T]) -> T:
        between = self._background.let_urgent
        return self._background.call(lambda desk: work(desk.exchange(between)))

    def identity(self) -> Identity:
        return self._call(lambda here: here.identity())

    def joined(self) -> CentralJoined | None:
        return self._call(lambda here: here.joined())

    def join(self, joined: CentralJoined) -> None:
        self._call(lambda here: here.join(joined))

    def sign(self, message: bytes) -> bytes:
        return self._call(lambda here: here.sign(message))

    def request_numbers(self, at_least: int = 0, count: int = 1000) -> int:
        return self._call(lambda here: here.request_numbers(at_least, count))

    def seal(self) -> None:
        self._call(lambda here: here.seal())

    def own_streams(self) -> Sequence[OwnStream]:
        return self._call(lambda here: here.own_streams())

    def batch(self, stream: bytes, after: int, events: int, size: int) -> Batch | None:
        return self._call(lambda here: here.batch(stream, after, events, size))

    def hash_at(self, stream: bytes, seq: int) -> bytes | None:
        return self._call(lambda here: here.hash_at(stream, seq))

    def acknowledged(self, head: Head, witness: bytes) -> None:
        self._call(lambda here: here.acknowledged(head, witness))

    def agreed(self, stream: bytes, seq: int) -> None:
        self._call(lambda here: here.agreed(stream, seq))

    def fork(self, stream: bytes, common: int, at: datetime) -> None:
        self._call(lambda here: here.fork(stream, common, at))

    def cursor(self) -> str:
        return self._call(lambda here: here.cursor())

    def arrive(self, arrived: Arrived, at: datetime) -> int:
        return self._call(lambda here: here.arrive(arrived, at))

    def wishes(self, today: date) -> Sequence[Wish]:
        return self._call(lambda here: here.wishes(today))

    def keep(self, name: str, value: bytes | None) -> None:
        self._call(lambda here: here.keep(name, value))

    def kept(self, name: str) -> bytes | None:
        return self._call(lambda here: here.kept(name))

    def counts(self) -> Counts:
        return self._call(lambda here: here.counts())


class SyncWorker(QObject):
    """Keeps a window's folder in sync while the window is open.

    Signals:
        told(LineState): a sync began, came forward or ended.
    """

    told = Signal(object)

    def __init__(self, background: Background, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._clock = background, clock
        self._exchange = FarExchange(background)
        self._watcher: Watcher | None = None
        self._line: HttpTransport | NoLine | None = None
        self._client: Client | None = None
        self._joined: object = None
        self._state = LineState()
        self._spoke = 0.0

    # --- on the interface thread ----------------------------------------------------------

    @Slot()
    def start(self) -> None:
        """Begins; the first sync follows at once."""
        if self._watcher is not None:
            return
        from sync.watch import Watcher  # the log-in does not wait for it

        self._watcher = Watcher(self._sync, self._ended)
        self._watcher.start()
        self._watch_network()

    @Slot(bool)
    def wake(self, now: bool = False) -> None:
        """There is something new; ``now`` when a person asks for a sync."""
        if self._watcher is not None:
            self._watcher.wake(now)

    def _watch_network(self) -> None:
        """The system tells when there is a network again, where it can."""
        from PySide6.QtNetwork import QNetworkInformation

        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            told = QNetworkInformation.instance().reachabilityChanged
            told.connect(self._reached)

    def _reached(self, reachability: object) -> None:
        if getattr(reachability, "name", "") != "Disconnected":
            self.wake()

    @Slot()
    def close(self) -> None:
        """Ends: the request under way is given up, the thread is joined."""
        if self._watcher is None:
            return
        self._watcher.stop()
        if self._line is not None:
            self._line.abort()
        self._watcher.join(PATIENCE)
        if self._line is not None and not self._watcher.is_alive():
            self._line.close()

    # --- on its own thread ----------------------------------------------------------------

    def _sync(self) -> Outcome:
        """One sync and the crash guard of this thread."""
        from sync.client import Outcome
        from sync.errors import STORAGE

        try:
            client = self._made()
            self._say(replace(self._state, busy=True, forked=0))
            return client.sync_once()
        except EnvironmentFault as found:
            return Outcome.nothing(STORAGE, found.code, found)
        except Ended:
            return Outcome.nothing("offline", "ended")
        except Crashed as told:
            return Outcome.nothing("crashed", told.reference)
        except Exception as bug:
            return Outcome.nothing("crashed", self._background.tell_crash(bug))

    def _made(self) -> Client:
        """The client; made anew when the folder joined another central, or by another way."""
        from counter_app.line import CERTIFICATES, line_of
        from sync.client import Client

        joined = (self._exchange.joined(), self._exchange.kept(CERTIFICATES))
        if self._client is None or joined != self._joined:
            if self._line is not None:
                self._line.close()
            self._line, self._joined = line_of(self._exchange), joined
            self._client = Client(
                self._exchange, self._line, clock=self._clock, progress=self._progress
            )
        return self._client

    def _progress(self, done: int, of: int) -> None:
        if time.monotonic() - self._spoke > TELL_EVERY:
            self._spoke = time.monotonic()
            self._say(replace(self._state, busy=True, done=done, of=of, forked=0))

    def _ended(self, outcome: Outcome) -> None:
        from counter_app.line import words_of

        behind = self._state.behind if outcome.clock_offset is None else outcome.clock_offset
        self._state = LineState(
            outcome.reason, words_of(outcome), forked=outcome.forked, behind=behind
        )
        self._say(self._state)

    def _say(self, state: LineState) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone already
            self.told.emit(state)
