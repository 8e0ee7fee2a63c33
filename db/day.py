"""A business day as it is stored: its events, numbers, closing; the office's; open lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from core.domain import events as ev
from core.domain.business_day import late_for
from core.domain.day_close import WORK, DayRecord, Held, Standing
from core.domain.numbering import Block
from core.domain.office_close import OfficeRecord, Seen
from core.domain.timezone import local
from core.ports.exchange import LooseEnd
from core.ports.storage import StationFacts
from db import central_queries, own_streams, queries, signing, site_dossiers, sync_state

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_closed = msgspec.json.Decoder(ev.DayClosed)
_office = msgspec.json.Decoder(ev.OfficeClosed)
#: our own events of a part of the journal
_OWN = (
    "SELECT bytes FROM journal WHERE pos BETWEEN ? AND ?"
    " AND stream IN (SELECT stream FROM station) ORDER BY pos"
)
_LAST_STREAM = (
    "SELECT stream FROM journal WHERE pos <= ? AND stream IN (SELECT stream FROM station)"
    " ORDER BY pos DESC LIMIT 1"
)
_IN_STREAM = "SELECT seq, hash FROM journal WHERE stream = ? AND pos BETWEEN ? AND ? ORDER BY pos"
#: name of a form's draft, and whose it is after the slash
_DRAFTS = "reception/"


class DayActs:
    """What an act adds for closing: see `core.ports.storage.Act`."""

    _conn: Any
    _key: Callable[[], Ed25519PrivateKey]

    def closed_day(self) -> date | None:
        return closed_day(self._conn)

    def opened_before(self, day: date) -> date | None:
        return opened_before(self._conn, day)

    def day_record(self, day: date) -> DayRecord | None:
        return record(self._conn, day)

    def office(self, day: date) -> OfficeRecord:
        return office(self._conn, day)

    def loose_end(self, line: int) -> LooseEnd | None:
        return next((e for e in site_dossiers.loose_ends(self._conn) if e.id == line), None)

    def seal(self) -> None:
        signing.seal_all(self._conn)


def closed_day(conn: Any) -> date | None:
    """The last closed business day."""
    (day,) = conn.execute("SELECT max(day) FROM day_close").fetchone()
    return date.fromisoformat(day) if day else None


def opened_before(conn: Any, day: date) -> date | None:
    """The last business day that was opened and is not after ``day``."""
    (found,) = conn.execute(
        "SELECT max(day) FROM business_day WHERE day <= ?", (day.isoformat(),)
    ).fetchone()
    return date.fromisoformat(found) if found else None


class Closed(Struct, frozen=True):
    """A day's closing and where it stands."""

    body: ev.DayClosed
    pos: int
    at: datetime
    hash: bytes
    doubtful: bool  # the clock was not believed


def closing(conn: Any, day: date) -> Closed | None:
    """The closing of a day, None while it is open."""
    row = conn.execute(
        "SELECT c.body, c.pos, j.at, j.hash, j.doubtful FROM day_close c"
        " JOIN journal j ON j.pos = c.pos WHERE c.day = ? ORDER BY c.pos LIMIT 1",
        (day.isoformat(),),
    ).fetchone()
    if row is None:
        return None
    return Closed(_closed.decode(row[0]), row[1], _time(row[2]), row[3], bool(row[4]))


def record(conn: Any, day: date) -> DayRecord | None:
    """A day from its opening to now, or to its closing; None when it was never opened."""
    row = conn.execute(
        "SELECT b.pos, j.at FROM business_day b JOIN journal j ON j.pos = b.pos WHERE b.day = ?",
        (day.isoformat(),),
    ).fetchone()
    if row is None:
        return None
    begin, opened_at = row
    done = closing(conn, day)
    end = done.pos - 1 if done else _last_pos(conn)
    (stream,) = conn.execute(_LAST_STREAM, (end,)).fetchone()
    inside = conn.execute(_IN_STREAM, (stream, begin, end)).fetchall()
    events = tuple(ev.decode(data) for (data,) in conn.execute(_OWN, (begin, end)).fetchall())
    return DayRecord(
        day=day,
        stream=stream,
        first=inside[0][0] if inside else 0,
        last=inside[-1][0] if inside else 0,
        head=inside[-1][1] if inside else bytes(32),
        opened_at=_time(opened_at),
        events=events,
        held=tuple(_held(conn, day, stream, begin, end)),
        claimed=tuple(_claimed(conn, day)),
        fees_before=dict(_fees_before(conn, events, begin)),
        restored=any(event.kind == "stream_began" for event in events),
        standing=standing(conn),
    )


def _last_pos(conn: Any) -> int:
    (last,) = conn.execute("SELECT coalesce(max(pos), 0) FROM journal").fetchone()
    return int(last)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _held(conn: Any, day: date, last: bytes, begin: int, end: int) -> Iterator[Held]:
    """Of every stream of ours that gave numbers that day, and of the last one."""
    rows = conn.execute(
        "SELECT s.stream, coalesce(c.official, 0) FROM station s LEFT JOIN day_counter c"
        " ON c.stream = s.stream AND c.day = ? WHERE c.day IS NOT NULL"
        " OR s.stream = ? ORDER BY s.generation",
        (day.isoformat(), last),
    ).fetchall()
    for stream, spent in rows:
        granted = conn.execute(
            "SELECT pos, first, last FROM number_block WHERE stream = ? AND pos <= ? ORDER BY pos",
            (stream, end),
        ).fetchall()
        in_force = [row for row in granted if row[0] >= begin] + [
            row for row in granted if row[0] < begin
        ][-1:]
        blocks = [Block(first, last) for _, first, last in in_force]
        leases = conn.execute(
            "SELECT first, last FROM lease WHERE stream = ? AND day = ?", (stream, day.isoformat())
        ).fetchall()
        yield Held((*blocks, *(Block(*row) for row in leases)), spent)


