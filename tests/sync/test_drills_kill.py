"""Drills with kill -9: of the program while it syncs, of the server while it stores."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from central.database import Database
from central.keys import open_keys
from db.verify import verify
from tests.e2e.counter import environment
from tests.sync.api_support import Served, new_site
from tests.sync.central_support import Cluster, Province
from tests.sync.line_support import (
    Counter,
    at_central,
    counter,
    figures,
    frames_at_central,
)
from tests.sync.proxy import Fault, Proxy, proxied

#: bytes a second: a push of these tests takes about a second
RATE = 20_000


def hold(name: str, served: Served, here: Counter, **more: tuple[object, object]) -> None:
    """Everything of the station is at central exactly once, and its folder is whole."""
    counts = here.exchange.counts()
    site = here.store.station().site
    figures(
        name,
        dossiers=(here.uids(), at_central(served, site)),
        events=(counts.here, frames_at_central(served, *here.streams())),
        acknowledged=(counts.here, counts.at_central),
        whole=(True, verify(here.store)["ok"]),
        **more,
    )


# --- the program ------------------------------------------------------------------------


@contextmanager
def syncing(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """``counter-app sync`` as a user starts it; it does not outlive the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "counter_app", "--data", str(data), "sync"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(
    "points",
    [(2_000, 9_000), pytest.param((10, 100, 1_000, 5_000, 12_000, 20_000), marks=pytest.mark.long)],
    ids=["twice", "often"],
)
def test_the_program_killed_in_mid_batch_goes_on(
    served: Served, tmp_path: Path, points: tuple[int, ...]
) -> None:
    with (
        proxied(served.url) as proxy,
        counter(tmp_path, served, site=new_site(), url=proxy.url) as here,
    ):
        here.receive(400)
        proxy.always = Fault(rate=RATE)
        killed = 0
        for more in points:
            with syncing(here.station.data) as process:
                proxy.wait_for_bytes(proxy.bytes_up + more)
                process.kill()
                process.communicate()
            killed += process.returncode == -signal.SIGKILL
        proxy.heal()
        with syncing(here.station.data) as process:
            out, words = process.communicate(timeout=60)
        told = json.loads(out)
        hold(
            "program killed",
            served,
            here,
            kills=(len(points), killed),
            status=(0, process.returncode),
            at_central=(told["here"], told["at_central"]),
        )
        assert "Đã đồng bộ" in words.decode()


# --- the server -------------------------------------------------------------------------


@dataclass
class Serving:
    """``counter-central serve`` as a process on a database of its own."""

    folder: Path
    url: str
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Starts it; its address."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "central", "serve", "--listen", "127.0.0.1:0",
             "--database", self.url, "--data", str(self.folder), "--province", "Tỉnh Giả Định"],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self.process.stdout is not None
        return str(json.loads(self.process.stdout.readline())["listening"])

    def kill(self) -> None:
        """kill -9, if it runs."""
        if self.process is not None:
            with self.process:
                os.kill(self.process.pid, signal.SIGKILL)
            self.process = None


@contextmanager
def serving_process(db: Database, folder: Path) -> Iterator[Serving]:
    """The server, killed at the end."""
    made = Serving(folder, db.url)
    try:
        yield made
    finally:
        made.kill()


def move(proxy: Proxy, url: str) -> None:
    """The line leads to another server from now on."""
    parts = urlsplit(url)
    proxy.upstream = (parts.hostname or "", parts.port or 0)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(0.1, id="begun", marks=pytest.mark.long),
        pytest.param(0.6, id="midway"),
        pytest.param(1.0, id="whole", marks=pytest.mark.long),
    ],
)
def test_the_server_killed_in_mid_batch_has_all_or_nothing(
    postgres: Cluster, tmp_path: Path, after: float
) -> None:
    with (
        postgres.database() as db,
        serving_process(db, tmp_path / "central") as server,
        httpx.Client() as client,
    ):
        address = server.start()
        keys = open_keys(tmp_path / "central")
        with proxied(address) as proxy:
            served = Served(address, Province(db, keys), client)
            with counter(tmp_path / "a", served, url=proxy.url, answer_s=10) as here:
                here.receive(200)
                here.good()
                size = max(each.size for each in proxy.posts())
                before = here.exchange.counts().at_central
                here.receive(200)
                proxy.always = Fault(rate=RATE, only="POST")
                at = proxy.bytes_up + 400 + int(after * size)

                def kill(at: int = at) -> None:
                    proxy.wait_for_bytes(at)
                    server.kill()

                killer = threading.Thread(target=kill)
                killer.start()
                told = here.sync()
                killer.join()
                there = frames_at_central(served, here.stream)
                proxy.heal()
                move(proxy, server.start())
                done = here.good()
                hold(
                    f"server killed after {after:.0%} of a batch",
                    served,
                    here,
                    told=("offline", told.reason),
                    all_or_nothing=(True, there in (before, here.exchange.counts().here)),
                    resent=(here.exchange.counts().here - there, done.pushed)
                    if there == before
                    else (True, True),
                )
