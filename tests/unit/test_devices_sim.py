"""The simulated scanner plays its script through pyserial, faults included."""

from collections.abc import Iterator

import pytest
import serial

from devices import sim
from devices.drivers.barcode_scanner import BarcodeScannerDriver
from devices.framing.scanner import Scan
from devices.resources import SerialResource
from devices.sim.protocol_sim import take_away
from devices.sim.scanner import ScannerSimulator

URL = (
    "sim://scanner?scan=%5DC0A001&end=crlf&scan=A002&garbage=20&half=A003"
    "&disconnect=&end=none&scan=A004"
)


@pytest.fixture(autouse=True)
def _new_world() -> Iterator[None]:
    sim.register()
    yield
    take_away(URL)


def test_script_runs_in_its_order_across_a_disconnect() -> None:
    driver = BarcodeScannerDriver(SerialResource("máy quét", URL))
    scans = [(tenth, scan) for tenth in range(30) for scan in driver.poll(tenth / 10)]

    assert scans[0] == (0, Scan(b"A001", "code128"))
    assert scans[1] == (1, Scan(b"A002"))
    assert scans[-1][1] == Scan(b"A004")
    assert not any(scan.payload.startswith(b"A00") for _, scan in scans[2:-1])
    assert driver.status.connected


def test_port_behaves_like_one() -> None:
    with serial.serial_for_url(URL, timeout=0) as port:
        assert port.in_waiting > 8
        assert port.read(3) == b"]C0"
        assert port.read(100) == b"A001\r"
        assert port.write(b"\x16T\r") == 3
    with pytest.raises(serial.PortNotOpenError):
        port.read(1)


@pytest.mark.parametrize("script", ["beep=1", "end=never", "scan"])
def test_unknown_steps_are_refused(script: str) -> None:
    with pytest.raises(ValueError, match=r"step|query"):
        ScannerSimulator(script)


def test_unknown_device_shows_as_a_problem_of_the_line() -> None:
    driver = BarcodeScannerDriver(SerialResource("?", "sim://teleporter"))

    assert driver.poll(0.0) == []
    assert "teleporter" in driver.status.problem
