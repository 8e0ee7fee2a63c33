"""One transaction on the station's journal and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain import events as ev
from core.domain.dossier import Dossier
from core.domain.numbering import Block, Counter
from core.domain.procedure import Procedure, agency_key
from core.domain.slip import Issued
from core.ports.clock import NewId
from core.ports.storage import Appended, StationFacts
from db import journal, projections, queries, unsent
from db.day import DayActs
from db.mark import Mark

#: acts whose paper carries a number that must never be given again
GIVES_A_NUMBER = (ev.DossierReceived, ev.SupplementAsked, ev.DossierRefused)


class StationAct(DayActs):
    """The `core.ports.storage.Act` of SQLite; lives inside BEGIN IMMEDIATE.

    The head of the stream is read inside the transaction, never cached across
    acts, because several processes may append to one folder.
    """

    def __init__(self, conn: Any, new_id: NewId, key: Callable[[], Ed25519PrivateKey]) -> None:
        self._conn = conn
        self._new_id = new_id
        self._key = key
        self._head: tuple[int, bytes] | None = None
        self._station: StationFacts | None = None
        self._stream: bytes | None = None
        self.mark: Mark | None = None

    @property
    def station(self) -> StationFacts:
        if self._station is None:
            self._station = queries.station(self._conn)
        return self._station

    def start_stream(self, stream: bytes) -> None:
        """What follows is appended to a stream that has no event yet."""
        self._stream, self._head, self._station = stream, None, None

    def newest(self) -> datetime | None:
        return journal.newest(self._conn, self.station.stream)

    def last_day(self) -> date | None:
        return queries.last_day(self._conn)

    def procedure(self, code: str) -> tuple[Procedure, int] | None:
        return queries.procedure(self._conn, code)

    def agency_identifier(self, name: str) -> str:
        row = self._conn.execute(
            "SELECT identifier FROM agency WHERE key = ?", (agency_key(name),)
        ).fetchone()
        return row[0] if row else ""

    def ranges(self, day: date) -> Sequence[Block]:
        return queries.ranges(self._conn, self.station.stream, day)

    def counter(self, day: date) -> Counter:
        return queries.day_counter(self._conn, self.station.stream, day)

    def used_ordinals(self, day: date) -> int:
        (used,) = self._conn.execute(
            "SELECT coalesce(max(official), 0) FROM day_counter WHERE day = ?",
            (day.isoformat(),),
        ).fetchone()
        return int(used)

    def register_no(self, book: str, year: int) -> int:
        row = self._conn.execute(
            "SELECT last FROM register_counter WHERE book = ? AND year = ?", (book, year)
        ).fetchone()
        return int(row[0]) if row else 0

    def dossier(self, number_or_uid: str) -> Dossier | None:
        return queries.dossier(self._conn, number_or_uid)

    def dossier_by_client_ref(self, client_ref: str) -> Dossier | None:
        row = self._conn.execute(
            "SELECT uid FROM dossier WHERE id = (SELECT dossier FROM client_request WHERE ref = ?)",
            (client_ref,),
        ).fetchone()
        return queries.dossier(self._conn, row[0]) if row else None

    def client_digest(self, client_ref: str) -> str:
        row = self._conn.execute(
            "SELECT digest FROM client_request WHERE ref = ?", (client_ref,)
        ).fetchone()
        return str(row[0]) if row else ""

    def officer_name(self, login: str) -> str:
        row = self._conn.execute("SELECT name FROM account WHERE login = ?", (login,)).fetchone()
        return row[0] if row else login

    def append(
        self,
        body: ev.Body,
        *,
        subject: str,
        actor: str,
        at: datetime,
        day: date | None,
        doubtful: bool = False,
        new_subject: bool = False,
    ) -> Appended:
        conn = self._conn
        stream = self._stream or self.station.stream
        seq, previous = self._head or journal.head(conn, stream)
        event = ev.Event(
            stream=stream.hex(),
            seq=seq + 1,
            id=self._new_id(),
            kind=ev.KIND_OF[type(body)],
            v=1,
            subject=subject,
            parent=None if new_subject else journal.parent_of(conn, subject),
            actor=actor,
            at=at,
            day=day,
            doubtful=doubtful,
            body=body,
        )
        stored = journal.insert(conn, event, stream, previous)
        projections.apply(conn, stored)
        if not new_subject:
            unsent.note(conn, stored)
        self._head = (event.seq, stored.hash)
        if event.seq % journal.SIGN_EVERY == 0 or stored.size > journal.SIGN_AFTER_BYTES:
            journal.sign(conn, stream, self._key())
        if isinstance(body, GIVES_A_NUMBER) and body.number is not None:
            self._raise_mark(stream, event.seq, body.number.day)
        return Appended(stored.pos, event.seq, event.id, stored.hash)

    def _raise_mark(self, stream: bytes, seq: int, day: date) -> None:
        counter = self.counter(day)
        self.mark = Mark(
            stream=stream,
            seq=seq,
            day=int(f"{day:%y%m%d}"),
            ordinal=counter.official,
            provisional=counter.provisional,
        )

    def supplement(self, dossier: int) -> Issued[ev.SupplementAsked] | None:
        return queries.supplement(self._conn, dossier)

    def form_printed(self, form: str, dossier: int) -> datetime | None:
        return queries.form_printed(self._conn, dossier, form)

    def queue_print(self, form: str, dossier: int, *, reprint: bool = False) -> int:
        cursor = self._conn.execute(
            "INSERT INTO local_print_job (form, dossier, reprint, state) VALUES (?,?,?,'waiting')",
            (form, dossier, reprint),
        )
        return int(cursor.lastrowid)

    def waiting_job(self, form: str, dossier: int) -> int | None:
        row = self._conn.execute(
            "SELECT id FROM local_print_job WHERE form = ? AND dossier = ? ORDER BY id LIMIT 1",
            (form, dossier),
        ).fetchone()
        return int(row[0]) if row else None

    def prints_done(self, form: str, dossier: int) -> None:
        self._conn.execute(
            "DELETE FROM local_print_job WHERE form = ? AND dossier = ?", (form, dossier)
        )

    def print_failed(self, job: int) -> None:
        self._conn.execute("UPDATE local_print_job SET state = 'failed' WHERE id = ?", (job,))
