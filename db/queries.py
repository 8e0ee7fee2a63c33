"""Reading the tables: single rows, lists and search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from core.domain import events as ev
from core.domain.dossier import Content, Dossier, State
from core.domain.numbering import Block, Counter, ordinals, ordinals_left
from core.domain.procedure import Procedure
from core.domain.slip import Issued
from core.domain.text import fold_code, words
from core.ports.desk import EVERYTHING, Filter
from core.ports.storage import StationFacts
from db.dossier_rows import parse_time

_content = msgspec.json.Decoder(Content)
_procedure = msgspec.json.Decoder(Procedure)
_supplement = msgspec.json.Decoder(ev.SupplementAsked)
_refusal = msgspec.json.Decoder(ev.DossierRefused)

_DOSSIER = """
SELECT d.id, d.uid, d.number, d.official_code, d.provisional_number, d.slip_number,
       d.state, d.day,
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


def stream_begun(conn: Any) -> tuple[bytes, str]:
    """The current stream and why it was begun; no reason for a folder's first."""
    stream, reason = conn.execute(
        "SELECT stream, reason FROM station ORDER BY generation DESC LIMIT 1"
    ).fetchone()
    return bytes(stream), str(reason)


def public_key(conn: Any, stream: bytes, seq: int = 1 << 62) -> str:
    """The Ed25519 key that signs an event of one of our streams, the next one by default; hex."""
    (key,) = conn.execute(
        "SELECT public_key FROM stream_key WHERE stream = ? AND from_seq <= ?"
        " ORDER BY from_seq DESC LIMIT 1",
        (stream, seq),
    ).fetchone()
    return str(key)


