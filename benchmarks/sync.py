"""10,000 dossiers of three stations against one COPY of the same events (design §13).

The stations log offline, then one line appears: real ``counter-app sync``
processes against a real ``counter-central serve`` with its own PostgreSQL. The
measure is reading the same events from the stations' encrypted databases and
one COPY into a jsonb column of the same server, in the same run.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import psycopg

from benchmarks import folders, province
from benchmarks.province import Central, Ran
from benchmarks.rows import Row
from central import embedded
from db import journal

DOSSIERS = (3_334, 3_333, 3_333)
MUST_STORED, MUST_PROJECTED, MUST_BYTES = 8.0, 20.0, 0.35
MUST_IDLE_S = 0.1
PROJECTED_S = 300.0


def run() -> list[Row]:
    """Pushes, waits for the tables, then syncs again with nothing new; the same by sticks."""
    place = folders.CACHE / "sync-stations"
    shutil.rmtree(place, ignore_errors=True)
    data = province.stations(place, DOSSIERS)
    try:
        sticks = place / "sticks"
        shutil.copytree(place, sticks, ignore=shutil.ignore_patterns("sticks"))
        with province.central("sync-central") as server:
            rows = _line(server, data)
        with province.central("stick-central") as server:
            rows.append(_sticks(server, [sticks / d.relative_to(place) for d in data]))
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return rows


def _line(server: Central, data: list[Path]) -> list[Row]:
    province.join(server, data)
    url, stop = embedded.start(server.folder)
    try:
        copied_s, raw = _copy(url, data)
        cpu, began = server.cpu_s(), time.perf_counter()
        ran = province.together(data, "sync")
        wall = time.perf_counter() - began
        projected = _projected(url, sum(DOSSIERS), began)
        pushed = _pushed(ran, raw, wall, projected, copied_s, server, server.cpu_s() - cpu)
        heard = province.run(data[0], "sync")  # the others' dossiers, to look at
        idle = province.run(data[0], "sync")
    finally:
        stop()
    return [pushed, _heard(heard), _idle(idle)]


def _copy(url: str, data: list[Path]) -> tuple[float, int]:
    """Seconds of reading the events and one COPY, and their bytes."""
    began = time.perf_counter()
    size = 0
    with psycopg.connect(url) as conn:
        conn.execute("CREATE TABLE bench_raw (id bigserial, event jsonb)")
        with conn.cursor().copy("COPY bench_raw (event) FROM STDIN") as copy:
            for folder in data:
                with folders.opened(folder) as store:
                    for row in store.conn.execute("SELECT bytes FROM journal ORDER BY pos"):
                        size += len(row[0])
                        copy.write_row((row[0].decode(),))
    seconds = time.perf_counter() - began
    with psycopg.connect(url) as conn:
        conn.execute("DROP TABLE bench_raw")
    return seconds, size


def _projected(url: str, dossiers: int, began: float) -> float:
    """Seconds until all dossiers stand in the tables that the status page reads."""
    with psycopg.connect(url, autocommit=True) as conn:
        while time.perf_counter() - began < PROJECTED_S:
            row = conn.execute("SELECT count(*) FROM dossier").fetchone()
            if row is not None and row[0] >= dossiers:
                return time.perf_counter() - began
            time.sleep(0.02)
    raise RuntimeError("central never caught up")


def _pushed(
    ran: list[Ran], raw: int, wall: float, projected: float, copied_s: float, server: Central,
    cpu_s: float,
) -> Row:  # fmt: skip
    stored = max(float(each.result["seconds"]) for each in ran)
    sent = sum(int(each.result["bytes"]) for each in ran)
    bad = [each.result for each in ran if each.result["reason"]]
    ratios = (stored / copied_s, projected / copied_s, sent / raw)
    return {
        "row": f"sync {sum(DOSSIERS):,} dossiers, 3 stations",
        "ok": not bad
        and ratios[0] <= MUST_STORED
        and ratios[1] <= MUST_PROJECTED
        and ratios[2] <= MUST_BYTES,
        "copy_s": round(copied_s, 2),
        "stored_s": round(stored, 2),
        "ratio_stored": round(ratios[0], 2),
        "projected_s": round(projected, 2),
        "ratio_projected": round(ratios[1], 2),
        "wall_s": round(wall, 2),
        "dossiers_s": round(sum(DOSSIERS) / stored),
        "sent_mb": round(sent / 1e6, 2),
        "sent_share": round(ratios[2], 3),
        "requests": sum(int(each.result["requests"]) for each in ran),
        "client_cpu_s": round(sum(each.cpu_s for each in ran), 2),
        "client_mb": round(max(each.memory_mb for each in ran)),
        "server_cpu_s": round(cpu_s, 2),
        "server_mb": round(server.memory_mb()),
        "failed": [str(each) for each in bad],
    }


def _heard(ran: Ran) -> Row:
    result = ran.result
    return {
        "row": "hearing of 6,666 dossiers of other stations",
        "ok": None,
        "requests": result["requests"],
        "mb": round(result["bytes"] / 1e6, 2),
        "seconds": round(float(result["seconds"]), 2),
    }


def _idle(ran: Ran) -> Row:
    result = ran.result
    return {
        "row": "sync with nothing new",
        "ok": result["requests"] == 1 and result["seconds"] <= MUST_IDLE_S,
        "requests": result["requests"],
        "bytes": result["bytes"],
        "seconds": round(float(result["seconds"]), 4),
    }


def _sticks(server: Central, data: list[Path]) -> Row:
    """The same dossiers carried on sticks, and the answers carried back."""
    for number, folder in enumerate(data, 1):
        file = folder.parent / "enrol.json"
        server.command("enrol", province.SITE, str(number), "--out", str(file))
        province.run(folder, "enrol", "--file", str(file))
    began = time.perf_counter()
    size = 0
    for folder in data:
        stick, answer = folder.parent / "out.stick", folder.parent / "back.stick"
        province.run(folder, "bundle", "out", str(stick))
        size += stick.stat().st_size
        server.command("stick", "in", str(stick), "--out", str(answer))
        province.run(folder, "bundle", "in", str(answer))
    wall = time.perf_counter() - began
    found = server.command("status")["dossiers"]
    left = 0
    for folder in data:
        with folders.opened(folder) as store:
            sent = store.conn.execute("SELECT coalesce(sum(seq), 0) FROM local_head").fetchone()[0]
            left += journal.head(store.conn, store.station().stream)[0] - sent
    return {
        "row": f"the same {sum(DOSSIERS):,} by stick and answer",
        "ok": found == sum(DOSSIERS),
        "wall_s": round(wall, 2),
        "stick_mb": round(size / 1e6, 2),
        "at_central": found,
        "unacknowledged_events": left,
    }
