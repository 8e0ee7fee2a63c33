"""Data folders for measuring: set up as `setup` does, built once, kept under build/bench."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks import bulk
from core.data import load_calendar, load_rule_packs
from core.domain.account import Role
from core.domain.timezone import VIETNAM
from core.services.context import Actor, Context
from counter_app import BUILT
from counter_app.bootstrap import new_id
from counter_app.cli import main
from db.store import Store, open_store

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "build" / "bench"
PASSWORD = "benchmark only"  # noqa: S105 - nobody's
#: what decides the bytes of a built database; a change builds it anew
_SOURCES = (
    "benchmarks/bulk.py", "benchmarks/people.py", "benchmarks/folders.py", "db/migrations.py",
    "db/projections.py", "db/journal.py", "db/connection.py", "core/domain/events.py",
    "core/domain/dossier.py", "core/domain/text.py", "core/domain/numbering.py",
    "core/data/catalogue/procedures.csv",
)  # fmt: skip


class TickingClock:
    """A station's clock for measuring: one second later at each reading."""

    def __init__(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 7, 30, tzinfo=VIETNAM)

    def __call__(self) -> datetime:
        """The reading."""
        self.now += timedelta(seconds=1)
        return self.now


def say(text: str) -> None:
    """A line for whoever watches."""
    print(text, file=sys.stderr, flush=True)


def set_up(data: Path, station: int = 1) -> None:
    """A new folder by the real command, its key in a file beside it."""
    os.environ["COUNTER_KEYRING"] = "off"
    day = datetime(BUILT.year, BUILT.month, BUILT.day, 7, 0, tzinfo=VIETNAM)
    written = io.BytesIO()
    out = io.TextIOWrapper(written)
    os.environ["COUNTER_PASSWORD"] = PASSWORD
    arguments = [
        "--data", str(data), "setup", "--site", "H49.215", "--site-name",
        "Trung tâm Phục vụ hành chính công phường Cửa Ông", "--station", str(station),
        "--block", f"{bulk.BLOCK.first}-{bulk.BLOCK.last}", "--admin", bulk.OFFICER,
    ]  # fmt: skip
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            status = main(arguments, clock=lambda: day)
    finally:
        del os.environ["COUNTER_PASSWORD"]
    if status != 0:
        raise RuntimeError(f"setup failed: {written.getvalue().decode()}")


def built(size: int) -> Path:
    """The cached folder's directory for ``size`` dossiers, built when it is not there."""
    place = CACHE / f"station-{size}-{_fingerprint()}"
    if (place / "built.json").exists():
        return place
    for stale in CACHE.glob(f"station-{size}-*"):
        shutil.rmtree(stale)
    place.mkdir(parents=True)
    started = time.monotonic()
    set_up(place / "data")
    with opened(place / "data") as store:
        last = BUILT
        if size:
            last = bulk.build(store, size, progress=lambda done: _progress(done, size, started))
    facts = {"dossiers": size, "last_day": last.isoformat()}
    facts["build_s"] = f"{time.monotonic() - started:.1f}"
    (place / "built.json").write_text(json.dumps(facts))
    return place


def _progress(done: int, size: int, started: float) -> None:
    if done % 50_000 < bulk.BATCH:
        say(f"  built {done:,} of {size:,} after {time.monotonic() - started:.0f} s")


def next_day(place: Path) -> date:
    """The working day after the last one of a built folder."""
    last = date.fromisoformat(json.loads((place / "built.json").read_text())["last_day"])
    return load_calendar().next_working_day(last)


@contextmanager
def copied(size: int) -> Iterator[Path]:
    """A copy of the built folder that may be written to; the day in its ``built.json``."""
    source = built(size)
    place = CACHE / f"work-{os.getpid()}-{size}"
    shutil.copytree(source, place)
    try:
        for file in place.rglob("*"):  # as after a start: on disk, nothing left to write back
            if file.is_file():
                with file.open("rb") as handle:
                    os.fsync(handle.fileno())
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    """The open folder."""
    store = open_store(data, datetime.now(VIETNAM), new_id)
    try:
        if store.found:
            raise RuntimeError(f"the folder lost its mark: {store.found}")
        yield store
    finally:
        store.close()


def context(clock: Callable[[], datetime]) -> Context:
    """The context of a clerk at the window."""
    return Context(
        actor=Actor(bulk.OFFICER, Role.CLERK),
        clock=clock,
        new_id=new_id,
        packs=load_rule_packs(),
        calendar=load_calendar(),
        built=BUILT,
    )


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in _SOURCES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:12]
