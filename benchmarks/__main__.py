"""``python -m benchmarks [row …] [--size N]``: measure, print a table, write build/bench.json.

Every row is a ratio to something measured in the same run, or a time against
the limit of design §13. Exit 1 when a row fails. Databases are built once and
kept in build/bench/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable

from benchmarks import crowd, folders, processes, queries, receipt, receive, sync
from benchmarks.rows import Row, line

ROWS: dict[str, Callable[[int], list[Row]]] = {
    "receive": receive.run,
    "receipt": lambda size: receipt.run(),
    "search": queries.run,
    "commands": processes.run_commands,
    "verify": processes.run_verify,
    "sync": lambda size: sync.run(),
    "crowd": lambda size: crowd.run(),
}
#: rows that measure in a built folder
NEED_FOLDERS = {"receive", "search", "commands", "verify"}


def main() -> int:
    """Runs the rows asked for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="row", help=", ".join(ROWS))
    parser.add_argument("--size", type=int, default=100_000, metavar="N", help="dossiers there")
    args = parser.parse_args()
    unknown = [name for name in args.rows if name not in ROWS]
    if unknown:
        parser.error(f"unknown row {', '.join(unknown)}; there are {', '.join(ROWS)}")
    if args.size < 1_000:
        parser.error("fewer than 1,000 dossiers say nothing")
    started = time.monotonic()
    folders.CACHE.mkdir(parents=True, exist_ok=True)
    if set(args.rows or ROWS) & NEED_FOLDERS:
        for size in (0, args.size):
            folders.built(size)
    built_s = time.monotonic() - started
    rows: list[Row] = []
    for name in args.rows or ROWS:
        for row in ROWS[name](args.size):
            rows.append(row)
            print(line(row), flush=True)
    failed = [row["row"] for row in rows if row["ok"] is False]
    report = {
        "ok": not failed,
        "failed": failed,
        "size": args.size,
        "seconds": round(time.monotonic() - started, 1),
        "building_s": round(built_s, 1),
        "machine": {
            "cpus": os.cpu_count(),
            "python": platform.python_version(),
            "system": platform.platform(),
            "load": [round(x, 2) for x in os.getloadavg()] if hasattr(os, "getloadavg") else [],
        },
        "rows": rows,
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (folders.ROOT / "build" / "bench.json").write_text(text, encoding="utf-8")
    print(f"{report['seconds']} s, build/bench.json; failed: {', '.join(failed) or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
