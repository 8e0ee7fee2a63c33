"""The exception list as people of the province look at it: filtered, a page at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec import Struct

from central.database import Conn
from central.resolving import decided
from core.domain.dossier import State

#: lines of a page
PAGE: Final = 50
OPEN, CLOSED = "open", "closed"


class Filter(Struct, frozen=True):
    """Which lines; an empty text is any. ``state`` is ``open`` or ``closed``."""

    site: str = ""
    kind: str = ""
    owner: str = ""
    state: str = OPEN
    page: int = 1


class Row(Struct, frozen=True):
    """A line; see `sync.wire.changes.ExceptionLine`. ``stream`` is hex."""

    site: str
    site_name: str
    id: int
    kind: str
    stream: str
    seq: int
    subject: str
    number: str
    station: int
    owner: str
    raised_at: datetime
    detail: dict[str, str]
    resolved_at: datetime | None
    resolved_by: str
    resolution: str


class Found(Struct, frozen=True):
    """A page of lines, and how many there are in all."""

    rows: tuple[Row, ...]
    count: int

    @property
    def pages(self) -> int:
        """At least one."""
        return max(1, -(-self.count // PAGE))


class Subject(Struct, frozen=True):
    """The dossier of a line as it stands: no person, no content."""

    number: str
    official_code: str
    state: State
    station: int


_COLUMNS: Final = (
    "e.site, s.name, e.id, e.kind, encode(e.stream, 'hex'), e.seq, e.subject, e.number,"
    " e.station, e.owner, e.raised_at, e.detail, e.resolved_at, e.resolved_by, e.resolution"
)
_FROM: Final = " FROM exception e JOIN site s USING (site) WHERE "
_WHERE: Final = (
    _FROM + "(%(site)s = '' OR e.site = %(site)s) AND (%(kind)s = '' OR e.kind = %(kind)s)"
    " AND (%(owner)s = '' OR e.owner = %(owner)s) AND e.resolved_at IS "
)
_ORDER: Final = {OPEN: "NULL", CLOSED: "NOT NULL"}


def find(conn: Conn, wanted: Filter) -> Found:
    """Lines that fit: open ones the oldest first, closed ones the latest first."""
    where = _WHERE + _ORDER[wanted.state]
    values = {
        "site": wanted.site,
        "kind": wanted.kind,
        "owner": wanted.owner,
        "most": PAGE,
        "after": (wanted.page - 1) * PAGE,
    }
    (count,) = conn.execute(f"SELECT count(*){where}".encode(), values).fetchone() or (0,)
    order = "e.raised_at, e.id" if wanted.state == OPEN else "e.resolved_at DESC, e.id DESC"
    rows = conn.execute(
        f"SELECT {_COLUMNS}{where} ORDER BY {order} LIMIT %(most)s OFFSET %(after)s".encode(),
        values,
    )
    return Found(tuple(Row(*row) for row in rows), int(count))


def one(conn: Conn, site: str, line: int) -> Row | None:
    """A line by its number."""
    row = conn.execute(
        f"SELECT {_COLUMNS}{_FROM}e.site = %s AND e.id = %s".encode(), (site, line)
    ).fetchone()
    return Row(*row) if row else None


def waiting(conn: Conn, row: Row) -> bool:
    """Whether somebody of the province decided and the tables do not follow yet."""
    return row.resolved_at is None and decided(conn, row.site, row.id)


def subject(conn: Conn, row: Row) -> Subject | None:
    """The dossier that a line is about, when there is one here."""
    found = conn.execute(
        "SELECT number, official_code, state, station FROM dossier WHERE site = %s AND uid = %s",
        (row.site, row.subject),
    ).fetchone()
    if found is None:
        return None
    return Subject(found[0], found[1], State(found[2]), found[3])


def kinds(conn: Conn) -> list[str]:
    """Kinds of the open lines."""
    rows = conn.execute("SELECT DISTINCT kind FROM exception WHERE resolved_at IS NULL ORDER BY 1")
    return [kind for (kind,) in rows]
