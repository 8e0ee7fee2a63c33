"""A serial line that may vanish at any moment and comes back when the device does."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import serial

from devices import sim
from devices.resources import SerialResource

#: Seconds before the first new try, doubled up to the last: a scanner plugged back in answers
#: soon, one that is gone for the day costs nothing.
FIRST_RETRY: Final = 0.5
LAST_RETRY: Final = 15.0

#: How a vanished port announces itself: pyserial's own errors are OSErrors, but on POSIX a
#: hang-up at the wrong moment passes through as termios.error.
LINE_ERRORS: tuple[type[Exception], ...] = (OSError,)
if sys.platform != "win32":
    import termios

    LINE_ERRORS = (OSError, termios.error)

#: Opening also fails by ValueError: an address of no known kind.
_OPEN_ERRORS: tuple[type[Exception], ...] = (*LINE_ERRORS, ValueError)


@dataclass(frozen=True, slots=True)
class LineStatus:
    """What the status strip shows of a line.

    Attributes:
        connected: Whether the port is open.
        problem: What the system said when it was lost or could not be opened.
        failures: Tries since it was last open.
    """

    connected: bool = False
    problem: str = ""
    failures: int = 0


class SerialLine:
    """Opens a resource, reads what is there, reopens it with back-off; never raises for the line.

    Time is given by the caller (a monotonic clock, in seconds). ``read`` returns at once, so that
    one thread can serve several lines, unless a line is given a thread of its own and may wait.
    """

    def __init__(
        self, resource: SerialResource, on_lost: Callable[[], None], wait: float = 0.0
    ) -> None:
        """Takes note of the resource; the port is opened by the first ``read``.

        Args:
            resource: what is plugged where.
            on_lost: called when the open port is gone.
            wait: longest time that ``read`` waits for a first byte, in seconds; some ports
                (``sim://``) and a port that is away do not wait.
        """
        sim.register()
        self._wait = wait
        self.status = LineStatus()
        self._resource = resource
        self._on_lost = on_lost
        self._port: serial.Serial | None = None
        self._retry_at = float("-inf")

    def read(self, now: float, limit: int = 4096) -> bytes:
        """Returns the bytes that have come, or none while the device is away."""
        port = self._port or self._open(now)
        if port is None:
            return b""
        try:
            if not self._wait:
                return bytes(port.read(limit))
            # The first byte ends the wait; pyserial would wait on for all that was asked for.
            first = bytes(port.read(1))
            return first + bytes(port.read(min(port.in_waiting, limit - 1))) if first else b""
        except LINE_ERRORS as error:
            self.close()
            self._failed(now, error)
            self._on_lost()
            return b""

    def close(self) -> None:
        """Closes the port, if it is open; a port already gone is closed all the same."""
        port, self._port = self._port, None
        if port is not None:
            try:
                port.close()
            except LINE_ERRORS as error:
                self.status = LineStatus(problem=str(error))

    def _open(self, now: float) -> serial.Serial | None:
        if now < self._retry_at:
            return None
        resource = self._resource
        try:
            self._port = serial.serial_for_url(
                resource.url,
                baudrate=resource.baud,
                bytesize=resource.bytesize,
                parity=resource.parity,
                stopbits=resource.stopbits,
                timeout=self._wait,
            )
        except _OPEN_ERRORS as error:
            self._failed(now, error)
            return None
        self.status = LineStatus(connected=True)
        return self._port

    def _failed(self, now: float, error: Exception) -> None:
        failures = self.status.failures + 1
        delay = min(LAST_RETRY, FIRST_RETRY * 2.0 ** min(failures - 1, 10))
        self._retry_at = now + delay
        self.status = LineStatus(problem=str(error), failures=failures)
