"""The query set over a large database: what clerks type, the top 50 with their rows."""

from __future__ import annotations

import random
import time
from itertools import pairwise
from typing import Any

from benchmarks import folders
from benchmarks.rows import Row, ms, quantile
from core.domain.text import fold
from db import queries

EACH = 60
MUST_P99_S, MUST_MAX_S = 0.016, 0.050


def query_set(conn: Any, seed: int = 5) -> dict[str, list[str]]:
    """Kind of query -> its texts, made from dossiers that are there."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    (last,) = conn.execute("SELECT max(id) FROM dossier").fetchone()
    rows: list[tuple[str, str, str, str, str, str]] = []
    while len(rows) < EACH:
        row = conn.execute(
            "SELECT owner, number, day, json_extract(content, '$.owner.phone'),"
            " json_extract(content, '$.procedure_name'), procedure_code"
            " FROM dossier WHERE id >= ? LIMIT 1",
            (chance.randrange(last),),
        ).fetchone()
        rows.append(row)
    letters = "nthpvldbcaghkmoqsuxy"
    few = [chance.choice(letters) for _ in range(8)]
    few += [name[: chance.randint(2, 3)] for name in (fold(r[0]) for r in rows[:40])]
    common = ["nguyễn anh", "thị minh", "van ngoc", "nguyen thi", "tran thi an", "le anh nguyen"]
    tails = [r[1].rpartition("-")[2] for r in rows]
    days = [r[1].split("-")[-2] for r in rows]
    return {
        "1-3 letters": few,
        "full name": [r[0] for r in rows],
        "full name, no accents": [fold(r[0]) for r in rows],
        "name, last word first": [" ".join(reversed(fold(r[0]).split())) for r in rows[:30]],
        "disjoint common words": [
            *common,
            *(f"{fold(a[0]).split()[0]} {fold(b[0]).split()[-1]}" for a, b in pairwise(rows)),
        ],
        "phone prefix": [r[3][: chance.randint(4, 7)] for r in rows],
        "last four of a phone": [r[3][-4:] for r in rows],
        "ordinal": [tail.lstrip("0") for tail in tails],
        "date and ordinal": [day + tail for day, tail in zip(days, tails, strict=True)],
        "code": [r[1] for r in rows],
        "name and procedure": [f"{fold(r[0]).split()[-1]} {' '.join(fold(r[4]).split()[:4])}"
                               for r in rows],
        "procedure code": [r[5] for r in rows[:20]],
        "no hit": [f"{name} xq{chance.randrange(10)}" for name in (fold(r[0]) for r in rows[:30])],
    }  # fmt: skip


def run(size: int) -> list[Row]:
    """A cold pass, a warming pass, then two that count."""
    data = folders.built(size) / "data"
    with folders.opened(data) as store:
        kinds = query_set(store.conn)
    with folders.opened(data) as store:
        cold = _pass(store.conn, kinds)
        _pass(store.conn, kinds)
        warm = _pass(store.conn, kinds)
        for kind, times in _pass(store.conn, kinds).items():
            warm[kind] += times
    every = [t for times in warm.values() for t in times]
    first = [t for times in cold.values() for t in times]
    p99, slowest = quantile(every, 0.99), max(every)
    total: Row = {
        "row": f"search, {size:,} there",
        "ok": p99 <= MUST_P99_S and slowest <= MUST_MAX_S,
        "queries": len(first),
        "p50_ms": ms(quantile(every, 0.5)),
        "p99_ms": ms(p99),
        "must_p99_ms": ms(MUST_P99_S),
        "max_ms": ms(slowest),
        "must_max_ms": ms(MUST_MAX_S),
        "cold_p99_ms": ms(quantile(first, 0.99)),
        "cold_max_ms": ms(max(first)),
    }
    rows: list[Row] = [total]
    for kind, times in warm.items():
        figures = {"p50_ms": ms(quantile(times, 0.5)), "max_ms": ms(max(times))}
        rows.append({"row": f"  {kind}", "ok": None, **figures})
    return rows


def _pass(conn: Any, kinds: dict[str, list[str]]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for kind, texts in kinds.items():
        times = found[kind] = []
        for text in texts:
            started = time.perf_counter()
            queries.find(conn, text, 50)
            times.append(time.perf_counter() - started)
    return found
