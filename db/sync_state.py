"""Small working state of sync: a name, a value (table ``local_sync``)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

CURSOR = "cursor"
EPOCH = "epoch"
REQUEST = "request"
LAST_CONTACT = "last_contact"
CLOCK_OFFSET = "clock_offset"
STATIONS = "stations"
#: what others keep here has names of its own
KEPT = "kept:"


def keep(conn: Any, name: str, value: bytes | None) -> None:
    """Stores a value; None forgets it."""
    if value is None:
        conn.execute("DELETE FROM local_sync WHERE name = ?", (name,))
    else:
        conn.execute("INSERT OR REPLACE INTO local_sync VALUES (?,?)", (name, value))


def kept(conn: Any, name: str) -> bytes | None:
    """A value, None when there is none."""
    row = conn.execute("SELECT value FROM local_sync WHERE name = ?", (name,)).fetchone()
    return bytes(row[0]) if row else None


def number(conn: Any, name: str) -> int:
    """A value that is a whole number, 0 when there is none."""
    return int(kept(conn, name) or b"0")


def last_contact(conn: Any) -> datetime | None:
    """When central last answered, by the station's clock."""
    told = kept(conn, LAST_CONTACT)
    return datetime.fromisoformat(told.decode()) if told else None
