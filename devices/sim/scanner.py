"""A simulated barcode scanner: plays a script, then does what a test tells it."""

import random
from collections import deque
from typing import Final
from urllib.parse import parse_qsl

ENDS: Final = {"cr": b"\r", "lf": b"\n", "crlf": b"\r\n", "tab": b"\t", "none": b""}


class ScannerSimulator:
    """The device at the far end of a ``sim://`` line; outlives the ports opened on it.

    The script is a query string, carried out in its order:

    ``end=cr|lf|crlf|tab|none``
        terminator of the scans that follow (CR at first);
    ``scan=TEXT``
        a whole scan, sent in one piece;
    ``half=TEXT``
        a scan whose second half and terminator never come;
    ``garbage=N``
        N bytes of line noise, the same for the same N;
    ``disconnect=``
        the cable is pulled: the open port fails, the next one carries on with the script.
    """

    def __init__(self, script: str = "") -> None:
        """Reads the script; a word it does not know is refused."""
        self._plugged = True
        self._pieces: deque[bytes | None] = deque()  # None: the cable is pulled here
        end = ENDS["cr"]
        for word, value in parse_qsl(script, keep_blank_values=True, strict_parsing=bool(script)):
            data = value.encode()
            match word:
                case "end" if value in ENDS:
                    end = ENDS[value]
                case "scan":
                    self.send(data + end)
                case "half":
                    self.send(data[: (len(data) + 1) // 2])
                case "garbage":
                    self.send(random.Random(value).randbytes(int(value)))  # noqa: S311 - noise
                case "disconnect":
                    self._pieces.append(None)
                case _:
                    raise ValueError(f"simulated scanner: unknown step {word}={value}")

    def send(self, data: bytes) -> None:
        """Puts bytes on the line, to be read in one piece."""
        self._pieces.append(data)

    def unplug(self) -> None:
        """Pulls the cable: bytes under way are lost, ports fail until ``plug``."""
        self._plugged = False
        self._pieces.clear()

    def plug(self) -> None:
        """Puts the cable back."""
        self._plugged = True

    @property
    def plugged(self) -> bool:
        """Whether a port can be opened and read."""
        return self._plugged

    def read(self, size: int) -> bytes:
        """Returns the next piece, at most ``size`` bytes of it, or nothing.

        Raises:
            ConnectionResetError: The script, or the test, pulled the cable.
        """
        if not self._plugged:
            raise ConnectionResetError("simulated scanner: unplugged")
        if not self._pieces:
            return b""
        piece = self._pieces.popleft()
        if piece is None:
            raise ConnectionResetError("simulated scanner: unplugged by its script")
        if piece[size:]:
            self._pieces.appendleft(piece[size:])
        return piece[:size]

    @property
    def waiting(self) -> int:
        """Bytes that can be read before the cable is pulled."""
        total = 0
        for piece in self._pieces:
            if piece is None:
                break
            total += len(piece)
        return total