def _to_dossier(row: Any) -> Dossier:
    values: tuple[Any, ...] = (
        *row[:6],
        State(row[6]),
        date.fromisoformat(row[7]),
        *map(parse_time, row[8:11]),
        *row[11:17],
        bool(row[17]),
        *map(parse_time, row[18:20]),
        *row[20:22],
        _content.decode(row[22]),
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
    rows = page(conn, text, EVERYTHING, limit, None)
    found: list[tuple[Any, ...]] = [
        (*row[:2], *row[3:6], State(row[6]).key, *row[7:]) for row in rows
    ]
    return [Found(*values) for values in found]


def supplement(conn: Any, dossier: int) -> Issued[ev.SupplementAsked] | None:
    """The last request for papers (form 02) of a dossier."""
    row = conn.execute(
        "SELECT body, lookup_code, doubtful FROM supplement WHERE dossier = ?"
        " ORDER BY times DESC LIMIT 1",
        (dossier,),
    ).fetchone()
    return Issued(_supplement.decode(row[0]), row[1], bool(row[2])) if row else None


def refusal(conn: Any, dossier: int) -> Issued[ev.DossierRefused] | None:
    """The refusal (form 03) of a dossier."""
    row = conn.execute(
        "SELECT body, lookup_code, doubtful FROM refusal WHERE dossier = ?", (dossier,)
    ).fetchone()
    return Issued(_refusal.decode(row[0]), row[1], bool(row[2])) if row else None


def form_printed(conn: Any, dossier: int, form: str) -> datetime | None:
    """When a form of a dossier was last printed."""
    (at,) = conn.execute(
        "SELECT max(printed_at) FROM form_print WHERE dossier = ? AND form = ?", (dossier, form)
    ).fetchone()
    return parse_time(at)


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


def account(conn: Any, login: str) -> tuple[str, str, str, bool] | None:
    """``(name, role, password hash, active)`` of an account."""
    row = conn.execute(
        "SELECT name, role, password_hash, active FROM account WHERE login = ?", (login,)
    ).fetchone()
    return (*row[:3], bool(row[3])) if row else None


def logins(conn: Any) -> list[str]:
    """Logins of all accounts that may be used."""
    return [r[0] for r in conn.execute("SELECT login FROM account WHERE active ORDER BY login")]


_RANGES = """
SELECT 'have', first, last FROM
    (SELECT first, last FROM number_block WHERE stream = ?1 ORDER BY pos DESC LIMIT 1)
UNION ALL SELECT 'have', first, last FROM lease WHERE stream = ?1 AND day = ?2
UNION ALL SELECT 'claimed', ordinal, ordinal FROM claimed_ordinal WHERE yymmdd = ?3
"""


def ranges(conn: Any, stream: bytes, day: date) -> tuple[Block, ...]:
    """A stream's ordinals of a day: the block in force and what is leased to it, rising.

    Without those that a code of somebody else's bears already.
    """
    rows = conn.execute(_RANGES, (stream, day.isoformat(), f"{day:%y%m%d}")).fetchall()
    have = [Block(first, last) for what, first, last in rows if what == "have"]
    if len(rows) == len(have) < 2:
        return tuple(have)
    return ordinals(have, [first for what, first, _ in rows if what == "claimed"])


def leased(conn: Any, stream: bytes, day: date) -> int:
    """How many ordinals of a day were ever leased to a stream."""
    (held,) = conn.execute(
        "SELECT coalesce(sum(last - first + 1), 0) FROM lease WHERE stream = ? AND day = ?",
        (stream, day.isoformat()),
    ).fetchone()
    return int(held)


def day_counter(conn: Any, stream: bytes, day: date) -> Counter:
    """Ordinals that a stream gave out on a day."""
    row = conn.execute(
        "SELECT official, provisional FROM day_counter WHERE stream = ? AND day = ?",
        (stream, day.isoformat()),
    ).fetchone()
    return Counter(*row) if row else Counter()


def numbers_left(conn: Any, stream: bytes, day: date) -> int | None:
    """Ordinals left on a day, None when the stream has none at all."""
    found = ranges(conn, stream, day)
    return ordinals_left(found, day_counter(conn, stream, day).official) if found else None


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
    conn: Any, text: str, wanted: Filter, limit: int, before: int | None
) -> list[tuple[Any, ...]]:
    """Dossiers for a list, the newest first.

    Args:
        conn: the database.
        text: what was typed; empty for all.
        wanted: what the list is narrowed to.
        limit: most rows.
        before: id of the last row of the page before.

    Returns:
        ``(uid, number, official code, owner, procedure code, procedure name,
        state, received at, due at)`` a row.
    """
    expression = match_expression(text)
    if text.strip() and not expression:
        return []
    if expression and wanted == EVERYTHING:
        chosen = (
            "SELECT rowid AS id FROM dossier_search WHERE dossier_search MATCH :match"
            " AND rowid < :before ORDER BY rowid DESC LIMIT :limit"
        )
    else:
        holds = _conditions(wanted, expression)
        chosen = f"SELECT id FROM dossier WHERE {holds} ORDER BY id DESC LIMIT :limit"
    rows = conn.execute(
        "SELECT d.uid, d.number, d.official_code, d.owner, d.procedure_code,"
        " json_extract(d.content, '$.procedure_name'), d.state, d.received_at, d.due_at"
        f" FROM ({chosen}) AS hit JOIN dossier d ON d.id = hit.id ORDER BY d.id DESC",
        {
            "match": expression,
            "before": before if before is not None else 1 << 62,
            "limit": limit,
            "due_before": wanted.due_before.isoformat() if wanted.due_before else None,
            "officer": wanted.officer,
        },
    )
    return [tuple(row) for row in rows]


def _conditions(wanted: Filter, expression: str) -> str:
    """What a row of ``dossier`` must be like, for `page`."""
    found = ["id < :before"]
    if wanted.states:
        states = ", ".join(str(state.value) for state in sorted(wanted.states))
        found.append(f"state IN ({states})")
    if wanted.due_before is not None:
        found.append("due_at < :due_before")  # ISO times of Vietnam: an earlier day sorts before
    if wanted.officer:
        found.append("officer = :officer")
    if expression:
        # "+": the list is walked newest first and each row looked up among the hits. Walking
        # the hits instead would read tens of thousands of rows for a common name.
        hits = "SELECT rowid FROM dossier_search WHERE dossier_search MATCH :match"
        found.append(f"+id IN ({hits})")
    return " AND ".join(found)


def dossier_id(conn: Any, uid: str) -> int | None:
    """The row id of a dossier."""
    row = conn.execute("SELECT id FROM dossier WHERE uid = ?", (uid,)).fetchone()
    return int(row[0]) if row else None


def usage(conn: Any, last: int = 300) -> dict[str, int]:
    """Procedure codes of the last dossiers; the later ones count more."""
    found: dict[str, int] = {}
    rows = conn.execute(
        "SELECT procedure_code FROM dossier WHERE procedure_code <> '' ORDER BY id DESC LIMIT ?",
        (last,),
    )
    for age, (code,) in enumerate(rows):
        found[code] = found.get(code, 0) + last - age
    return found
