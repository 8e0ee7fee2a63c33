"""A scanner's own thread: from the port to whoever wants scans, for as long as the program runs.

Knows no toolkit. Callbacks run on the feed's thread and must return soon: the composition root
turns them into signals for the window.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from devices.drivers.barcode_scanner import BarcodeScannerDriver
from devices.framing.scanner import Scan
from devices.resources import SerialResource

#: Longest wait for a byte, and between two looks at a port that does not wait itself. It bounds
#: ``close`` and lets a scan without terminator end in time.
TICK: Final = 0.04

#: Between two pieces of one scan.
PIECE: Final = 0.005

#: No code holds these; the separators of GS1 and AAMVA codes (EOT, FS, GS, RS, US) are let through.
_NOISE: Final = re.compile(rb"[\x00-\x03\x05-\x1b\x7f]")

State = Literal["starting", "connected", "missing", "garbage", "closed"]


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the status strip shows of a scanner.

    Attributes:
        state: ``starting``; ``connected``; ``missing``: the port cannot be opened or was lost,
            new tries go on; ``garbage``: the port is open, what came last is no code (wrong
            speed, bad cable); ``closed``.
        problem: what the system said, when missing; for support, not for people.
    """

    state: State = "starting"
    problem: str = ""


class ScanFeed:
    """Reads one scanner until ``close``; a fault of the line never ends it.

    What a callback raises is a mistake of ours: it ends the thread, loudly, with the port closed
    and the state told.
    """

    def __init__(
        self,
        resource: SerialResource,
        on_scan: Callable[[Scan], None],
        on_state: Callable[[FeedState], None],
    ) -> None:
        """Starts reading.

        Args:
            resource: where the scanner is plugged in. ``hwgrep://VID:PID`` finds a USB scanner
                wherever it comes back.
            on_scan: gets each whole scan, on the feed's thread.
            on_state: gets each state that differs from the last, on the feed's thread.
        """
        self._driver = BarcodeScannerDriver(resource, wait=TICK)
        self._on_scan = on_scan
        self._on_state = on_state
        self._state = FeedState()
        self._discarded = 0
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"scan {resource.name}", daemon=True)
        self._thread.start()

    @property
    def state(self) -> FeedState:
        """The last state told."""
        return self._state

    def close(self) -> None:
        """Stops reading and waits for the thread; calling it again is harmless.

        A ``socket://`` that is just being opened is waited for, up to pyserial's 5 s.
        """
        self._closing.set()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                began = time.monotonic()
                scans = self._driver.poll(began)
                self._tell_line()
                for scan in scans:
                    self._hand_on(scan)
                if not scans:
                    self._pause(began)
        finally:
            self._driver.close()
            self._tell(FeedState("closed"))

    def _pause(self, began: float) -> None:
        """Waits where the port did not: it cannot, it is away, or a scan is coming in pieces."""
        left = began + TICK - time.monotonic()
        if left > 0:
            self._closing.wait(min(left, PIECE) if self._driver.pending else left)

    def _hand_on(self, scan: Scan) -> None:
        if _NOISE.search(scan.payload):
            self._tell(FeedState("garbage"))
            return
        self._tell(FeedState("connected"))
        self._on_scan(scan)

    def _tell_line(self) -> None:
        status = self._driver.status
        if not status.connected:
            self._tell(FeedState("missing", status.problem))
        elif self._driver.discarded != self._discarded:
            self._discarded = self._driver.discarded
            self._tell(FeedState("garbage"))
        elif self._state.state != "garbage":  # garbage stands until a good scan, or a new cable
            self._tell(FeedState("connected"))

    def _tell(self, state: FeedState) -> None:
        if state != self._state:
            self._state = state
            self._on_state(state)
