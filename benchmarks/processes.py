"""Whole commands as processes, and a full check: for information."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

from benchmarks import folders
from benchmarks.people import People
from benchmarks.rows import Row, ms, quantile
from db import queries
from db.store import DATABASE
from db.verify import verify

TIMES = 9


def run_commands(size: int) -> list[Row]:
    """Start to end of ``find`` and of ``receive`` with one line, by turns with an empty Python."""
    with folders.copied(size) as place:
        data = place / "data"
        with folders.opened(data) as store:
            people = People(4, [p for p, _ in queries.procedures(store.conn)])
        line = place / "line.jsonl"
        line.write_text(json.dumps(people.item(), ensure_ascii=False) + "\n", encoding="utf-8")
        app = [sys.executable, "-m", "counter_app", "--data", str(data)]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "counter-app find": [*app, "find", "nguyen thi lan"],
            "counter-app receive, one line": [*app, "receive", str(line)],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(TIMES):
            for name, command in commands.items():
                times[name].append(_seconds(command))
    base = quantile(times["python -c pass"], 0.5)
    return [
        {
            "row": f"{name}, {size:,} there" if name.startswith("counter") else name,
            "ok": None,
            "p50_ms": ms(quantile(spent, 0.5)),
            "ratio": round(quantile(spent, 0.5) / base, 1),
        }
        for name, spent in times.items()
    ]


def _seconds(command: list[str]) -> float:
    environment = os.environ | {"COUNTER_KEYRING": "off"}
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folders.ROOT, env=environment, capture_output=True)
    spent = time.perf_counter() - started
    if done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr.decode()[-300:]}")
    return spent


def run_verify(size: int) -> list[Row]:
    """``verify --full``; it fails the run when the built database is not whole."""
    data = folders.built(size) / "data"
    with folders.opened(data) as store:
        started = time.perf_counter()
        report = verify(store, full=True)
        spent = time.perf_counter() - started
        size_mb = (data / DATABASE).stat().st_size / 1e6
        (index,) = store.conn.execute(
            "SELECT sum(length(block)) FROM dossier_search_data"
        ).fetchone()
    whole: bool | None = None if report["ok"] else False
    return [
        {
            "row": f"verify --full, {size:,} there",
            "ok": whole,
            "seconds": round(spent, 1),
            "whole": report["ok"],
            "database_mb": round(size_mb),
            "index_mb": round(index / 1e6),
        }
    ]
