"""The ``sim://`` protocol of pyserial: a port whose far end is a simulator in this process.

pyserial finds this module by its name (``protocol_`` + scheme) in the packages that
``devices.sim.register`` added, and the class by the name ``Serial``.
"""

from collections.abc import Callable
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import serial

from devices.sim.scanner import ScannerSimulator


class Simulator(Protocol):
    """What a simulated device offers to the port opened on it."""

    @property
    def plugged(self) -> bool: ...
    @property
    def waiting(self) -> int: ...
    def read(self, size: int) -> bytes: ...


_KINDS: Final[dict[str, Callable[[str], Simulator]]] = {"scanner": ScannerSimulator}

#: The simulated world: which device answers at an address. A device outlives its ports, as a real
#: one does, so that a port opened again finds it where the last one left it.
_plugged_in: Final[dict[str, Simulator]] = {}


def plug_in(url: str, device: Simulator) -> None:
    """Lets ``device`` answer at ``url`` (``sim://anything``)."""
    _plugged_in[url] = device


def take_away(url: str) -> None:
    """Forgets the device at ``url``; the next port opened there meets a new one."""
    _plugged_in.pop(url, None)


def _device_at(url: str) -> Simulator:
    if url not in _plugged_in:
        parts = urlsplit(url)
        if parts.hostname not in _KINDS:
            raise ValueError(f"no simulated device of the kind {parts.hostname!r}")
        _plugged_in[url] = _KINDS[parts.hostname](parts.query)
    return _plugged_in[url]


class Serial(serial.SerialBase):
    """A port on a simulated device. Reads take what is there and never wait."""

    _device: Simulator

    def open(self) -> None:
        """Finds the device; one that is unplugged cannot be opened."""
        self._device = _device_at(str(self.port))
        if not self._device.plugged:
            raise serial.SerialException(f"{self.port}: unplugged")
        self.is_open = True

    def close(self) -> None:
        """Closes the port; the device stays."""
        self.is_open = False

    @property
    def in_waiting(self) -> int:
        """Bytes that have come."""
        self._check_open()
        return self._device.waiting

    def read(self, size: int = 1) -> bytes:
        """Returns at most ``size`` bytes of what has come."""
        self._check_open()
        try:
            return self._device.read(size)
        except ConnectionError as error:
            raise serial.SerialException(str(error)) from error

    def write(self, data: Any) -> int:
        """Takes bytes that no simulated device listens to yet."""
        self._check_open()
        return len(data)

    def _check_open(self) -> None:
        if not self.is_open:
            raise serial.PortNotOpenError

    def _reconfigure_port(self, *_args: Any, **_kwargs: Any) -> None:
        """Nothing to set: a simulated line has no speed."""
