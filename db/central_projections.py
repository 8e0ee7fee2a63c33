"""What central and closing add to the tables; see `db.projections`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.domain import events as ev
from db.dossier_rows import encode
from db.stored import Stored


def _central_joined(conn: Any, stored: Stored, body: ev.CentralJoined) -> None:
    conn.execute(
        "INSERT INTO central VALUES (?,?,?,?,?,?)",
        (stored.pos, body.url, body.signing_key, body.box_key, body.province, body.epoch),
    )


def _block_leased(conn: Any, stored: Stored, body: ev.BlockLeased) -> None:
    """Kept only when it is leased to one of our own streams."""
    conn.execute(
        "INSERT OR IGNORE INTO lease SELECT stream, ?, ?, ? FROM station"
        " WHERE lower(hex(stream)) = ?",
        (body.day.isoformat(), body.first, body.last, body.stream),
    )


def _rule_pack_set(conn: Any, stored: Stored, body: ev.RulePackSet) -> None:
    conn.execute(
        "INSERT OR REPLACE INTO rule_pack VALUES (?,?,?)",
        (body.pack.id, stored.pos, encode(body.pack)),
    )


def _calendar_set(conn: Any, stored: Stored, body: ev.CalendarSet) -> None:
    conn.execute(
        "INSERT OR REPLACE INTO calendar VALUES (?,?,?)",
        (body.year.year, stored.pos, encode(body.year)),
    )


def _roster_set(conn: Any, stored: Stored, body: ev.RosterSet) -> None:
    conn.execute("DELETE FROM roster")
    conn.executemany(
        "INSERT OR REPLACE INTO roster VALUES (?,?,?)",
        [(entry.station, entry.name, entry.active) for entry in body.stations],
    )


def _day_closed(conn: Any, stored: Stored, body: ev.DayClosed) -> None:
    conn.execute(
        "INSERT INTO day_close VALUES (?,?,?)", (stored.pos, body.day.isoformat(), encode(body))
    )


def _office_closed(conn: Any, stored: Stored, body: ev.OfficeClosed) -> None:
    conn.execute(
        "INSERT INTO office_close VALUES (?,?,?)", (stored.pos, body.day.isoformat(), encode(body))
    )


def _exception_resolved(conn: Any, stored: Stored, body: ev.ExceptionResolved) -> None:
    conn.execute(
        "INSERT INTO resolution VALUES (?,?,?,?)",
        (stored.pos, body.exception, body.decision, encode(body)),
    )


APPLY: dict[str, Callable[[Any, Stored, Any], None]] = {
    "central_joined": _central_joined,
    "block_leased": _block_leased,
    "rule_pack_set": _rule_pack_set,
    "calendar_set": _calendar_set,
    "roster_set": _roster_set,
    "day_closed": _day_closed,
    "office_closed": _office_closed,
    "exception_resolved": _exception_resolved,
}
