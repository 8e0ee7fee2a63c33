"""From events to tables: the one place that writes what people read.

`apply` is a pure function of the journal: the same events in the same order
give the same rows, whether they are applied as they happen or replayed into
an empty database by ``verify --full`` and upgrades.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from core.domain import events as ev
from core.domain.dossier import Component, Content, Party, State
from core.domain.numbering import Number, lookup_code
from core.domain.procedure import agency_key
from core.domain.text import fold_code, sort_key, words

#: the tables, compared by ``verify --full``: table -> columns that order it
PROJECTIONS: dict[str, str] = {
    "station": "generation",
    "account": "login",
    "procedure": "code, version",
    "agency": "key",
    "number_block": "stream, pos",
    "business_day": "day",
    "day_counter": "stream, day",
    "register_counter": "book, year",
    "dossier": "id",
    "dossier_number": "key",
    "component": "dossier, no",
    "fee": "dossier, no",
    "form_print": "pos",
    "segment": "month",
}
#: readable only as an index: its terms are compared through fts5vocab
SEARCH = "dossier_search"

encode = msgspec.json.Encoder().encode
_content = msgspec.json.Decoder(Content)


class Stored(Struct, frozen=True):
    """An event with where and how it is stored."""

    pos: int
    stream: bytes
    hash: bytes
    event: ev.Event[Any]


def apply(conn: Any, stored: Stored) -> None:
    """Applies one event to the tables of ``conn``."""
    _APPLY[stored.event.kind](conn, stored, stored.event.body)


def search_words(number: Number, content: Content) -> str:
    """The bag of words under which a dossier is found (design §13).

    Names, folded code, its date + ordinal tail and the ordinal, phone and
    personal number with their reverses behind ``z`` (so that the last digits
    find them too), procedure code and words.
    """
    bag: list[str] = []
    code = fold_code(number.text).lower()
    bag += (code, f"{number.day:%y%m%d}{number.ordinal:04d}", str(number.ordinal))
    parties = (content.owner, *([content.filer] if content.filer else []), *content.related)
    for party in parties:
        bag += words(party.name)
        for digits in (party.phone, party.personal_no, party.old_id_no, party.tax_code):
            if digits:
                plain = fold_code(digits).lower()
                bag += (plain, "z" + plain[::-1])
        if party.passport_no:
            bag.append(fold_code(party.passport_no).lower())
    bag.append(fold_code(content.procedure_code).lower())
    bag += words(content.procedure_name)
    return " ".join(dict.fromkeys(bag))


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


def _stream_began(conn: Any, stored: Stored, body: ev.StreamBegan) -> None:
    conn.execute(
        "INSERT INTO station SELECT generation + 1, ?, site, site_name, station, practice,"
        " agency_id, parent_org, place, hotline, lookup_site, public_key, ?"
        " FROM station ORDER BY generation DESC LIMIT 1",
        (stored.stream, body.reason),
    )
    if body.mark_day and body.mark_ordinal:  # the mark saw numbers that this database lost
        day = body.mark_day.isoformat()
        _count(conn, bytes.fromhex(body.before), day, official=body.mark_ordinal)


def _account_created(conn: Any, stored: Stored, body: ev.AccountCreated) -> None:
    conn.execute(
        "INSERT INTO account VALUES (?,?,?,?)",
        (body.login, body.name, body.role, body.password_hash),
    )


def _procedures_imported(conn: Any, stored: Stored, body: ev.ProceduresImported) -> None:
    for procedure in body.procedures:
        (version,) = conn.execute(
            "SELECT coalesce(max(version), 0) FROM procedure WHERE code = ?", (procedure.code,)
        ).fetchone()
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
                encode(procedure),
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
        _count(conn, stored.stream, body.used_on.isoformat(), official=body.used)


def _day_opened(conn: Any, stored: Stored, body: ev.DayOpened) -> None:
    conn.execute(
        "INSERT INTO business_day VALUES (?,?,?) ON CONFLICT (day) DO UPDATE"
        " SET confirmed = max(confirmed, excluded.confirmed)",
        (body.day.isoformat(), body.confirmed, stored.pos),
    )


def _count(conn: Any, stream: bytes, day: str, *, official: int = 0, provisional: int = 0) -> None:
    conn.execute(
        "INSERT INTO day_counter VALUES (?,?,?,?) ON CONFLICT (stream, day) DO UPDATE SET"
        " official = max(official, excluded.official),"
        " provisional = max(provisional, excluded.provisional)",
        (stream, day, official, provisional),
    )


def _dossier_received(conn: Any, stored: Stored, body: ev.DossierReceived) -> None:
    event, number, content = stored.event, body.number, body.content
    day = number.day.isoformat()
    if number.provisional:
        _count(conn, stored.stream, day, provisional=number.ordinal)
    else:
        _count(conn, stored.stream, day, official=number.ordinal)
    conn.execute(
        "INSERT INTO register_counter VALUES (?,?,?) ON CONFLICT (book, year) DO UPDATE"
        " SET last = max(last, excluded.last)",
        (body.book, body.received_at.year, body.register_no),
    )
    due = body.due_at.isoformat() if body.due_at else None
    conn.execute(
        "INSERT INTO dossier VALUES"
        " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL,NULL,?,'',?,?,?)",
        (
            stored.pos,
            event.subject,
            number.text,
            "" if number.provisional else number.text,
            number.text if number.provisional else "",
            State.RECEIVED.value,
            day,
            body.received_at.isoformat(),
            due,
            due,
            content.owner.name,
            sort_key(content.owner.name),
            content.procedure_code,
            content.procedure_version,
            body.pack,
            body.book,
            body.register_no,
            lookup_code(stored.hash),
            event.actor,
            body.officer_name,
            event.doubtful,
            event.id,
            body.client_ref or None,
            body.client_digest,
            encode(content),
        ),
    )
    conn.execute(
        "INSERT INTO dossier_number VALUES (?,?,?)",
        (fold_code(number.text), number.text, stored.pos),
    )
    _write_components(conn, stored.pos, content.components)
    conn.execute("INSERT INTO fee VALUES (?,1,?)", (stored.pos, content.fee_vnd))
    conn.execute(
        "INSERT INTO dossier_search (rowid, words) VALUES (?,?)",
        (stored.pos, search_words(number, content)),
    )


def _write_components(conn: Any, dossier: int, components: tuple[Component, ...]) -> None:
    conn.executemany(
        "INSERT INTO component VALUES (?,?,?,?,?,?,?)",
        [
            (dossier, no, c.name, c.originals, c.certified, c.copies, c.pages)
            for no, c in enumerate(components, 1)
        ],
    )


def changed(content: Content, changes: dict[str, Any]) -> Content:
    """The content after an amendment's field changes."""
    merged = msgspec.to_builtins(content) | changes
    return msgspec.convert(merged, Content)


