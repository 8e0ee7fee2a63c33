"""What goes on from central: to the portal, to the system of record, to citizens."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from central.cli import OK, say, write
from central.context import system_clock
from central.database import Conn, Database
from central.house import House, opened
from central.outgoing import export
from central.outgoing.config import from_environment
from core.domain.errors import FieldError, Refused

#: seconds that one command may go on
_PATIENCE = 3600.0


def export_run(args: argparse.Namespace) -> int:
    """Sends what is due to the portal's receiver, until it is done or the receiver fails."""
    config = from_environment(os.environ)
    if config.national is None:
        raise Refused(FieldError("national_missing", "COUNTER_CENTRAL_NATIONAL"))
    with opened(args.data, args.database) as house:
        _real(house)
        done = export.send(house.db, config, system_clock(), patience=_PATIENCE)
        waiting = _waiting(house.db, export.NATIONAL)
    write({"ok": True, "sent": done.sent, "refused": done.refused, "waiting": waiting})
    if waiting:
        say(f"Còn {waiting} hồ sơ chờ gửi; chạy lại sau, hoặc để serve tự gửi.")
    return OK


def export_file(args: argparse.Namespace) -> int:
    """Writes what is new since the last time as files of JSON lines."""
    config = from_environment(os.environ)
    with opened(args.data, args.database) as house:
        _real(house)
        done, names = export.to_files(house.db, Path(args.folder), config, system_clock())
        waiting = _waiting(house.db, export.FILE)
    write({"ok": True, "files": names, "written": done.sent, "waiting": waiting})
    if waiting:
        say(f"Còn {waiting} hồ sơ của lần chạy bị ngắt; chạy lại sau 5 phút.")
    return OK


def export_status(args: argparse.Namespace) -> int:
    """A line a target with its counts, then one for each refused dossier."""
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        for target in ("national", "file", "record"):
            write({"target": target, **_counts(conn, target)})
        rows = conn.execute(
            "SELECT h.target, h.site, d.number, h.reason, h.updated_at FROM hand_on h"
            " JOIN dossier d USING (site, uid) WHERE h.state = 'refused'"
            " ORDER BY h.target, h.site, h.updated_at"
        )
        for target, site, number, reason, at in rows:
            write({"refused": target, "site": site, "number": number, "reason": reason, "at": at})
    return OK


def notices(args: argparse.Namespace) -> int:
    """Counts of notices, then a line for each that did not go out, or perhaps did."""
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        for channel in ("email", "hook"):
            rows = conn.execute(
                "SELECT state, count(*) FROM notice WHERE channel = %s GROUP BY state", (channel,)
            )
            counts = dict.fromkeys(("waiting", "sending", "sent", "failed"), 0) | dict(rows)
            write({"channel": channel, **counts})
        rows = conn.execute(
            "SELECT n.channel, n.site, d.number, n.kind, n.reason, n.updated_at FROM notice n"
            " LEFT JOIN dossier d USING (site, uid) WHERE n.state = 'failed'"
            " ORDER BY n.updated_at, n.occasion"
        )
        for channel, site, number, kind, reason, at in rows:
            write(
                {
                    "failed": channel,
                    "site": site,
                    "number": number or "",
                    "kind": kind,
                    "reason": "không rõ" if reason == "unknown" else reason,
                    "at": at,
                }
            )
    return OK


def _real(house: House) -> None:
    if house.practice:
        raise Refused(FieldError("practice_outgoing", "data"))


def _waiting(db: Database, target: str) -> int:
    with db.transaction() as conn:
        (found,) = conn.execute(
            "SELECT count(*) FROM hand_on WHERE target = %s AND next_at IS NOT NULL", (target,)
        ).fetchone() or (0,)
    return int(found)


def _counts(conn: Conn, target: str) -> dict[str, object]:
    """By state; ``waiting`` are due or have their turn to come, whatever their state."""
    rows = conn.execute(
        "SELECT state, count(*), count(next_at), min(next_at) FROM hand_on WHERE target = %s"
        " GROUP BY state",
        (target,),
    ).fetchall()
    states = dict.fromkeys(("not_sent", "sent", "bound", "refused"), 0)
    return (
        states
        | {state: count for state, count, *_ in rows}
        | {
            "waiting": sum(row[2] for row in rows),
            "next_at": min((row[3] for row in rows if row[3] is not None), default=None),
        }
    )
