"""Is the folder whole? Chain, signatures, and the tables against the journal."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from core.domain import events as ev
from db import journal
from db.chain_check import check_chain
from db.connection import database, environment_faults
from db.migrations import migrations
from db.projections import PROJECTIONS, SEARCH, settle
from db.store import Store

#: events applied to the scratch database between two commits
_STEP = 5_000


def verify(store: Store, *, full: bool = False) -> dict[str, Any]:
    """Checks the folder and says what is good.

    Args:
        store: the open folder.
        full: from the first event, pages and tables included; otherwise the
            chain from the last sealed month on.

    Returns:
        ``ok``, ``streams`` (chain good to n, signed to m), ``mark``, and with
        ``full`` ``pages`` and ``tables`` (rows that differ, by table).
    """
    conn = store.conn
    with environment_faults(store.data):
        after = 0 if full else _last_seal(conn)
        conn.execute("BEGIN")  # one unmoving view while others append
        try:
            streams = check_chain(conn, after=after)
            report: dict[str, Any] = {
                "ok": all(not s.fault for s in streams),
                "streams": [asdict(s) for s in streams],
                "from": after,
            }
            if full:
                report["pages"] = check_pages(conn)
                # tables cannot be judged by a journal that is not whole itself
                report["tables"] = compare(conn) if report["ok"] else {}
                report["ok"] = (
                    report["ok"] and not report["pages"] and not any(report["tables"].values())
                )
        finally:
            conn.execute("ROLLBACK")
        mark = store.mark.read()
        seq, _ = journal.head(conn, store.station().stream)
        good = mark is not None and mark.stream == store.station().stream and mark.seq <= seq
        report["mark"] = {"ok": good, "seq": mark.seq if mark else 0, "head": seq}
        report["ok"] = report["ok"] and good
    return report


def check_pages(conn: Any) -> list[str]:
    """Faults found in the encrypted pages and in SQLite's own structure."""
    faults = [str(row[0]) for row in conn.execute("PRAGMA cipher_integrity_check")]
    faults += [str(row[0]) for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return faults[:20]


def rebuild(conn: Any) -> Any:
    """Replays the journal into a fresh scratch database and returns it."""
    scratch: Any = sqlcipher.connect(":memory:", isolation_level=None)
    migrations.apply(database(scratch))
    scratch.execute("BEGIN")
    for count, stored in enumerate(journal.replay(conn), 1):
        settle(scratch, stored)
        if count % _STEP == 0:
            scratch.execute("COMMIT")
            scratch.execute("BEGIN")
    scratch.execute("COMMIT")
    return scratch


def compare(conn: Any) -> dict[str, int]:
    """Rows of each table that the journal does not explain, and the other way."""
    scratch = rebuild(conn)
    try:
        differing = {
            table: _differing(conn, scratch, f"SELECT * FROM {table} ORDER BY {order}")
            for table, order in PROJECTIONS.items()
        }
        for each in (conn, scratch):
            each.execute(
                f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', '{SEARCH}', 'instance')"
            )
        differing[SEARCH] = _differing(
            conn, scratch, "SELECT term, doc FROM temp.terms ORDER BY term, doc"
        )
        return differing
    finally:
        scratch.close()


def _differing(one: Any, other: Any, sql: str) -> int:
    """How many rows stand in one result only (both ordered alike)."""
    left, right = one.execute(sql), other.execute(sql)
    count = 0
    while True:
        a, b = left.fetchmany(1000), right.fetchmany(1000)
        if a != b:
            count += max(len(a), len(b)) - sum(x == y for x, y in zip(a, b, strict=False))
        if not a and not b:
            return count


def digests(conn: Any) -> dict[str, str]:
    """SHA-256 of each table's rows in order; for the seal."""
    found = {}
    for table, order in PROJECTIONS.items():
        digest = hashlib.sha256()
        for row in conn.execute(f"SELECT * FROM {table} ORDER BY {order}"):
            digest.update(repr(row).encode())
        found[table] = digest.hexdigest()
    return found


def _last_seal(conn: Any) -> int:
    (after,) = conn.execute("SELECT coalesce(max(last_pos), 0) FROM segment").fetchone()
    return int(after)


def seal_finished_month(store: Store, act_at: Any) -> str | None:
    """Seals the open segment when its month is over; only after a clean full check.

    Args:
        store: the folder, verified whole a moment ago.
        act_at: the station's clock.

    Returns:
        The month sealed (``2026-10``), None when nothing was to be sealed.
    """
    conn = store.conn
    (last_day,) = conn.execute("SELECT max(day) FROM business_day").fetchone()
    row = conn.execute(
        "SELECT max(pos), max(day) FROM business_day WHERE day < ?",
        (last_day[:8] + "01" if last_day else "",),
    ).fetchone()
    if row is None or row[0] is None:
        return None
    month = str(row[1])[:7]
    if conn.execute("SELECT 1 FROM segment WHERE month = ?", (month,)).fetchone():
        return None
    # the segment ends with our last event before the first day of a later month was opened
    (end,) = conn.execute(
        "SELECT pos FROM journal WHERE pos < (SELECT min(pos) FROM business_day WHERE day > ?)"
        " AND stream IN (SELECT stream FROM station) ORDER BY pos DESC LIMIT 1",
        (month + "-31",),
    ).fetchone()
    (head,) = conn.execute("SELECT hash FROM journal WHERE pos = ?", (end,)).fetchone()
    with store.act() as act:
        act.append(
            ev.SegmentSealed(month, end, head.hex(), digests(conn)),
            subject=f"segment:{month}",
            actor="system",
            at=act_at,
            day=act.last_day(),
            doubtful=True,
        )
    store.sign()
    return month
