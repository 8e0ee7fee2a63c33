"""From events to tables: the one place that writes what people read.

`apply` is a pure function of the journal: the same events in the same order
give the same rows, whether they are applied as they happen or replayed into
an empty database by ``verify --full`` and upgrades. What central says is in
`db.central_projections`, dossiers are in `db.dossier_projections`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from core.domain import events as ev
from core.domain.dossier_view import KINDS_OF_DOSSIER
from core.domain.errors import Refused
from core.domain.procedure import agency_key
from core.domain.text import words
from db import central_projections as of_central, dossier_projections as of_dossier
from db.dossier_projections import count_ordinals
from db.dossier_rows import encode
from db.stored import Stored

#: the tables, compared by ``verify --full``: table -> columns that order it
PROJECTIONS: dict[str, str] = {
    "station": "generation",
    "stream_key": "stream, from_seq",
    "stream_end": "stream",
    "central": "pos",
    "roster": "station",
    "rule_pack": "id",
    "calendar": "year",
    "account": "login",
    "procedure": "code, version",
    "agency": "key",
    "number_block": "stream, pos",
    "lease": "stream, day, first",
    "claimed_ordinal": "yymmdd, ordinal",
    "business_day": "day",
    "day_counter": "stream, day",
    "register_counter": "book, year",
    "dossier": "id",
    "dossier_number": "key",
    "component": "dossier, no",
    "fee": "dossier, no",
    "client_request": "ref",
    "supplement": "dossier, times",
    "refusal": "dossier",
    "form_print": "pos",
    "segment": "month",
    "day_close": "pos",
    "office_close": "pos",
    "resolution": "pos",
}
#: reason of a stream that goes on where central knows another history
FORKED = "forked"
#: readable only as an index: its terms are compared through fts5vocab
SEARCH = "dossier_search"


def apply(conn: Any, stored: Stored) -> None:
    """Applies one event to the tables of ``conn``.

    Raises:
        Refused: an event about a dossier does not fit what is known of it. An
            act of ours is then undone as a whole.
    """
    _APPLY[stored.event.kind](conn, stored, stored.event.body)


def settle(conn: Any, stored: Stored) -> None:
    """Applies an event that stands in the journal, whether it fits or not.

    What central decided may miss its dossier, which is another station's or
    went on meanwhile: the tables stay, and central's exception list tells it.
    """
    with contextlib.suppress(Refused):
        apply(conn, stored)


def _station_set_up(conn: Any, stored: Stored, body: ev.StationSetUp) -> None:
    conn.execute(
        "INSERT INTO station VALUES (1,?,?,?,?,?,?,?,?,?,?,?,'')",
        (
            stored.stream,
            body.site,
            body.site_name,
            body.station,
            body.practice,
            body.agency_id,
            body.parent_org,
            body.place,
            body.hotline,
            body.lookup_site,
            body.public_key,
        ),
    )
    conn.execute("INSERT INTO stream_key VALUES (?,1,?)", (stored.stream, body.public_key))


def _stream_began(conn: Any, stored: Stored, body: ev.StreamBegan) -> None:
    before = bytes.fromhex(body.before)
    if body.reason == FORKED:
        conn.execute(
            "INSERT INTO stream_end VALUES (?,?) ON CONFLICT (stream) DO UPDATE"
            " SET last = min(last, excluded.last)",
            (before, body.before_seq),
        )
    (left,) = conn.execute("SELECT stream FROM station ORDER BY generation DESC").fetchone()
    # the key goes on from where the stream that was written last is left
    last = body.before_seq + 1 if left == before else 1 << 62
    (key,) = conn.execute(
        "SELECT public_key FROM stream_key WHERE stream = ? AND from_seq <= ?"
        " ORDER BY from_seq DESC LIMIT 1",
        (left, last),
    ).fetchone()
    conn.execute("INSERT INTO stream_key VALUES (?,1,?)", (stored.stream, key))
    conn.execute(
        "INSERT INTO station SELECT generation + 1, ?, site, site_name, station, practice,"
        " agency_id, parent_org, place, hotline, lookup_site, ?, ?"
        " FROM station ORDER BY generation DESC LIMIT 1",
        (stored.stream, key, body.reason),
    )
    if body.mark_day and body.mark_ordinal:  # the mark saw numbers that this database lost
        day = body.mark_day.isoformat()
        count_ordinals(conn, bytes.fromhex(body.before), day, official=body.mark_ordinal)


def _key_rotated(conn: Any, stored: Stored, body: ev.KeyRotated) -> None:
    conn.execute(
        "INSERT INTO stream_key VALUES (?,?,?)",
        (stored.stream, stored.event.seq + 1, body.public_key),
    )


def _account(conn: Any, stored: Stored, body: ev.AccountCreated | ev.AccountChanged) -> None:
    """An account, new or as the province wants it; whoever spoke last is right."""
    active = body.active if isinstance(body, ev.AccountChanged) else True
    conn.execute(
        "INSERT INTO account VALUES (?,?,?,?,?) ON CONFLICT (login) DO UPDATE SET"
        " name = excluded.name, role = excluded.role, password_hash = excluded.password_hash,"
        " active = excluded.active",
        (body.login, body.name, body.role, body.password_hash, active),
    )


def _procedures_imported(conn: Any, stored: Stored, body: ev.ProceduresImported) -> None:
    for procedure in body.procedures:
        data = encode(procedure)
        version, current = conn.execute(
            "SELECT coalesce(max(version), 0), max(iif(current, body, NULL)) FROM procedure"
            " WHERE code = ?",
            (procedure.code,),
        ).fetchone()
        if current == data:  # central sends its catalogue whole
            continue
        if version:
            conn.execute("UPDATE procedure SET current = 0 WHERE code = ?", (procedure.code,))
        conn.execute(
            "INSERT INTO procedure VALUES (?,?,1,?,?,?,?,?)",
            (
                procedure.code,
                version + 1,
                procedure.name,
                procedure.field,
                procedure.level,
                " ".join(words(f"{procedure.code} {procedure.name} {procedure.field}")),
                data,
            ),
        )


def _agency_identified(conn: Any, stored: Stored, body: ev.AgencyIdentified) -> None:
    conn.execute(
        "INSERT INTO agency VALUES (?,?,?) ON CONFLICT (key) DO UPDATE"
        " SET name = excluded.name, identifier = excluded.identifier",
        (agency_key(body.name), body.name, body.identifier),
    )


def _block_granted(conn: Any, stored: Stored, body: ev.BlockGranted) -> None:
    conn.execute(
        "INSERT INTO number_block VALUES (?,?,?,?)",
        (stored.stream, stored.pos, body.first, body.last),
    )
    if body.used and body.used_on:
        count_ordinals(conn, stored.stream, body.used_on.isoformat(), official=body.used)


def _day_opened(conn: Any, stored: Stored, body: ev.DayOpened) -> None:
    conn.execute(
        "INSERT INTO business_day VALUES (?,?,?) ON CONFLICT (day) DO UPDATE"
        " SET confirmed = max(confirmed, excluded.confirmed)",
        (body.day.isoformat(), body.confirmed, stored.pos),
    )


def _segment_sealed(conn: Any, stored: Stored, body: ev.SegmentSealed) -> None:
    conn.execute(
        "INSERT INTO segment VALUES (?,?,?,?)",
        (body.month, body.last_pos, bytes.fromhex(body.head), stored.pos),
    )


def _nothing(conn: Any, stored: Stored, body: ev.Body) -> None:
    """Moved events were applied where they happened; a stream of central's only begins."""


_APPLY: dict[str, Callable[[Any, Stored, Any], None]] = {
    "station_set_up": _station_set_up,
    "stream_began": _stream_began,
    "key_rotated": _key_rotated,
    "events_moved": _nothing,
    "account_created": _account,
    "account_changed": _account,
    "procedures_imported": _procedures_imported,
    "agency_identified": _agency_identified,
    "block_granted": _block_granted,
    "day_opened": _day_opened,
    "segment_sealed": _segment_sealed,
    **dict.fromkeys(KINDS_OF_DOSSIER, lambda conn, stored, _: of_dossier.apply(conn, stored)),
    "form_printed": of_dossier.form_printed,
    "central_stream_began": _nothing,
    **of_central.APPLY,
}