def _claimed(conn: Any, day: date) -> Iterator[int]:
    for (ordinal,) in conn.execute(
        "SELECT ordinal FROM claimed_ordinal WHERE yymmdd = ?", (f"{day:%y%m%d}",)
    ):
        yield ordinal


def _fees_before(
    conn: Any, events: Iterable[ev.Event[Any]], begin: int
) -> Iterator[tuple[str, int]]:
    """Fees of earlier dossiers whose fee an event changes."""
    fresh: set[str] = set()
    for event in events:
        if event.kind == "dossier_received":
            fresh.add(event.subject)
        elif event.kind in ("dossier_amended", "dossier_cancelled") and event.subject not in fresh:
            fresh.add(event.subject)
            yield event.subject, _fee_at(conn, event.subject, begin)


def _fee_at(conn: Any, uid: str, before: int) -> int:
    fee = 0
    for (data,) in conn.execute(
        "SELECT bytes FROM journal WHERE subject = ? AND pos < ? ORDER BY pos", (uid, before)
    ):
        event = ev.decode(data)
        if event.kind == "dossier_received":
            fee = event.body.content.fee_vnd or 0
        elif event.kind == "dossier_amended" and "fee_vnd" in event.body.changes:
            fee = event.body.changes["fee_vnd"] or 0
    return fee


# --- what holds now ---------------------------------------------------------------------


def standing(conn: Any) -> Standing:
    """Counters, papers waiting, drafts, open lines, central's clock."""
    own = own_streams.all_of(conn)
    behind = next((each for each in own if each.sent < each.last), None)
    waiting, failed = conn.execute(
        "SELECT count(*), count(*) FILTER (WHERE state = 'failed') FROM local_print_job"
    ).fetchone()
    facts = queries.station(conn)
    return Standing(
        here=sum(each.last for each in own),
        at_central=sum(each.sent for each in own),
        backed_up=sum(min(each.sent, each.head.backed_up_seq) for each in own if each.head),
        oldest_unsent=_written(conn, behind),
        last_contact=sync_state.last_contact(conn),
        joined=central_queries.joined(conn) is not None,
        prints_waiting=waiting,
        prints_failed=failed,
        drafts=tuple(_drafts(conn)),
        exceptions=site_dossiers.count_loose_ends(conn),
        clock_offset=float(sync_state.kept(conn, sync_state.CLOCK_OFFSET) or b"0"),
        closed_at_central=next(
            (each.closed_day for each in seen(conn) if each.station == facts.station), None
        ),
    )


def _written(conn: Any, own: own_streams.Own | None) -> datetime | None:
    if own is None:
        return None
    (at,) = conn.execute(
        "SELECT at FROM journal WHERE stream = ? AND seq = ?", (own.stream, own.sent + 1)
    ).fetchone()
    return _time(at)


def _drafts(conn: Any) -> Iterator[str]:
    for (name,) in conn.execute(
        "SELECT coalesce(a.name, substr(d.name, ?2)) FROM local_draft d LEFT JOIN account a"
        " ON a.login = substr(d.name, ?2) WHERE d.name LIKE ?1 || '%' ORDER BY 1",
        (_DRAFTS, len(_DRAFTS) + 1),
    ):
        yield name


# --- the office -------------------------------------------------------------------------


class _Told(Struct, frozen=True):
    """A station as `core.ports.exchange.Arrived` holds it, encoded."""

    station: int
    last_contact: datetime | None = None
    events: int = 0
    closed_day: str = ""


_told = msgspec.json.Decoder(tuple[_Told, ...])


def seen(conn: Any) -> tuple[Seen, ...]:
    """The site's stations as central last told; empty before the first answer."""
    data = sync_state.kept(conn, sync_state.STATIONS)
    return tuple(
        Seen(
            each.station,
            each.last_contact,
            each.events,
            date.fromisoformat(each.closed_day) if each.closed_day else None,
        )
        for each in (_told.decode(data) if data else ())
    )


def office(conn: Any, day: date) -> OfficeRecord:
    """What is known here of all stations' day."""
    own: StationFacts = queries.station(conn)
    row = conn.execute(
        "SELECT body FROM office_close WHERE day = ? ORDER BY pos LIMIT 1", (day.isoformat(),)
    ).fetchone()
    done = closing(conn, day)
    now = standing(conn)
    return OfficeRecord(
        day=day,
        station=own.station,
        roster=tuple(central_queries.roster(conn)),
        seen=seen(conn),
        closed_here=done.body if done else None,
        unsent=now.here - now.at_central if now.joined else 0,
        closed=_office.decode(row[0]) if row else None,
    )


# --- late work --------------------------------------------------------------------------


class Late(Struct, frozen=True):
    """One act that came after a day was closed; ``day`` is where it stands."""

    at: datetime
    kind: str
    number: str
    day: date
    actor: str


def late_work(conn: Any, day: date) -> list[Late]:
    """What was done for a closed day after its closing, in the order done."""
    done = closing(conn, day)
    if done is None:
        return []
    found = []
    for (data,) in conn.execute(_OWN, (done.pos + 1, _last_pos(conn))):
        event = ev.decode(data)
        if not event.doubtful and local(event.at).date() > day:
            break  # a believed clock does not go back
        if event.kind in WORK and late_for(event.at, event.day, doubtful=event.doubtful) == day:
            number = conn.execute(
                "SELECT number FROM dossier WHERE uid = ?", (event.subject,)
            ).fetchone()
            known = number[0] if number else ""
            found.append(Late(event.at, event.kind, known, event.day or day, event.actor))
    return found
