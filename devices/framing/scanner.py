"""Barcode scanners on a serial line: bytes in, scans out."""

import re
from dataclasses import dataclass
from typing import Final

#: Longest frame that is believed; a citizen card takes some 170 bytes, a full QR under 3,000.
MAX_FRAME: Final = 4096

#: Scanners end a scan with CR, LF, both, or TAB; none of our codes contains one.
_TERMINATOR: Final = re.compile(rb"[\r\n\t]")

#: AIM symbology identifier that a scanner may put before the data, such as ``]C0`` or ``]Q1``.
_AIM: Final = re.compile(rb"\]([A-Za-z])[0-9A-Fa-f]")

_KINDS: Final = {
    b"A": "code39",
    b"C": "code128",
    b"E": "ean",
    b"L": "pdf417",
    b"Q": "qr",
    b"d": "datamatrix",
}


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as the scanner read it.

    Attributes:
        payload: The code's bytes, without identifier and terminator.
        kind: The symbology (``code128``, ``qr``, ...), ``other`` for one not listed here, ``None``
            when the scanner sends no AIM identifiers.
    """

    payload: bytes
    kind: str | None = None

    @property
    def text(self) -> str:
        """The payload as UTF-8; what is not UTF-8 shows as U+FFFD and is left to the reader."""
        return self.payload.decode("utf-8", errors="replace")


class ScannerFraming:
    """Collects bytes until a scan is complete; holds at most ``MAX_FRAME`` of them.

    Attributes:
        discarded: How many over-long frames were thrown away, for the device's status.
    """

    def __init__(self) -> None:
        """Starts between two scans."""
        self.discarded = 0
        self._rest = b""
        self._overlong = False

    @property
    def pending(self) -> bool:
        """Whether part of a scan has come and its end has not."""
        return bool(self._rest) or self._overlong

    def feed(self, data: bytes) -> list[Scan]:
        """Takes the bytes that came and returns the scans that they complete."""
        *complete, self._rest = _TERMINATOR.split(self._rest + data)
        scans = [scan for frame in complete for scan in self._close(frame)]
        if self._overlong or len(self._rest) > MAX_FRAME:
            self._overlong = True
            self._rest = b""
        return scans

    def flush(self) -> list[Scan]:
        """Ends the scan under way: the line was idle and the scanner sends no terminator."""
        frame, self._rest = self._rest, b""
        return self._close(frame)

    def reset(self) -> None:
        """Forgets the scan under way: the device went away in the middle of it."""
        self._rest = b""
        self._overlong = False

    def _close(self, frame: bytes) -> list[Scan]:
        if self._overlong or len(frame) > MAX_FRAME:
            self._overlong = False
            self.discarded += 1
            return []
        aim = _AIM.match(frame)
        payload = frame[aim.end() :] if aim else frame
        if not payload:
            return []
        return [Scan(payload, _KINDS.get(aim[1], "other") if aim else None)]
