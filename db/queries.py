"""Reading the tables: single rows, lists and search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from core.domain import events as ev
from core.domain.dossier import Content, Dossier, State
from core.domain.numbering import Block, Counter
from core.domain.procedure import Procedure
from core.domain.text import fold_code, words
from core.ports.storage import StationFacts
from db.projections import parse_time

_content = msgspec.json.Decoder(Content)
_procedure = msgspec.json.Decoder(Procedure)

_DOSSIER = """
SELECT d.id, d.uid, d.number, d.official_code, d.provisional_number, d.state, d.day,
       d.received_at, d.due_at, d.original_due_at, d.pack, d.book, d.register_no, d.lookup_code,
       d.officer, d.officer_name, d.doubtful, d.amended_at, d.printed_at, d.last_event, d.reason,
       d.content
FROM dossier d
"""
_BY_NUMBER = f"{_DOSSIER} WHERE d.id = (SELECT dossier FROM dossier_number WHERE key = ?)"
_BY_UID = f"{_DOSSIER} WHERE d.uid = ?"


def station(conn: Any) -> StationFacts:
    """The station in its current stream."""
    row = conn.execute(
        "SELECT site, site_name, station, stream, generation, practice, agency_id, parent_org,"
        " place, hotline, lookup_site FROM station ORDER BY generation DESC LIMIT 1"
    ).fetchone()
    facts: tuple[Any, ...] = (*row[:5], bool(row[5]), *row[6:])
    return StationFacts(*facts)


def public_key(conn: Any) -> str:
    """The station's Ed25519 key, hex."""
    (key,) = conn.execute(
        "SELECT public_key FROM station ORDER BY generation DESC LIMIT 1"
    ).fetchone()
    return str(key)


def _to_dossier(row: Any) -> Dossier:
    values: tuple[Any, ...] = (
        *row[:5],
        State(row[5]),
        date.fromisoformat(row[6]),
        *map(parse_time, row[7:10]),
        *row[10:16],
        bool(row[16]),
        *map(parse_time, row[17:19]),
        *row[19:21],
        _content.decode(row[21]),
    )
    return Dossier(*values)


def dossier(conn: Any, number_or_uid: str) -> Dossier | None:
    """A dossier by any number printed for it (folded) or by its uid."""
    row = conn.execute(_BY_NUMBER, (fold_code(number_or_uid),)).fetchone()
    if row is None:
        row = conn.execute(_BY_UID, (number_or_uid,)).fetchone()
    return _to_dossier(row) if row else None


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a search result."""

    id: str
    dossier_code: str
    owner: str
    procedure_code: str
    procedure_name: str
    state: str
    received_at: str
    due_at: str | None


def match_expression(text: str) -> str:
    """The FTS5 query of what a person typed; empty when it holds no word.

    Each word is a quoted prefix and all must occur; digits of three and more
    also match from their end, through the reversed words (design §13). A word
    with separators inside (a code) is also tried as one folded word.
    """
    terms: list[str] = []
    for raw in text.split():
        whole = fold_code(raw).lower()
        parts = words(raw)
        if not parts:
            continue
        if len(parts) > 1 and any(c.isdigit() for c in raw):
            split = " AND ".join(f'"{p}"*' for p in parts)
            terms.append(f'("{whole}"* OR ({split}))')
            continue
        for part in parts:
            if len(part) >= 3 and part.isdigit():
                terms.append(f'("{part}"* OR "z{part[::-1]}"*)')
            else:
                terms.append(f'"{part}"*')
    return " AND ".join(terms)


def find(conn: Any, text: str, limit: int = 50) -> list[Found]:
    """Dossiers that match what was typed, the newest first."""
    if not match_expression(text):
        return []
    rows = page(conn, text, None, limit, None)
    found: list[tuple[Any, ...]] = [
        (*row[:2], *row[3:6], State(row[6]).key, *row[7:]) for row in rows
    ]
    return [Found(*values) for values in found]


def history(conn: Any, uid: str) -> Iterator[ev.Event[Any]]:
    """A dossier's events in the order they were applied."""
    for (data,) in conn.execute(
        "SELECT bytes FROM journal WHERE subject = ? ORDER BY pos", (uid,)
    ).fetchall():
        yield ev.decode(data)


def procedures(conn: Any) -> Iterator[tuple[Procedure, int]]:
    """Current versions of the catalogue by code."""
    for body, version in conn.execute(
        "SELECT body, version FROM procedure WHERE current = 1 ORDER BY code"
    ):
        yield _procedure.decode(body), version


