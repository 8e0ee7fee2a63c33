"""From events about dossiers to the tables that people read; see `db.projections`.

The dossier itself is `core.domain.dossier_view.fold`'s work, here as at
central. What an event leaves besides stands here: numbers and rows of books
that are spent, slips, prints, callers' references.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.domain import events as ev
from core.domain.dossier_view import DossierView, fold
from core.domain.numbering import lookup_code, tail_of
from core.domain.text import fold_code
from db import dossier_rows as rows
from db.dossier_rows import encode
from db.stored import Stored

_KEEP = "INSERT INTO dossier_number VALUES (?,?,?)"
_KEEP_TOLD = "INSERT OR IGNORE INTO dossier_number VALUES (?,?,?)"
#: what has its own number and row of a book on paper
_Numbered = ev.DossierReceived | ev.SupplementAsked | ev.DossierRefused


def count_ordinals(
    conn: Any, stream: bytes, day: str, *, official: int = 0, provisional: int = 0
) -> None:
    """Raises the ordinals that a stream is known to have spent on a day."""
    conn.execute(
        "INSERT INTO day_counter VALUES (?,?,?,?) ON CONFLICT (stream, day) DO UPDATE SET"
        " official = max(official, excluded.official),"
        " provisional = max(provisional, excluded.provisional)",
        (stream, day, official, provisional),
    )


def claim_ordinal(conn: Any, code: str) -> None:
    """Somebody else's code bears this ordinal: ours pass over it."""
    tail = tail_of(code)
    if tail is not None:
        conn.execute("INSERT OR IGNORE INTO claimed_ordinal VALUES (?,?)", tail)


def _count_row(conn: Any, book: str, year: int, row: int) -> None:
    conn.execute(
        "INSERT INTO register_counter VALUES (?,?,?) ON CONFLICT (book, year) DO UPDATE"
        " SET last = max(last, excluded.last)",
        (book, year, row),
    )


def apply(conn: Any, stored: Stored) -> None:
    """Applies one event about a dossier.

    Raises:
        Refused: it does not fit what is known of the dossier. What it spent is
            spent all the same; the rest is left as it was.
    """
    event = stored.event
    spend = _SPENDS.get(event.kind)
    if spend is not None:
        spend(conn, stored, event.body)
    begins = event.kind == "dossier_received" and event.parent is None  # its uid is fresh
    known = None if begins else rows.find(conn, event.subject)
    dossier, before = known or (stored.pos, None)
    after = fold(before, event, stored.hash)
    if before is None:
        rows.insert(conn, dossier, after, ours=event.kind != "portal_dossier_arrived")
    else:
        rows.update(conn, dossier, before, after)
    _keep_numbers(conn, stored, dossier, before, after)
    leave = _LEAVES.get(event.kind)
    if leave is not None:
        leave(conn, stored, dossier, event.body)


def _keep_numbers(
    conn: Any, stored: Stored, dossier: int, before: DossierView | None, after: DossierView
) -> None:
    """The number by which paper finds its record, for ever.

    Giving a number of ours twice is a defect and fails loudly. Central's are
    as they are: of two alike the first is found, and central's list tells.
    """
    if before is not None and before.number == after.number:
        return
    told = stored.event.kind in ("code_bound", "portal_dossier_arrived")
    conn.execute(_KEEP_TOLD if told else _KEEP, (fold_code(after.number), after.number, dossier))


# --- what is spent, whatever becomes of the event ---------------------------------------


def _received_spends(conn: Any, stored: Stored, body: ev.DossierReceived) -> None:
    number = body.number
    day = number.day.isoformat()
    if number.provisional:
        count_ordinals(conn, stored.stream, day, provisional=number.ordinal)
    else:
        count_ordinals(conn, stored.stream, day, official=number.ordinal)
    _count_row(conn, body.book, body.received_at.year, body.register_no)


def _supplement_spends(conn: Any, stored: Stored, body: ev.SupplementAsked) -> None:
    _count_row(conn, body.book, body.asked_at.year, body.register_no)


def _refusal_spends(conn: Any, stored: Stored, body: ev.DossierRefused) -> None:
    _count_row(conn, body.book, body.refused_at.year, body.register_no)


def _code_claims(conn: Any, stored: Stored, body: ev.CodeBound) -> None:
    claim_ordinal(conn, body.number.text)


def _portal_claims(conn: Any, stored: Stored, body: ev.PortalDossierArrived) -> None:
    claim_ordinal(conn, body.portal_code)


# --- what an event leaves besides the dossier -------------------------------------------


def _remember_request(conn: Any, dossier: int, body: _Numbered) -> None:
    if body.client_ref:
        conn.execute(
            "INSERT INTO client_request VALUES (?,?,?)",
            (body.client_ref, dossier, body.client_digest),
        )


def _received_leaves(conn: Any, stored: Stored, dossier: int, body: ev.DossierReceived) -> None:
    _remember_request(conn, dossier, body)
    if dossier != stored.pos:  # a slip sent it away, and it is complete now
        conn.execute(
            "UPDATE supplement SET completed_at = ? WHERE dossier = ? AND completed_at IS NULL",
            (body.received_at.isoformat(), dossier),
        )


def _supplement_leaves(conn: Any, stored: Stored, dossier: int, body: ev.SupplementAsked) -> None:
    _remember_request(conn, dossier, body)
    conn.execute(
        "INSERT INTO supplement VALUES (?,?,?,?,NULL,?,?,?)",
        (
            dossier,
            body.times,
            body.asked_at.isoformat(),
            rows.text_of(body.until),
            lookup_code(stored.hash),
            stored.event.doubtful,
            encode(body),
        ),
    )


def _refusal_leaves(conn: Any, stored: Stored, dossier: int, body: ev.DossierRefused) -> None:
    _remember_request(conn, dossier, body)
    conn.execute(
        "INSERT INTO refusal VALUES (?,?,?,?)",
        (dossier, lookup_code(stored.hash), stored.event.doubtful, encode(body)),
    )


_SPENDS: dict[str, Callable[[Any, Stored, Any], None]] = {
    "dossier_received": _received_spends,
    "supplement_asked": _supplement_spends,
    "dossier_refused": _refusal_spends,
    "code_bound": _code_claims,
    "portal_dossier_arrived": _portal_claims,
}
_LEAVES: dict[str, Callable[[Any, Stored, int, Any], None]] = {
    "dossier_received": _received_leaves,
    "supplement_asked": _supplement_leaves,
    "dossier_refused": _refusal_leaves,
}


def form_printed(conn: Any, stored: Stored, body: ev.FormPrinted) -> None:
    """Paper left the station.

    By hand instead of through the fold, whose whole answer this is, because
    it follows every reception: the content need not be read.
    """
    event = stored.event
    conn.execute(
        "INSERT INTO form_print SELECT ?, id, ?, ?, ? FROM dossier WHERE uid = ?",
        (stored.pos, body.form, body.printed_at.isoformat(), body.reprint, event.subject),
    )
    conn.execute(
        "UPDATE dossier SET last_event = ?1, printed_at = iif(?2 = 'receipt', ?3, printed_at)"
        " WHERE uid = ?4",
        (event.id, body.form, body.printed_at.isoformat(), event.subject),
    )
