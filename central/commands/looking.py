"""What a central holds, for people and scripts; no personal data."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from psycopg.rows import dict_row

from central.cli import OK, write
from central.context import system_clock
from central.database import Conn
from central.house import opened
from core.domain.errors import FieldError, Refused


def status(args: argparse.Namespace) -> int:
    """Events, dossiers, stations with their last contact, open exceptions, epoch, backup."""
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        kinds = _kinds(conn)
        write(
            {
                "ok": True,
                "province": house.province,
                "practice": house.practice,
                "epoch": house.epoch,
                "events": _one(conn, "SELECT coalesce(sum(head_seq), 0)::bigint FROM stream"
                               " WHERE station <> 0"),
                "dossiers": _one(conn, "SELECT count(*) FROM dossier"),
                "not_interpreted": _one(conn, "SELECT coalesce(sum(position - projected), 0)"
                                        "::bigint FROM site"),
                "conflicts": sum(kinds.values()),
                "exceptions": kinds,
                "sites": _sites(conn),
                "stations": _stations(conn),
                "outgoing": _outgoing(conn),
                "backup": _backup(conn, system_clock()),
            }
        )  # fmt: skip
    return OK


def exceptions(args: argparse.Namespace) -> int:
    """Open lines of the exception list, one JSON line each."""
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        if args.site is not None:
            found = conn.execute("SELECT 1 FROM site WHERE site = %s", (args.site,)).fetchone()
            if found is None:
                raise Refused(FieldError("site_unknown", "site", {"site": args.site}))
        rows = conn.execute(
            "SELECT site, id, kind, station, stream, seq, subject, number, owner, raised_at, detail"
            " FROM exception WHERE resolved_at IS NULL"
            " AND (%(site)s::text IS NULL OR site = %(site)s) ORDER BY site, id",
            {"site": args.site},
        )
        names = [column.name for column in rows.description or ()]
        for row in rows:
            line = dict(zip(names, row, strict=True))
            write({**line, "stream": bytes(line["stream"]).hex()})
    return OK


def _one(conn: Conn, query: str) -> int:
    (found,) = conn.execute(query.encode()).fetchone() or (0,)
    return int(found)


def _outgoing(conn: Conn) -> dict[str, int]:
    """What waits to be sent, by target and channel, and notices that did not go out."""
    rows = conn.execute(
        "SELECT target, count(*) FROM hand_on WHERE next_at IS NOT NULL GROUP BY target"
        " UNION ALL SELECT channel, count(*) FROM notice WHERE state IN ('waiting', 'sending')"
        "  GROUP BY channel"
        " UNION ALL SELECT 'notices_failed', count(*) FROM notice WHERE state = 'failed'"
    )
    names = ("national", "file", "record", "email", "hook")
    return dict.fromkeys(names, 0) | {name: count for name, count in rows}


def _kinds(conn: Conn) -> dict[str, int]:
    rows = conn.execute(
        "SELECT kind, count(*) FROM exception WHERE resolved_at IS NULL GROUP BY kind ORDER BY kind"
    )
    return {kind: count for kind, count in rows}


def _sites(conn: Conn) -> list[dict[str, Any]]:
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            "SELECT site, name, lease_size, binds, (SELECT count(*) FROM dossier d"
            "  WHERE d.site = s.site) AS dossiers FROM site s WHERE site <> '' ORDER BY site"
        ).fetchall()


def _stations(conn: Conn) -> list[dict[str, Any]]:
    with conn.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(
            "SELECT site, station, name, active, last_contact, clock_offset, version,"
            " (SELECT coalesce(sum(head_seq), 0)::bigint FROM stream t"
            "  WHERE t.site = s.site AND t.station = s.station) AS events,"
            " (SELECT bool_and(revoked_at IS NOT NULL) FROM sender k"
            "  WHERE k.site = s.site AND k.station = s.station) AS revoked"
            " FROM station s ORDER BY site, station"
        ).fetchall()


def _backup(conn: Conn, now: datetime) -> dict[str, Any] | None:
    row = conn.execute("SELECT made_at FROM backup ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return None
    return {"made_at": row[0], "age_seconds": round((now - row[0]).total_seconds())}