def procedure(conn: Any, code: str, version: int | None = None) -> tuple[Procedure, int] | None:
    """One procedure, the current version unless another is named."""
    row = conn.execute(
        "SELECT body, version FROM procedure WHERE code = ?"
        " AND (version = ?2 OR (?2 IS NULL AND current = 1))",
        (code, version),
    ).fetchone()
    return (_procedure.decode(row[0]), row[1]) if row else None


def agencies(conn: Any) -> list[tuple[str, str]]:
    """Configured ``(name, identifier)`` pairs."""
    return [tuple(r) for r in conn.execute("SELECT name, identifier FROM agency ORDER BY key")]


def account(conn: Any, login: str) -> tuple[str, str, str] | None:
    """``(name, role, password hash)`` of an account."""
    row = conn.execute(
        "SELECT name, role, password_hash FROM account WHERE login = ?", (login,)
    ).fetchone()
    return tuple(row) if row else None


def logins(conn: Any) -> list[str]:
    """All account logins."""
    return [r[0] for r in conn.execute("SELECT login FROM account ORDER BY login")]


def block(conn: Any, stream: bytes) -> Block | None:
    """The block of ordinals in force for a stream."""
    row = conn.execute(
        "SELECT first, last FROM number_block WHERE stream = ? ORDER BY pos DESC LIMIT 1",
        (stream,),
    ).fetchone()
    return Block(*row) if row else None


def day_counter(conn: Any, stream: bytes, day: date) -> Counter:
    """Ordinals that a stream gave out on a day."""
    row = conn.execute(
        "SELECT official, provisional FROM day_counter WHERE stream = ? AND day = ?",
        (stream, day.isoformat()),
    ).fetchone()
    return Counter(*row) if row else Counter()


def last_day(conn: Any) -> date | None:
    """The last opened business day."""
    (day,) = conn.execute("SELECT max(day) FROM business_day").fetchone()
    return date.fromisoformat(day) if day else None


def waiting_prints(conn: Any) -> int:
    """How many print jobs wait or failed."""
    (count,) = conn.execute("SELECT count(*) FROM local_print_job").fetchone()
    return int(count)


def print_jobs(conn: Any) -> list[tuple[int, str, str, str, bool, str]]:
    """``(id, uid, number, form, reprint, state)`` of waiting and failed jobs, the oldest first."""
    rows = conn.execute(
        "SELECT j.id, d.uid, d.number, j.form, j.reprint, j.state FROM local_print_job j"
        " JOIN dossier d ON d.id = j.dossier ORDER BY j.id"
    )
    return [(*row[:4], bool(row[4]), row[5]) for row in rows]


def page(
    conn: Any, text: str, state: int | None, limit: int, before: int | None
) -> list[tuple[Any, ...]]:
    """Dossiers for a list, the newest first.

    Args:
        conn: the database.
        text: what was typed; empty for all.
        state: a state's code, None for all.
        limit: most rows.
        before: id of the last row of the page before.

    Returns:
        ``(uid, number, official code, owner, procedure code, procedure name,
        state, received at, due at)`` a row.
    """
    expression = match_expression(text)
    if text.strip() and not expression:
        return []
    hit = "dossier_search MATCH :match AND" if expression else ""
    source = "SELECT rowid AS id FROM dossier_search" if expression else "SELECT id FROM dossier"
    key = "rowid" if expression else "id"
    chosen = f"{source} WHERE {hit} {key} < :before ORDER BY {key} DESC"
    if state is None:
        chosen += " LIMIT :limit"
    rows = conn.execute(
        "SELECT d.uid, d.number, d.official_code, d.owner, d.procedure_code,"
        " json_extract(d.content, '$.procedure_name'), d.state, d.received_at, d.due_at"
        f" FROM ({chosen}) AS hit JOIN dossier d ON d.id = hit.id"
        " WHERE :state IS NULL OR d.state = :state ORDER BY d.id DESC LIMIT :limit",
        {
            "match": expression,
            "before": before if before is not None else 1 << 62,
            "limit": limit,
            "state": state,
        },
    )
    return [tuple(row) for row in rows]


def dossier_id(conn: Any, uid: str) -> int | None:
    """The row id of a dossier."""
    row = conn.execute("SELECT id FROM dossier WHERE uid = ?", (uid,)).fetchone()
    return int(row[0]) if row else None


def usage(conn: Any, last: int = 300) -> dict[str, int]:
    """Procedure codes of the last dossiers; the later ones count more."""
    found: dict[str, int] = {}
    rows = conn.execute("SELECT procedure_code FROM dossier ORDER BY id DESC LIMIT ?", (last,))
    for age, (code,) in enumerate(rows):
        found[code] = found.get(code, 0) + last - age
    return found
