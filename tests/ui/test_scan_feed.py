"""A scanner's thread: whole cards soon, a pulled cable told and healed, noise never an error."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.framing.scanner import MAX_FRAME, Scan
from devices.resources import SerialResource
from devices.scan_feed import FeedState, ScanFeed
from devices.sim.protocol_sim import take_away
from tests.unit.test_devices_scanner_contract import Bench, SimulatedBench, TerminalBench

CARD = (
    "022194000001|100000001|Nguyễn Thị Huyền Diệu|01021994|Nữ|"
    "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Quảng Ninh|01012022"
).encode()


class Listener:
    """Gets what a feed tells, and waits for it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.scans: list[Scan] = []
        self.states: list[FeedState] = []
        self.at: list[float] = []

    def scan(self, scan: Scan) -> None:
        with self._news:
            self.scans.append(scan)
            self.at.append(time.monotonic())
            self._news.notify_all()

    def state(self, state: FeedState) -> None:
        with self._news:
            self.states.append(state)
            self._news.notify_all()

    def until(self, true: Callable[[], bool], seconds: float = 20) -> None:
        with self._news:
            assert self._news.wait_for(true, seconds), (self.states, self.scans)

    def names(self) -> list[str]:
        return [state.state for state in self.states]

    def until_state(self, state: str) -> None:
        self.until(lambda: bool(self.states) and self.states[-1].state == state)


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
    if request.param == "sim":
        simulated = SimulatedBench()
        yield simulated
        take_away(simulated.resource.url)
        return
    try:
        terminal = TerminalBench(tmp_path)
    except OSError as error:  # a jail without /dev/pts
        pytest.skip(f"no pseudo-terminals here: {error}")
    yield terminal
    if (tmp_path / "ttyACM0").is_symlink():
        terminal.unplug()


@pytest.fixture
def heard() -> Listener:
    return Listener()


@pytest.fixture
def feed(bench: Bench, heard: Listener) -> Iterator[ScanFeed]:
    running = ScanFeed(bench.resource, heard.scan, heard.state)
    heard.until_state("connected")
    yield running
    running.close()
    assert running.state.state == "closed"
    assert not [t for t in threading.enumerate() if t.name.startswith("scan ")]


@pytest.mark.usefixtures("feed")
def test_cards_arrive_whole_within_a_tenth_of_a_second(bench: Bench, heard: Listener) -> None:
    delays = []
    for turn in range(20):
        for start in range(0, len(CARD), 64):  # as a USB line cuts them
            bench.send(CARD[start : start + 64])
        ended = time.monotonic()
        bench.send(b"\r\n")
        heard.until(lambda turn=turn: len(heard.scans) > turn)  # type: ignore[misc]
        delays.append(heard.at[turn] - ended)

    assert heard.scans == [Scan(CARD)] * 20
    print(f"terminator to callback: max {1000 * max(delays):.1f} ms")
    assert sorted(delays)[17] < 0.1  # two may meet a busy machine
    assert heard.names() == ["connected"]


@pytest.mark.usefixtures("feed")
def test_a_scanner_without_terminator_is_heard(bench: Bench, heard: Listener) -> None:
    bench.send(b"]Q1" + CARD)

    heard.until(lambda: len(heard.scans) == 1)
    assert heard.scans == [Scan(CARD, "qr")]


@pytest.mark.usefixtures("feed")
def test_a_pulled_cable_is_told_and_the_scanner_comes_back(bench: Bench, heard: Listener) -> None:
    bench.send(CARD[:40])
    bench.unplug()
    heard.until_state("missing")
    assert heard.states[-1].problem

    bench.plug()
    heard.until_state("connected")
    bench.send(CARD + b"\r")
    heard.until(lambda: len(heard.scans) == 1)

    assert heard.scans == [Scan(CARD)]  # the half before is no scan
    assert [a for a, b in zip(heard.names(), [*heard.names()[1:], ""], strict=True) if a != b] == [
        "connected", "missing", "connected",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "noise",
    [b"\xff\x00" * (MAX_FRAME // 2 + 1) + b"\r", bytes(range(8)) * 5 + b"\r", b"\x00\xfe"],
    ids=["endless", "wrong speed", "no terminator"],
)
@pytest.mark.usefixtures("feed")
def test_noise_is_told_and_the_next_scan_is_good(
    bench: Bench, heard: Listener, noise: bytes
) -> None:
    for start in range(0, len(noise), 1024):
        bench.send(noise[start : start + 1024])
    heard.until_state("garbage")
    assert heard.scans == []

    bench.send(CARD + b"\r")
    heard.until_state("connected")
    heard.until(lambda: len(heard.scans) == 1)
    assert heard.scans == [Scan(CARD)]


def test_random_bytes_never_end_the_thread(bench: Bench, heard: Listener) -> None:
    feed = ScanFeed(SerialResource("máy quét", "sim://scanner?garbage=20000"), heard.scan,
                    heard.state)  # fmt: skip
    heard.until(lambda: "garbage" in heard.names())
    feed.close()
    feed.close()

    assert heard.names()[-1] == "closed"
    take_away("sim://scanner?garbage=20000")


@pytest.mark.parametrize("url", ["/dev/no-such-scanner", "COM250", "sim://no-such", "odd://"])
def test_a_port_that_is_not_there_is_missing(heard: Listener, url: str) -> None:
    feed = ScanFeed(SerialResource("máy quét", url), heard.scan, heard.state)
    heard.until_state("missing")
    feed.close()

    assert heard.names()[-1] == "closed"
    assert heard.scans == []


def test_a_scanner_on_the_network(heard: Listener) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"socket://127.0.0.1:{server.getsockname()[1]}"
        feed = ScanFeed(SerialResource("máy quét", url), heard.scan, heard.state)
        line, _ = server.accept()
        with line:
            heard.until_state("connected")  # what came before is nobody's scan
            line.sendall(CARD + b"\r")
            heard.until(lambda: heard.scans == [Scan(CARD)])
        heard.until_state("missing")
        line, _ = server.accept()
        with line:
            heard.until_state("connected")
        feed.close()


def test_close_may_be_called_by_a_callback(bench: Bench, heard: Listener) -> None:
    feeds: list[ScanFeed] = []
    ready, done = threading.Event(), threading.Event()

    def scanned(_: Scan) -> None:
        ready.wait(10)
        feeds[0].close()
        done.set()

    feeds.append(ScanFeed(bench.resource, scanned, heard.state))
    ready.set()
    heard.until_state("connected")
    bench.send(CARD + b"\r")
    assert done.wait(10)
    feeds[0].close()
    assert feeds[0].state.state == "closed"
