"""Dossiers with an event that is not at central yet, counted without reading them.

Up to some position, the frontier, central has everything of ours. What was
begun behind it is counted from two rows (``dossier.begun``). An older dossier
to which something happened has a row in ``local_unsent``: working state, noted
with the act, let go when a signed head of central's covers it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.domain import events as ev
from core.domain.chain import Head
from core.domain.dossier_view import KINDS_OF_DOSSIER
from db import journal, own_streams
from db.dossier_rows import parse_time
from db.stored import Stored

_NOTE = (
    "INSERT INTO local_unsent SELECT id, ? FROM dossier WHERE uid = ?"
    " ON CONFLICT (dossier) DO UPDATE SET pos = max(pos, excluded.pos)"
)
_NOTE_AGAIN = (
    "INSERT INTO local_unsent SELECT d.id, max(coalesce(?, j.pos)) FROM journal j"
    " JOIN dossier d ON d.uid = j.subject"
    " WHERE j.stream = ? AND j.seq BETWEEN ? AND ? GROUP BY d.id"
    " ON CONFLICT (dossier) DO UPDATE SET pos = max(pos, excluded.pos)"
)


def note(conn: Any, stored: Stored) -> None:
    """An act of ours went on with a dossier that was begun before."""
    if stored.event.kind in KINDS_OF_DOSSIER:
        conn.execute(_NOTE, (stored.pos, stored.event.subject))


def note_again(conn: Any, stream: bytes, first: int, last: int, pos: int | None = None) -> None:
    """Events of ours are not at central after all, or only inside an event at ``pos``."""
    conn.execute(_NOTE_AGAIN, (pos, stream, first, last))
    for at, data in conn.execute(
        "SELECT pos, bytes FROM journal WHERE stream = ? AND seq BETWEEN ? AND ?"
        " AND kind = 'events_moved'",
        (stream, first, last),
    ).fetchall():
        moved: ev.EventsMoved = ev.decode(data).body
        end = moved.first + len(moved.events) - 1
        note_again(conn, bytes.fromhex(moved.stream), moved.first, end, pos or at)


def keep_head(conn: Any, head: Head, witness: bytes) -> None:
    """Central's signed word on one of our streams; an older one is passed over.

    It acknowledges our events when the hash is that of our chain. Else central
    holds another history under this name, or more of ours than we have
    ourselves: what was known to be there still is.
    """
    own = own_streams.one_of(conn, head.stream)
    if own is None or (own.head is not None and _rank(head) < _rank(own.head)):
        return
    if journal.hash_at(conn, head.stream, head.seq) == head.hash:
        sent = min(head.seq, own.last)
    else:
        sent = min(own.sent, head.seq)
    conn.execute(
        "INSERT OR REPLACE INTO local_head VALUES (?,?,?,?,?,?,?)",
        (head.stream, head.seq, head.hash, head.epoch, head.backed_up_seq, sent, witness),
    )
    _moved_to(conn, own, sent)


def _rank(head: Head) -> tuple[int, int, int]:
    return head.epoch, head.seq, head.backed_up_seq


def proven(conn: Any, stream: bytes, seq: int) -> None:
    """Central showed that its chain holds our event of this number."""
    own = own_streams.one_of(conn, stream)
    if own is None:
        return
    sent = min(seq, own.last)
    conn.execute("UPDATE local_head SET sent = ? WHERE stream = ?", (sent, stream))
    _moved_to(conn, own, sent)


def unnamed(conn: Any, named: set[bytes], epoch: int) -> None:
    """A central of a newer epoch names every stream of ours that it knows: it lost the others."""
    for own in own_streams.all_of(conn):
        if own.head is not None and own.head.epoch < epoch and own.stream not in named:
            proven(conn, own.stream, 0)


def _moved_to(conn: Any, before: own_streams.Own, sent: int) -> None:
    if sent < before.sent:  # central was restored and lost what it had
        note_again(conn, before.stream, sent + 1, before.sent)
    let_go(conn)


def let_go(conn: Any) -> None:
    """Forgets the dossiers of which central has everything."""
    conn.execute(
        "DELETE FROM local_unsent WHERE dossier <= ?1 AND pos <= ?1", (own_streams.frontier(conn),)
    )


def all_again(conn: Any) -> None:
    """Another central: it has nothing of ours."""
    conn.execute("DELETE FROM local_head")


def count(conn: Any) -> int:
    """How many dossiers have an event that is not at central."""
    (found,) = conn.execute(
        "SELECT coalesce((SELECT begun FROM dossier WHERE id = (SELECT max(id) FROM dossier)), 0)"
        " - coalesce((SELECT begun FROM dossier WHERE id <= ?1 ORDER BY id DESC LIMIT 1), 0)"
        " + (SELECT count(*) FROM local_unsent WHERE dossier <= ?1)",
        (own_streams.frontier(conn),),
    ).fetchone()
    return int(found)


def oldest(conn: Any) -> datetime | None:
    """When the oldest event about a dossier that is not at central was written."""
    (pos,) = conn.execute(
        "SELECT min(pos) FROM (SELECT min(id) AS pos FROM dossier WHERE id > ?1"
        " UNION ALL SELECT min(pos) FROM local_unsent WHERE dossier <= ?1)",
        (own_streams.frontier(conn),),
    ).fetchone()
    if pos is None:
        return None
    (at,) = conn.execute("SELECT at FROM journal WHERE pos = ?", (pos,)).fetchone()
    return parse_time(at)
