"""Drills with many at once, with a newer central, with a full disk."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest

from central.reference import import_catalogue
from central.streams import append
from core.domain import events as ev
from db.verify import verify
from tests.faults.folder_support import fill, prove_full, small_disk
from tests.sync.api_support import Served, new_site
from tests.sync.central_support import NOW
from tests.sync.line_support import Counter, at_central, counter, figures, frames_at_central

WRITERS, ROUNDS = 4, 8


@pytest.fixture
def here(tmp_path: Path, served: Served) -> Iterator[Counter]:
    with counter(tmp_path, served, site=new_site()) as made:
        made.good()
        yield made


def seen(here: Counter) -> set[str]:
    """Other stations' dossiers as this one may look at them."""
    return {uid for (uid,) in here.store.conn.execute("SELECT uid FROM local_site_dossier")}


def test_a_cursor_skips_nothing_of_four_who_write_at_once(served: Served, tmp_path: Path) -> None:
    site = new_site()
    over = threading.Event()

    def write(number: int) -> set[str]:
        with counter(tmp_path / str(number), served, site=site, number=number) as made:
            for _ in range(ROUNDS):
                made.receive(3)
                made.good()
            return made.uids()

    def pull() -> tuple[set[str], int]:
        with counter(tmp_path / "9", served, site=site, number=9) as made:
            pulls = 0
            while not over.is_set():
                made.good()
                pulls += 1
            at_central(served, site)
            made.good()
            return seen(made), pulls

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        puller = pool.submit(pull)
        writers = [pool.submit(write, number) for number in range(1, WRITERS + 1)]
        try:
            written = set().union(*(each.result() for each in writers))
        finally:
            over.set()
        found, pulls = puller.result()
    figures(
        f"four writers, {pulls} pulls",
        written=(WRITERS * ROUNDS * 3, len(written)),
        at_central=(written, at_central(served, site)),
        seen_by_the_puller=(written, found),
    )


class Newer(ev.Body, frozen=True):
    """What a program of next year writes."""

    text: str


def test_a_newer_event_of_centrals_keeps_nobody_from_sending(
    served: Served, here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = here.store.station().site
    with served.db.transaction() as conn:
        kinds: dict[type[ev.Body], str] = {**ev.KIND_OF, Newer: "weather_told"}
        monkeypatch.setattr(ev, "KIND_OF", kinds)
        known = ev.AccountChanged("mai", "Lê Thị Mai", "clerk", "x")
        bodies = [(known, "account:mai"), (Newer("mưa"), "weather")]
        append(conn, served.keys, site, bodies, actor="central", now=NOW)
    here.receive(4)
    first = here.sync()
    here.receive(2)
    second = here.sync()
    account = here.store.conn.execute("SELECT name FROM account WHERE login = 'mai'").fetchone()
    figures(
        "newer event",
        told=(("program_old", "program_old"), (first.reason, second.reason)),
        sent=(here.uids(), at_central(served, site)),
        what_stands_before_it=(("Lê Thị Mai",), account),
        pulled_again=(0, second.pulled),
        whole=(True, verify(here.store)["ok"]),
    )


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small disk")
def test_a_disk_that_fills_during_a_pull(served: Served, tmp_path: Path) -> None:
    site = new_site()
    data = files("core.data").joinpath("catalogue/procedures.csv").read_bytes()
    with small_disk(tmp_path / "disk", 8) as disk, counter(disk, served, site=site) as here:
        here.receive(3)
        with served.db.transaction() as conn:
            import_catalogue(conn, served.keys, data, "procedures.csv", "an", NOW)
        ballast = fill(disk)
        prove_full(disk)
        told = here.sync()
        full = told.fault.code if told.fault else ""
        ballast.unlink()
        done = here.good()
        (procedures,) = here.store.conn.execute(
            "SELECT count(*) FROM procedure WHERE current = 1"
        ).fetchone()
        figures(
            "full disk",
            told=(("storage", "disk_full"), (told.reason, full)),
            procedures=(True, procedures >= 630),
            sent=(here.uids(), at_central(served, site)),
            events=(here.exchange.counts().here, frames_at_central(served, here.stream)),
            whole=(True, verify(here.store)["ok"]),
            after=("", done.reason),
        )
