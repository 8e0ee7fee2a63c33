"""The exception list: what does not fit is told to a person and holds nobody up (design §6.3).

One line a cause: the same cause found again, by a rebuild too, is the same
line with the same number, and what a person decided about it stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from central.database import Conn

#: kinds that the province decides; all others are the site's
PROVINCE_KINDS: Final = frozenset({"newer_event", "unknown_procedure", "revoked_key"})
#: kinds whose event was not applied
NOT_APPLIED: Final = ("hard_conflict", "revoked_key", "newer_event")
#: of these there is one line, however many events: a stream, and this part of the detail
BY_DETAIL: Final = {"newer_event": "kind", "unknown_procedure": "code", "revoked_key": "dossier"}

_RAISE: Final = (
    "INSERT INTO exception (site, kind, stream, seq, event, subject, number, station, owner,"
    "  raised_at, detail)"
    " SELECT %s, kind, decode(stream, 'hex'), seq, event, subject, number, station, owner,"
    "  raised_at, detail"
    " FROM jsonb_to_recordset(%s::jsonb) AS line(kind text, stream text, seq bigint, event text,"
    "  subject text, number text, station integer, owner text, raised_at timestamptz,"
    "  detail jsonb)"
    " ON CONFLICT (site, kind, stream, seq, event, subject) DO UPDATE SET stale = false"
    " WHERE exception.stale"
)
_CLOSE: Final = (
    "UPDATE exception SET resolved_at = %s, resolved_by = %s, resolution = %s"
    " WHERE site = %s AND kind = %s AND CASE WHEN %s::bigint = 0 THEN event = %s ELSE id = %s END"
    " AND resolved_at IS NULL"
)


class Line(Struct, frozen=True):
    """A line as it is raised; see `sync.wire.changes.ExceptionLine`.

    ``stream`` is hex; ``event`` is the event's id, empty when several events
    are meant. ``detail`` holds no personal data.
    """

    kind: str
    stream: str
    seq: int
    event: str
    subject: str
    number: str
    station: int
    owner: str
    raised_at: datetime
    detail: dict[str, str]

    @property
    def cause(self) -> tuple[str, str, int, str, str]:
        """What makes it one line."""
        return (self.kind, self.stream, self.seq, self.event, self.subject)


class Resolution(Struct, frozen=True):
    """A line is closed: ``line`` is its number, or 0 when ``event`` and ``kind`` name it."""

    line: int
    kind: str
    event: str
    at: datetime
    by: str
    words: str


def owner_of(kind: str) -> str:
    """``site`` or ``province``."""
    return "province" if kind in PROVINCE_KINDS else "site"


def raise_lines(conn: Conn, site: str, lines: Sequence[Line]) -> None:
    """Writes lines; one that is there stays as it is."""
    if not lines:
        return
    conn.execute(_RAISE, (site, msgspec.json.encode(lines).decode()))


def resolve(conn: Conn, site: str, resolutions: Sequence[Resolution]) -> None:
    """Closes lines; the first decision about a line stays."""
    if not resolutions:
        return
    with conn.cursor() as cursor:
        cursor.executemany(
            _CLOSE,
            [(r.at, r.by, r.words, site, r.kind, r.line, r.event, r.line) for r in resolutions],
        )


def raised_before(conn: Conn, site: str) -> set[tuple[str, str, str]]:
    """``(kind, stream, detail)`` of the causes of `BY_DETAIL` that have their line."""
    rows = conn.execute(
        "SELECT kind, encode(stream, 'hex'), detail->>(%s::jsonb->>kind)"
        " FROM exception WHERE site = %s AND kind = ANY(%s) AND NOT stale AND event = ''",
        (msgspec.json.encode(BY_DETAIL).decode(), site, list(BY_DETAIL)),
    )
    return {(kind, stream, detail) for kind, stream, detail in rows}


def cross_numbers(conn: Conn, site: str, keys: Sequence[str] | None) -> None:
    """Numbers that another site's dossiers have too: a line at each of the sites.

    In a transaction after the one that stored the numbers: of two sites that
    store the same number at once, the one that looks later sees both.

    Args:
        conn: inside a transaction.
        site: whose numbers.
        keys: folded numbers; None for all of the site.
    """
    rows = conn.execute(
        "SELECT DISTINCT n.site, n.uid, n.number, encode(n.stream, 'hex'), n.seq, s.station,"
        "  other.site, now()"
        " FROM dossier_number mine"
        " JOIN dossier_number twin ON twin.key = mine.key AND twin.site <> mine.site"
        " CROSS JOIN LATERAL (VALUES (mine.site, mine.uid, mine.number, mine.stream, mine.seq),"
        "   (twin.site, twin.uid, twin.number, twin.stream, twin.seq))"
        "   AS n(site, uid, number, stream, seq)"
        " CROSS JOIN LATERAL (SELECT CASE n.site WHEN mine.site THEN twin.site ELSE mine.site END"
        "   AS site) other"
        " JOIN stream s ON s.site = n.site AND s.stream = n.stream"
        " WHERE mine.site = %s AND (%s::text[] IS NULL OR mine.key = ANY(%s)) ORDER BY 1, 2, 4, 5",
        (site, keys, keys),
    ).fetchall()
    for of, uid, number, stream, seq, station, other, now in rows:
        line = Line(
            kind="number_twice",
            stream=stream,
            seq=seq,
            event="",
            subject=uid,
            number=number,
            station=station,
            owner="province",
            raised_at=now,
            detail={"other_site": other},
        )
        raise_lines(conn, of, [line])