def _dossier_amended(conn: Any, stored: Stored, body: ev.DossierAmended) -> None:
    row = conn.execute(
        "SELECT id, content, number, day FROM dossier WHERE uid = ?", (stored.event.subject,)
    ).fetchone()
    dossier, old, text, day = row
    content = changed(_content.decode(old), body.changes)
    if body.due_changed:
        due = body.due_at.isoformat() if body.due_at else None
        conn.execute("UPDATE dossier SET due_at = ? WHERE id = ?", (due, dossier))
    conn.execute(
        "UPDATE dossier SET owner = ?, owner_key = ?, procedure_code = ?, procedure_version = ?,"
        " amended_at = ?, last_event = ?, content = ? WHERE id = ?",
        (
            content.owner.name,
            sort_key(content.owner.name),
            content.procedure_code,
            content.procedure_version,
            stored.event.at.isoformat(),
            stored.event.id,
            encode(content),
            dossier,
        ),
    )
    conn.execute("DELETE FROM component WHERE dossier = ?", (dossier,))
    _write_components(conn, dossier, content.components)
    conn.execute(
        "UPDATE fee SET amount_vnd = ? WHERE dossier = ? AND no = 1", (content.fee_vnd, dossier)
    )
    ordinal = int("".join(c for c in text.rsplit("-", 1)[-1] if c.isdigit()) or "0")
    number = Number(text, date.fromisoformat(day), ordinal)
    conn.execute(
        "INSERT OR REPLACE INTO dossier_search (rowid, words) VALUES (?,?)",
        (dossier, search_words(number, content)),
    )


def _set_state(conn: Any, stored: Stored, state: State, reason: str = "") -> None:
    conn.execute(
        "UPDATE dossier SET state = ?, last_event = ?, reason = ? WHERE uid = ?",
        (state.value, stored.event.id, reason, stored.event.subject),
    )


def _dossier_cancelled(conn: Any, stored: Stored, body: ev.DossierCancelled) -> None:
    _set_state(conn, stored, State.CANCELLED, body.reason)


def _result_returned(conn: Any, stored: Stored, body: ev.ResultReturned) -> None:
    _set_state(conn, stored, State.RETURNED)


def _form_printed(conn: Any, stored: Stored, body: ev.FormPrinted) -> None:
    conn.execute(
        "INSERT INTO form_print SELECT ?, id, ?, ?, ? FROM dossier WHERE uid = ?",
        (
            stored.pos,
            body.form,
            body.printed_at.isoformat(),
            body.reprint,
            stored.event.subject,
        ),
    )
    conn.execute(
        "UPDATE dossier SET printed_at = ?, last_event = ? WHERE uid = ?",
        (body.printed_at.isoformat(), stored.event.id, stored.event.subject),
    )


def _segment_sealed(conn: Any, stored: Stored, body: ev.SegmentSealed) -> None:
    conn.execute(
        "INSERT INTO segment VALUES (?,?,?,?)",
        (body.month, body.last_pos, bytes.fromhex(body.head), stored.pos),
    )


_APPLY: dict[str, Callable[[Any, Stored, Any], None]] = {
    "station_set_up": _station_set_up,
    "stream_began": _stream_began,
    "account_created": _account_created,
    "procedures_imported": _procedures_imported,
    "agency_identified": _agency_identified,
    "block_granted": _block_granted,
    "day_opened": _day_opened,
    "dossier_received": _dossier_received,
    "dossier_amended": _dossier_amended,
    "dossier_cancelled": _dossier_cancelled,
    "result_returned": _result_returned,
    "form_printed": _form_printed,
    "segment_sealed": _segment_sealed,
}


def parse_time(text: str | None) -> datetime | None:
    """An ISO time of a table column."""
    return datetime.fromisoformat(text) if text else None


def parties(content: Content) -> tuple[Party, ...]:
    """Everyone named in a dossier, the owner first."""
    return (content.owner, *((content.filer,) if content.filer else ()), *content.related)
