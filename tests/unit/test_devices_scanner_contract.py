"""One contract for every barcode scanner: the simulated one and one on a real terminal line."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from devices.drivers.barcode_scanner import IDLE_SECONDS, BarcodeScannerDriver
from devices.drivers.serial_line import FIRST_RETRY, LAST_RETRY
from devices.framing.scanner import Scan
from devices.resources import SerialResource
from devices.sim.protocol_sim import plug_in, take_away
from devices.sim.scanner import ScannerSimulator


class Bench(Protocol):
    """A scanner in a tester's hand."""

    resource: SerialResource

    def send(self, data: bytes) -> None: ...
    def unplug(self) -> None: ...
    def plug(self) -> None: ...


class SimulatedBench:
    """The scanner behind ``sim://``."""

    def __init__(self) -> None:
        self.resource = SerialResource("máy quét", "sim://scanner")
        device = ScannerSimulator()
        self.send, self.unplug, self.plug = device.send, device.unplug, device.plug
        plug_in(self.resource.url, device)


class TerminalBench:
    """A pseudo-terminal; its name is a link, as udev's names are, so that it can come back."""

    def __init__(self, folder: Path) -> None:
        self._link = folder / "ttyACM0"
        self.resource = SerialResource("máy quét", str(self._link))
        self.plug()

    def send(self, data: bytes) -> None:
        os.write(self._master, data)

    def unplug(self) -> None:
        os.close(self._master)
        self._link.unlink()

    def plug(self) -> None:
        self._master, far_end = os.openpty()
        self._link.symlink_to(os.ttyname(far_end))
        os.close(far_end)


@pytest.fixture(
    params=[
        "sim",
        pytest.param(
            "pty",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here"),
        ),
    ]
)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "pty":
        try:
            terminal = TerminalBench(tmp_path)
        except OSError as error:  # a jail without /dev/pts
            pytest.skip(f"no pseudo-terminals here: {error}")
        yield terminal
        if terminal._link.is_symlink():
            terminal.unplug()
    else:
        simulated = SimulatedBench()
        yield simulated
        take_away(simulated.resource.url)


@pytest.fixture
def scanner(bench: Bench) -> Iterator[BarcodeScannerDriver]:
    driver = BarcodeScannerDriver(bench.resource)
    assert driver.poll(0.0) == []  # opens the port; what came before is nobody's scan
    yield driver
    driver.close()


def connected(scanner: BarcodeScannerDriver) -> bool:
    return scanner.status.connected


def test_a_scan_arrives(bench: Bench, scanner: BarcodeScannerDriver) -> None:
    assert connected(scanner)
    bench.send(b"]C0H01.01-261124-0001\r\n")

    assert scanner.poll(1.0) == [Scan(b"H01.01-261124-0001", "code128")]
    assert scanner.poll(1.1) == []


def test_every_byte_value_passes_unchanged(bench: Bench, scanner: BarcodeScannerDriver) -> None:
    payload = bytes(set(range(256)) - set(b"\r\n\t"))
    bench.send(payload + b"\r")

    assert scanner.poll(1.0) == [Scan(payload)]


def test_pieces_join(bench: Bench, scanner: BarcodeScannerDriver) -> None:
    bench.send(b"A0")
    assert scanner.poll(1.0) == []
    bench.send(b"01\rB")
    assert scanner.poll(1.01) == [Scan(b"A001")]
    bench.send(b"002\r")
    assert scanner.poll(1.02) == [Scan(b"B002")]


def test_silence_ends_a_scan_without_terminator(
    bench: Bench, scanner: BarcodeScannerDriver
) -> None:
    bench.send(b"A001")
    assert scanner.poll(1.0) == []
    assert scanner.poll(1.0 + IDLE_SECONDS / 2) == []

    assert scanner.poll(1.0 + IDLE_SECONDS) == [Scan(b"A001")]


def test_garbage_costs_only_itself(bench: Bench, scanner: BarcodeScannerDriver) -> None:
    bench.send(b"\xff\x00" * 1024)
    bench.send(b"\xff\x00" * 1024)
    bench.send(b"\xff\rA001\r")

    scans = [scan for now in (1.0, 1.01, 1.02, 1.03) for scan in scanner.poll(now)]

    assert scans == [Scan(b"A001")]
    assert scanner.discarded == 1


def test_a_pulled_cable_is_no_error_and_comes_back(
    bench: Bench, scanner: BarcodeScannerDriver
) -> None:
    bench.send(b"half a sc")
    assert scanner.poll(1.0) == []
    bench.unplug()

    assert scanner.poll(2.0) == []
    assert not connected(scanner)
    assert scanner.status.problem
    assert scanner.poll(2.0 + FIRST_RETRY) == []  # still gone
    assert scanner.status.failures == 2

    bench.plug()
    assert scanner.poll(2.0 + FIRST_RETRY * 1.5) == []
    assert not connected(scanner)  # not before its time
    assert scanner.poll(2.0 + FIRST_RETRY * 3) == []
    assert connected(scanner)

    bench.send(b"A001\r")
    assert scanner.poll(5.0) == [Scan(b"A001")]


def test_tries_grow_rare_but_never_end(bench: Bench, scanner: BarcodeScannerDriver) -> None:
    bench.unplug()
    seconds = 3600
    for tenth in range(10 * seconds):
        assert scanner.poll(tenth / 10) == []

    assert 0.9 * seconds / LAST_RETRY < scanner.status.failures < 1.1 * seconds / LAST_RETRY + 10

    bench.plug()
    scanner.poll(seconds + LAST_RETRY)
    assert connected(scanner)
