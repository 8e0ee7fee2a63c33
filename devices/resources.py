"""What is plugged where: frozen facts of a site's configuration."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SerialResource:
    """A serial line.

    Attributes:
        name: What people call the device ("máy quét quầy 2").
        url: Anything that pyserial opens: ``COM3``, ``/dev/ttyACM0``, ``socket://host:port``,
            ``rfc2217://host:port``, ``sim://scanner``.
        baud: Speed of the line; USB devices ignore it.
        bytesize: Data bits.
        parity: None, even or odd.
        stopbits: Stop bits.
    """

    name: str
    url: str
    baud: int = 9600
    bytesize: Literal[5, 6, 7, 8] = 8
    parity: Literal["N", "E", "O"] = "N"
    stopbits: Literal[1, 2] = 1
