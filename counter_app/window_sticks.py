"""The `ui.viewmodels.sync_room.Sticks` of a window: storage stays on its writing thread."""

from __future__ import annotations

from core.ports.clock import Clock
from counter_app.sync_worker import FarExchange
from ui.background import Background
from ui.viewmodels.sync_room import StickIn, StickOut


class WindowSticks:
    """Runs on the pool; what it asks of the storage waits for the clerk's acts."""

    def __init__(self, background: Background, clock: Clock) -> None:
        self._exchange, self._clock = FarExchange(background), clock

    def write(self, path: str) -> StickOut:
        from counter_app.sticks import write_stick  # cryptography is not needed before

        packed = write_stick(self._exchange, path, self._clock)
        return StickOut(packed.events, packed.left)

    def read(self, path: str) -> StickIn:
        from counter_app.sticks import read_stick

        applied = read_stick(self._exchange, path, self._clock)
        counts = self._exchange.counts()
        return StickIn(applied, counts.here, counts.at_central)
