"""How a run's changes come into the tables: one statement a table (see `central.interpret`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from msgspec import Struct
from msgspec.structs import astuple
from psycopg.types.json import Jsonb

from central.database import Conn
from central.exceptions import raise_lines, resolve
from central.frames import Moved
from central.steps import Changes, owner_key
from central.tables import Tables
from core.domain.dossier_view import DossierView

_encode = msgspec.json.Encoder().encode
_NEW_DOSSIERS = (
    "COPY dossier (site, uid, station, number, official_code, state, day, received_at, due_at,"
    " finished_at, returned_at, procedure_code, owner_key, lookup_code, position, view)"
    " FROM STDIN (FORMAT BINARY)"
)
_DOSSIER_TYPES = (
    *("text", "text", "int4", "text", "text", "int4", "date", "timestamptz", "timestamptz"),
    *("timestamptz", "timestamptz", "text", "text", "text", "int8", "jsonb"),
)
_CHANGED_DOSSIERS = (
    "UPDATE dossier d SET number = row.number, official_code = row.official_code,"
    "  state = row.state, day = row.day, received_at = row.received_at, due_at = row.due_at,"
    "  finished_at = row.finished_at, returned_at = row.returned_at,"
    "  procedure_code = row.procedure_code, owner_key = row.owner_key,"
    "  lookup_code = row.lookup_code, position = row.position, view = row.view"
    " FROM json_to_recordset(%s::json) AS row(uid text, number text, official_code text,"
    "  state integer, day date, received_at timestamptz, due_at timestamptz,"
    "  finished_at timestamptz, returned_at timestamptz, procedure_code text, owner_key text,"
    "  lookup_code text, position bigint, view jsonb)"
    " WHERE d.site = %s AND d.uid = row.uid"
)
_WRITE_NUMBERS = (
    "INSERT INTO dossier_number (key, site, uid, number, stream, seq)"
    " SELECT key, %s, uid, number, decode(stream, 'hex'), seq FROM json_to_recordset(%s::json)"
    "  AS row(key text, uid text, number text, stream text, seq bigint) ON CONFLICT DO NOTHING"
)


class _Row(Struct, frozen=True):
    """A row of `dossier`."""

    uid: str
    station: int
    number: str
    official_code: str
    state: int
    day: date
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    procedure_code: str
    owner_key: str
    lookup_code: str
    position: int
    view: DossierView


def write(conn: Conn, site: str, tables: Tables, changes: Changes) -> None:
    """Writes a run's changes."""
    _write_dossiers(conn, site, tables, changes)
    if changes.numbers:
        rows = _encode(list(changes.numbers.values())).decode()
        conn.execute(_WRITE_NUMBERS, (site, rows))
    _write_waiting(conn, site, changes)
    _write_closings(conn, site, changes)
    raise_lines(conn, site, list(changes.lines.values()))
    resolve(conn, site, changes.resolutions)


def _write_dossiers(conn: Conn, site: str, tables: Tables, changes: Changes) -> None:
    if not changes.touched:
        return
    rows = [
        _row(tables.views[uid], tables.stations[uid], position)
        for uid, position in changes.touched.items()
    ]
    changed = [row for row in rows if row.uid in tables.stored]
    if changed:
        conn.execute(_CHANGED_DOSSIERS, (_encode(changed).decode(), site))
    if len(changed) < len(rows):
        with conn.cursor() as cursor, cursor.copy(_NEW_DOSSIERS) as copy:
            copy.set_types(_DOSSIER_TYPES)
            for row in rows:
                if row.uid not in tables.stored:
                    copy.write_row((site, *astuple(row)[:-1], Jsonb(row.view, _encode)))
    _write_fees(conn, site, changes)


def _write_fees(conn: Conn, site: str, changes: Changes) -> None:
    fees = [(uid, fee) for uid, fee in changes.fees.items() if uid in changes.touched]
    gone = [uid for uid, fee in fees if fee is None]
    due = [(uid, fee) for uid, fee in fees if fee is not None]
    if due:
        uids, amounts = zip(*due, strict=True)
        conn.execute(
            "INSERT INTO fee (site, uid, no, amount_vnd)"
            " SELECT %s, uid, 1, amount FROM unnest(%s::text[], %s::bigint[]) AS f(uid, amount)"
            " ON CONFLICT (site, uid, no) DO UPDATE SET amount_vnd = excluded.amount_vnd",
            (site, list(uids), list(amounts)),
        )
    if gone:
        conn.execute("DELETE FROM fee WHERE site = %s AND uid = ANY(%s)", (site, gone))


def _row(view: DossierView, station: int, position: int) -> _Row:
    content = view.content
    return _Row(
        view.uid,
        station,
        view.number,
        view.official_code,
        view.state.value,
        view.day,
        view.received_at,
        view.due_at,
        view.finished_at,
        view.returned_at,
        content.procedure_code or content.procedure_name,
        owner_key(content.owner),
        view.lookup_code,
        position,
        view,
    )


def _write_waiting(conn: Conn, site: str, changes: Changes) -> None:
    with conn.cursor() as cursor:
        if changes.waits_no_more:
            cursor.executemany(
                "DELETE FROM waiting WHERE site = %s AND subject = %s AND id = %s",
                [(site, *place) for place in changes.waits_no_more],
            )
        if changes.waits:
            cursor.executemany(
                "INSERT INTO waiting (site, subject, id, stream, seq, position)"
                " VALUES (%s,%s,%s,%s,%s,%s) ON CONFLICT DO NOTHING",
                [
                    (site, s.subject, s.id, s.stream, s.seq, s.position)
                    for s in changes.waits.values()
                ],
            )


def _write_closings(conn: Conn, site: str, changes: Changes) -> None:
    with conn.cursor() as cursor:
        if changes.days:
            cursor.executemany(
                "INSERT INTO day_close (site, station, day, stream, seq, last, body)"
                " VALUES (%s,%s,%s,%s,%s,%s,%s::jsonb) ON CONFLICT DO NOTHING",
                [
                    (
                        *(site, c.station, c.day, bytes.fromhex(c.stream), c.seq, c.last),
                        _encode(c.body).decode(),
                    )
                    for c in changes.days
                ],
            )
        if changes.offices:
            cursor.executemany(
                "INSERT INTO office_close (site, day, body) VALUES (%s,%s,%s::jsonb)"
                " ON CONFLICT DO NOTHING",
                [(site, day, _encode(body).decode()) for day, body in changes.offices],
            )


def write_moved(conn: Conn, site: str, moved: Sequence[Moved]) -> None:
    """Remembers the events that frames carried inside."""
    if not moved:
        return
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO moved_event (site, id, stream, seq, hash, subject, carrier, carrier_seq,"
            " position) VALUES (%s,%s,%s,%s,%s,%s,%s,%s,%s) ON CONFLICT DO NOTHING",
            [
                (
                    *(site, m.step.id, m.stream, m.seq, m.step.hash, m.step.subject),
                    *(m.step.stream, m.step.seq, m.step.position),
                )
                for m in moved
            ],
        )
