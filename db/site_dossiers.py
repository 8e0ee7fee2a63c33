"""What central tells of the whole site, to look at only: other dossiers, open exceptions.

Working state: it comes again when it is lost. A dossier of this station's own
is read from its own tables; of the portal's both may be here, because another
station may have taken it in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from core.domain.dossier import State
from core.domain.dossier_view import DossierView
from core.domain.text import fold_code
from core.ports.exchange import LooseEnd
from db.dossier_rows import search_words, text_of
from db.queries import match_expression

#: station number under which central tells of the portal's dossiers
PORTAL = 0
_encode = msgspec.msgpack.Encoder().encode
_view = msgspec.msgpack.Decoder(DossierView)
_loose_end = msgspec.msgpack.Decoder(LooseEnd)


class SiteRow(Struct, frozen=True):
    """A dossier of another station in a list; ``id`` orders them, the newest last."""

    id: int
    uid: str
    station: int
    number: str
    owner: str
    procedure_code: str
    state: str
    received_at: str
    due_at: str | None


def keep(conn: Any, station: int, view: DossierView) -> None:
    """Stores what a dossier of the site now is."""
    ours = conn.execute("SELECT 1 FROM dossier WHERE uid = ?", (view.uid,)).fetchone()
    if ours and station != PORTAL:
        return
    row = conn.execute("SELECT id FROM local_site_dossier WHERE uid = ?", (view.uid,)).fetchone()
    (last,) = conn.execute("SELECT coalesce(max(id), 0) FROM local_site_dossier").fetchone()
    dossier = row[0] if row else last + 1
    conn.execute(
        "INSERT OR REPLACE INTO local_site_dossier VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            dossier,
            view.uid,
            station,
            view.number,
            view.content.owner.name,
            view.content.procedure_code,
            view.state.value,
            text_of(view.received_at),
            text_of(view.due_at),
            _encode(view),
        ),
    )
    for text in (view.number, view.official_code, view.provisional_number, view.slip_number):
        if text:
            conn.execute(
                "INSERT OR IGNORE INTO local_site_number VALUES (?,?)", (fold_code(text), dossier)
            )
    conn.execute(
        "INSERT OR REPLACE INTO local_site_search (rowid, words) VALUES (?,?)",
        (dossier, search_words(view)),
    )


def merge(conn: Any) -> None:
    """One step of merging the index, as `db.store.Store.tidy` does for our own."""
    conn.execute("INSERT INTO local_site_search (local_site_search, rank) VALUES ('merge', 64)")


def find(conn: Any, number_or_uid: str) -> list[tuple[int, DossierView]]:
    """``(station, dossier)`` pairs under a printed number (folded) or a uid."""
    rows = conn.execute(
        "SELECT station, view FROM local_site_dossier WHERE uid = ?1 OR id IN"
        " (SELECT dossier FROM local_site_number WHERE key = ?2) ORDER BY id",
        (number_or_uid, fold_code(number_or_uid)),
    )
    return [(station, _view.decode(view)) for station, view in rows]


def of_station(conn: Any, station: int, limit: int) -> tuple[int, list[str]]:
    """How many dossiers of a station are told of, and the numbers of the newest.

    Of this very station they are those that a restore lost here and central has.
    """
    (count,) = conn.execute(
        "SELECT count(*) FROM local_site_dossier WHERE station = ?", (station,)
    ).fetchone()
    rows = conn.execute(
        "SELECT number FROM local_site_dossier WHERE station = ? ORDER BY id DESC LIMIT ?",
        (station, limit),
    )
    return int(count), [number for (number,) in rows]


def page(conn: Any, text: str, limit: int, before: int | None = None) -> list[SiteRow]:
    """Other stations' dossiers that match what was typed (all when empty), the newest first.

    Args:
        conn: the database.
        text: what was typed.
        limit: most rows.
        before: ``id`` of the last row of the page before.
    """
    expression = match_expression(text)
    if text.strip() and not expression:
        return []
    sql = (
        "SELECT id, uid, station, number, owner, procedure_code, state, received_at, due_at"
        " FROM local_site_dossier WHERE id < :before"
    )
    if expression:
        sql += (
            " AND id IN (SELECT rowid FROM local_site_search WHERE local_site_search MATCH :match"
            " AND rowid < :before ORDER BY rowid DESC LIMIT :limit)"
        )
    rows = conn.execute(
        sql + " ORDER BY id DESC LIMIT :limit",
        {"match": expression, "before": before or 1 << 62, "limit": limit},
    )
    found: list[tuple[Any, ...]] = [(*row[:6], State(row[6]).key, *row[7:]) for row in rows]
    return [SiteRow(*values) for values in found]


def keep_loose_ends(conn: Any, lines: Sequence[LooseEnd]) -> None:
    """The exception list as a whole."""
    conn.execute("DELETE FROM local_loose_end")
    conn.executemany(
        "INSERT OR REPLACE INTO local_loose_end VALUES (?,?,?,?,?,?)",
        [
            (line.id, line.kind, line.station, line.owner, line.raised_at.isoformat(),
             _encode(line))
            for line in lines
        ],
    )  # fmt: skip


_OPEN = """
FROM local_loose_end WHERE id NOT IN (SELECT exception FROM resolution
    WHERE pos > (SELECT coalesce(max(pos), 0) FROM central))
"""
_OPEN_LINES = "SELECT body" + _OPEN + "ORDER BY id"
_OPEN_COUNT = "SELECT count(*)" + _OPEN


def loose_ends(conn: Any) -> list[LooseEnd]:
    """Lines that nobody here decided yet, the oldest first."""
    return [_loose_end.decode(body) for (body,) in conn.execute(_OPEN_LINES)]


def count_loose_ends(conn: Any) -> int:
    """How many lines wait for somebody here."""
    (count,) = conn.execute(_OPEN_COUNT).fetchone()
    return int(count)


def forget(conn: Any) -> None:
    """Another central knows another site."""
    for table in (
        "DELETE FROM local_site_dossier",
        "DELETE FROM local_site_number",
        "DELETE FROM local_site_search",
        "DELETE FROM local_loose_end",
    ):
        conn.execute(table)
