"""A real central as a process, and real stations that sync to it as processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import bulk, folders

SITE = "H49.215"
START_S, SYNC_S = 60.0, 600.0


@dataclass(frozen=True, slots=True)
class Central:
    """A running server.

    Attributes:
        folder: its data folder, with the embedded PostgreSQL.
        url: where stations reach it.
        pid: of its first process.
    """

    folder: Path
    url: str
    pid: int

    def command(self, *words: str) -> dict[str, Any]:
        """The result of a ``counter-central`` command beside the running server."""
        done = subprocess.run(
            [_program("counter-central"), "--data", str(self.folder), *words],
            capture_output=True, text=True, check=True, timeout=SYNC_S,
        )  # fmt: skip
        return dict(json.loads(done.stdout.splitlines()[-1]))

    def memory_mb(self) -> float:
        """Most memory that any of its own processes ever held (PostgreSQL apart), MB."""
        return max(_peak_mb(pid) for pid in _family(self.pid, "python"))

    def cpu_s(self) -> float:
        """Processor time of its processes so far, PostgreSQL included, seconds."""
        return sum(_cpu_s(pid) for pid in _family(self.pid))


def _program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def central(name: str, workers: int = 1) -> Iterator[Central]:
    """A new central with its own PostgreSQL; gone afterwards."""
    folder = folders.CACHE / f"{name}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    port = free_port()
    server = subprocess.Popen(
        [_program("counter-central"), "--data", str(folder), "serve", "--province", "Tỉnh Đo",
         "--listen", f"127.0.0.1:{port}", "--workers", str(workers)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    )  # fmt: skip
    assert server.stdout is not None  # a pipe was asked for
    try:
        if not server.stdout.readline():
            raise RuntimeError("central did not start")
        threading.Thread(target=server.stdout.read, daemon=True).start()
        yield Central(folder, f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Ran:
    """One ``counter-app`` process: its last result line and what it took."""

    result: dict[str, Any]
    seconds: float
    cpu_s: float
    memory_mb: float


def stations(place: Path, counts: Sequence[int]) -> list[Path]:
    """Folders of stations 1, 2, … with so many dossiers logged offline."""
    made = []
    for number, count in enumerate(counts, 1):
        data = place / f"s{number}" / "data"
        data.parent.mkdir(parents=True)
        folders.set_up(data, station=number)
        with folders.opened(data) as store:
            bulk.build(store, count, seed=number, days=max(1, count // 60))
        made.append(data)
    return made


def run(data: Path, *words: str) -> Ran:
    """Runs ``counter-app`` on a folder and measures the process."""
    environment = {**os.environ, "COUNTER_KEYRING": "off", "COUNTER_DATA": str(data),
                   "COUNTER_USER": bulk.OFFICER, "COUNTER_PASSWORD": folders.PASSWORD}  # fmt: skip
    began = time.perf_counter()
    process = subprocess.Popen(
        [_program("counter-app"), *words], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None  # a pipe was asked for
    assert process.stderr is not None
    out = process.stdout.read()
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    lines = out.splitlines()
    if not lines:
        raise RuntimeError(f"{words}: exit {process.returncode}: {said[-500:]}")
    return Ran(
        json.loads(lines[-1]),
        time.perf_counter() - began,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
    )


def join(server: Central, data: Sequence[Path]) -> None:
    """Enrols stations by one-time codes."""
    for number, folder in enumerate(data, 1):
        code = server.command("enrol", SITE, str(number))["code"]
        run(folder, "enrol", code, "--central", server.url)


def together(data: Sequence[Path], *words: str) -> list[Ran]:
    """The same command on all folders at once."""
    done: dict[Path, Ran] = {}
    threads = [
        threading.Thread(target=lambda d=folder: done.__setitem__(d, run(d, *words)))
        for folder in data
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [done[folder] for folder in data]


def _family(pid: int, name: str = "") -> list[int]:
    """A process and all that it started."""
    parents: dict[int, int] = {}
    names: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                text = (entry / "stat").read_text()
            except OSError:
                continue
            head, _, rest = text.rpartition(")")
            parents[int(entry.name)] = int(rest.split()[1])
            names[int(entry.name)] = head.partition("(")[2]
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return [each for each in found if name in names.get(each, "") or each == pid]


def _peak_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(x.split()[1]) / 1024 for x in lines if x.startswith("VmHWM")), 0.0)


def _cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(fields[at]) for at in (11, 12)) / os.sysconf("SC_CLK_TCK")
