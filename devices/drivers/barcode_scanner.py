"""Barcode scanner on a serial line (USB-CDC, RS-232, network, simulated)."""

from typing import Final

from devices.drivers.serial_line import LineStatus, SerialLine
from devices.framing.scanner import Scan, ScannerFraming
from devices.resources import SerialResource

#: A scanner without a terminator is done when its line was silent for this long.
IDLE_SECONDS: Final = 0.08


class BarcodeScannerDriver:
    """Turns a scanner's line into scans. Has no thread: whoever owns the line calls ``poll``."""

    def __init__(self, resource: SerialResource, wait: float = 0.0) -> None:
        """Takes note of the scanner; the first ``poll`` opens its port.

        Args:
            resource: where it is plugged in.
            wait: longest time that ``poll`` waits for a first byte, in seconds.
        """
        self._framing = ScannerFraming()
        # Half a scan before the cable was pulled is no scan.
        self._line = SerialLine(resource, on_lost=self._framing.reset, wait=wait)
        self._last_bytes_at = 0.0

    @property
    def status(self) -> LineStatus:
        """Whether the scanner is there, and if not, why."""
        return self._line.status

    @property
    def discarded(self) -> int:
        """How many over-long frames were thrown away."""
        return self._framing.discarded

    @property
    def pending(self) -> bool:
        """Whether part of a scan has come and its end has not."""
        return self._framing.pending

    def poll(self, now: float) -> list[Scan]:
        """Returns the scans completed since the last call; does not raise for the line.

        Args:
            now: Seconds of a monotonic clock, when the call begins.
        """
        data = self._line.read(now)
        if data:
            self._last_bytes_at = now
            return self._framing.feed(data)
        if self._framing.pending and now - self._last_bytes_at >= IDLE_SECONDS:
            return self._framing.flush()
        return []

    def close(self) -> None:
        """Closes the port."""
        self._framing.reset()
        self._line.close()
