"""How far each target has read each site, and the queue of dossiers to hand on.

A dossier is due when its position rose above what was read. Whoever sends it
first leases its row, so that two versions of a dossier are never on their way
at once; a crash gives the row back when the lease ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

from central.database import Conn, Database
from core.domain.dossier_view import DossierView

#: dossiers taken into the queue in one transaction
AT_ONCE: Final = 20_000
#: longer than a request and its answer may take
LEASE: Final = timedelta(minutes=5)
#: first pause after a failure; each further one doubles it
PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Mark:
    """A site to read: from ``position`` up to ``projected``; ``since`` see the table."""

    site: str
    position: int
    projected: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A dossier to send, leased to whoever holds this.

    Attributes:
        position: of the version that is sent.
        epoch: central's: a version is newer when ``(epoch, position)`` is.
        digest: of what was sent last, empty when nothing was.
    """

    site: str
    site_name: str
    uid: str
    view: DossierView
    position: int
    epoch: int
    state: str
    digest: str
    attempts: int


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failures."""
    return min(PAUSE * (1 << min(max(attempts, 1) - 1, 20)), LONGEST_PAUSE)


def restored_since(conn: Conn, target: str, now: datetime) -> bool:
    """Whether central was restored since the target last looked; its marks then know it."""
    done = conn.execute(
        "UPDATE outgoing_mark m SET epoch = c.epoch, since = %s FROM central c"
        " WHERE m.target = %s AND m.epoch <> c.epoch",
        (now, target),
    )
    return done.rowcount > 0


def switch_on(conn: Conn, target: str, now: datetime, *, old: bool) -> None:
    """Makes the marks that are missing.

    The first time they begin at what is there, or with ``old`` at the very
    beginning; a site made later is read whole.
    """
    (known,) = conn.execute(
        "SELECT min(since) FROM outgoing_mark WHERE target = %s", (target,)
    ).fetchone() or (None,)
    conn.execute(
        "INSERT INTO outgoing_mark (site, target, position, epoch, since)"
        " SELECT s.site, %s, CASE WHEN %s THEN 0 ELSE s.position END, c.epoch, %s"
        " FROM site s, central c ON CONFLICT DO NOTHING",
        (target, old or known is not None, known or now),
    )


def behind(conn: Conn, target: str) -> list[Mark]:
    """Sites with something unread, their marks locked; those another process has are left out."""
    rows = conn.execute(
        "SELECT m.site, m.position, s.projected, m.since FROM outgoing_mark m"
        " JOIN site s USING (site) WHERE m.target = %s AND m.position < s.projected"
        " AND m.site <> '' ORDER BY m.site FOR UPDATE OF m SKIP LOCKED",
        (target,),
    )
    return [Mark(*row) for row in rows]


def advance(conn: Conn, target: str, site: str, position: int) -> None:
    """The site was read up to there."""
    conn.execute(
        "UPDATE outgoing_mark SET position = %s WHERE target = %s AND site = %s",
        (position, target, site),
    )


def take_in(db: Database, target: str, now: datetime, *, old: bool) -> None:
    """Queues every dossier that changed since the target last looked."""
    with db.transaction() as conn:
        restored_since(conn, target, now)
        switch_on(conn, target, now, old=old)
    more = True
    while more:
        with db.transaction() as conn:
            more = any([_take_in(conn, target, mark, now) for mark in behind(conn, target)])


def _take_in(conn: Conn, target: str, mark: Mark, now: datetime) -> bool:
    """Whether there is more of this site."""
    count, last = conn.execute(
        "WITH part AS (SELECT uid, position FROM dossier WHERE site = %(site)s"
        "  AND position > %(from)s AND position <= %(to)s ORDER BY position LIMIT %(most)s),"
        " queued AS (INSERT INTO hand_on (site, uid, target, state, position, next_at, updated_at)"
        "  SELECT %(site)s, uid, %(target)s, 'not_sent', 0, %(now)s, %(now)s FROM part"
        "  ON CONFLICT (site, uid, target)"
        "  DO UPDATE SET next_at = greatest(hand_on.next_at, excluded.next_at))"
        " SELECT count(*), max(position) FROM part",
        {
            "site": mark.site,
            "from": mark.position,
            "to": mark.projected,
            "most": AT_ONCE,
            "target": target,
            "now": now,
        },
    ).fetchone() or (0, 0)
    full = count == AT_ONCE
    # one frame may have moved several dossiers: those at the last position may be cut apart
    advance(conn, target, mark.site, last - 1 if full else mark.projected)
    return full


def lease(conn: Conn, target: str, now: datetime, most: int = 1) -> list[Due]:
    """The dossiers that waited longest, theirs who asks for `LEASE`."""
    rows = conn.execute(
        "WITH due AS (SELECT site, uid FROM hand_on h JOIN dossier USING (site, uid)"
        "  WHERE h.target = %(target)s AND h.next_at <= %(now)s"
        "  ORDER BY h.next_at, site, uid LIMIT %(most)s FOR UPDATE OF h SKIP LOCKED)"
        " UPDATE hand_on h SET next_at = %(until)s FROM due, dossier d, site s, central c"
        " WHERE h.target = %(target)s AND h.site = due.site AND h.uid = due.uid"
        "  AND d.site = h.site AND d.uid = h.uid AND s.site = h.site"
        " RETURNING h.site, s.name, h.uid, d.view, d.position, c.epoch, h.state, h.code,"
        "  h.attempts",
        {"target": target, "now": now, "until": now + LEASE, "most": most},
    ).fetchall()
    return [
        Due(site, name, uid, msgspec.convert(view, DossierView), *rest)
        for site, name, uid, view, *rest in sorted(rows, key=lambda row: (row[0], row[4]))
    ]


def settle(
    conn: Conn,
    target: str,
    due: Due,
    now: datetime,
    state: str,
    *,
    code: str | None = None,
    reason: str = "",
) -> None:
    """The version was dealt with; a newer one is due at once."""
    place = {"site": due.site, "uid": due.uid, "target": target}
    # locked by a statement of its own, so that the next one sees what came meanwhile
    conn.execute(
        "SELECT 1 FROM hand_on WHERE site = %(site)s AND uid = %(uid)s AND target = %(target)s"
        " FOR UPDATE",
        place,
    )
    conn.execute(
        "UPDATE hand_on h SET state = %(state)s, position = %(position)s, attempts = 0,"
        " code = coalesce(%(code)s, h.code), reason = %(reason)s, updated_at = %(now)s,"
        " next_at = (SELECT %(now)s::timestamptz FROM dossier d WHERE d.site = h.site"
        "  AND d.uid = h.uid AND d.position > %(position)s)"
        " WHERE site = %(site)s AND uid = %(uid)s AND target = %(target)s",
        place
        | {
            "state": state,
            "position": due.position,
            "code": code,
            "reason": reason[:300],
            "now": now,
        },
    )


def put_off(
    conn: Conn, target: str, due: Due, now: datetime, reason: str, state: str | None = None
) -> None:
    """It failed for now and is tried again after a pause."""
    conn.execute(
        "UPDATE hand_on SET attempts = attempts + 1, reason = %s, next_at = %s, updated_at = %s,"
        " state = coalesce(%s, state) WHERE site = %s AND uid = %s AND target = %s",
        (
            *(reason[:300], now + pause(due.attempts + 1), now, state),
            *(due.site, due.uid, target),
        ),
    )
