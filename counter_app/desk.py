"""The `core.ports.desk.Desk` of a real station: services, storage and forms put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from core.domain import business_day
from core.domain.account import Right, Role
from core.domain.deadlines import Due
from core.domain.dossier import Dossier, State
from core.domain.errors import FieldError, Refused
from core.domain.events import Event
from core.domain.procedure import Procedure
from core.domain.timezone import VIETNAM
from core.ports.desk import DayState, Logged, Person, PrintJob, Row, Status
from core.ports.storage import StationFacts
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.context import Context
from core.services.dossier_input import read_dossier
from core.services.receipts import record_printed
from core.services.receive_dossier import deadline, receive_dossier
from core.services.station import open_day
from counter_app import paper
from counter_app.bootstrap import Programme, new_id
from counter_app.session import sign_in
from db import journal, queries
from db.connection import immediate
from db.store import Store, open_store
from ui import messages


class StationDesk:
    """Lives on the database thread: made, used and closed there."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._store: Store = open_store(programme.data, programme.clock(), new_id, programme.probe)
        self.notice = self._store.found
        self._context: Context | None = None

    # --- who works here ---------------------------------------------------------------

    def station(self) -> StationFacts:
        return self._store.station()

    def people(self) -> Sequence[Person]:
        found = []
        for login in queries.logins(self._store.conn):
            account = queries.account(self._store.conn, login)
            if account is not None:
                found.append(Person(login, account[0], Role(account[1])))
        return found

    def sign_in(self, login: str, password: str) -> Person:
        if not login or not password:  # nobody enters a window as the operating system's user
            raise Refused(FieldError("password_wrong", "user"))
        actor = sign_in(self._store, login, password)
        self._context = self._programme.context(actor)
        account = queries.account(self._store.conn, login)
        return Person(login, account[0] if account else login, actor.role)

    def sign_out(self) -> None:
        self._context = None

    def _signed_in(self) -> Context:
        if self._context is None:
            raise Refused(FieldError("sign_in_needed", "user"))
        return self._context

    def _reading(self) -> None:
        self._signed_in().require(Right.READ_DOSSIER)

    # --- the day ----------------------------------------------------------------------

    def day(self) -> DayState:
        clock = self._programme.clock()
        last = queries.last_day(self._store.conn)
        now = business_day.moment(
            clock,
            newest=journal.newest(self._store.conn),
            last_day=last,
            built=self._programme.system().built,
        )
        return DayState(now.day, last, now.doubtful, not now.opens)

    def open_day(self, day: date) -> date:
        return open_day(day, self._store, self._signed_in())

    # --- procedures and deadlines -----------------------------------------------------

    def catalogue(self) -> Sequence[tuple[Procedure, int]]:
        return list(queries.procedures(self._store.conn))

    def usage(self) -> dict[str, int]:
        return queries.usage(self._store.conn)

    def due(self, limit: str) -> Due | None:
        context = self._signed_in()
        day = self.day().proposed
        now = self._programme.clock().astimezone(VIETNAM)
        at = now if now.date() == day else datetime.combine(day, now.timetz())
        return deadline(limit, at, context.pack(day), context)

    # --- acts -------------------------------------------------------------------------

    def receive(self, source: dict[str, Any]) -> Logged:
        context = self._signed_in()
        today = self._programme.clock().astimezone(VIETNAM).date()
        done = receive_dossier(read_dossier(source, today), self._store, context)
        self._store.tidy()
        return Logged(
            uid=done.uid,
            number=done.number,
            provisional=done.provisional,
            why_provisional=messages.provisional(done.why_provisional),
            due_at=done.due_at,
            job=done.job,
            returned=done.returned_at_once,
            warnings=tuple((w.code, w.field, messages.refusal(w)) for w in done.warnings),
        )

    def amend(self, number: str, source: dict[str, Any]) -> Dossier:
        return amend_dossier(number, source, self._store, self._signed_in()).dossier

    def cancel(self, number: str, reason: str) -> Dossier:
        return cancel_dossier(number, {"reason": reason}, self._store, self._signed_in())

    # --- reading ----------------------------------------------------------------------

    def find(self, text: str, state: str, limit: int, before: str) -> Sequence[Row]:
        self._reading()
        rows = queries.page(
            self._store.conn,
            text,
            State[state.upper()].value if state else None,
            limit,
            queries.dossier_id(self._store.conn, before) if before else None,
        )
        return [
            Row(
                uid=row[0],
                number=row[1],
                provisional=not row[2],
                owner=row[3],
                procedure_code=row[4],
                procedure_name=row[5],
                state=State(row[6]).key,
                received_at=datetime.fromisoformat(row[7]),
                due_at=datetime.fromisoformat(row[8]) if row[8] else None,
            )
            for row in rows
        ]

    def count(self) -> int:
        (count,) = self._store.conn.execute("SELECT count(*) FROM dossier").fetchone()
        return int(count)

    def dossier(self, number_or_uid: str) -> Dossier | None:
        self._reading()
        return queries.dossier(self._store.conn, number_or_uid)

    def history(self, uid: str) -> Sequence[Event[Any]]:
        self._reading()
        return list(queries.history(self._store.conn, uid))

    # --- paper ------------------------------------------------------------------------

    def _known(self, uid: str) -> Dossier:
        dossier = self.dossier(uid)
        if dossier is None:
            raise Refused(FieldError("dossier_unknown", "code", {"code": uid[:60]}))
        return dossier

    def receipt(self, uid: str) -> bytes:
        now = self._programme.clock()
        return paper.render(self._known(uid), self._store, self._signed_in(), now)

    def print_jobs(self) -> Sequence[PrintJob]:
        return [PrintJob(*row) for row in queries.print_jobs(self._store.conn)]

    def reprint(self, uid: str) -> int:
        dossier = self._known(uid)
        with self._store.act() as act:
            return act.queue_print("receipt", dossier.id, reprint=dossier.printed_at is not None)

    def printed(self, job: int) -> None:
        found = next((j for j in self.print_jobs() if j.id == job), None)
        if found is not None:
            record_printed(found.uid, found.form, self._store, self._signed_in())

    def print_failed(self, job: int) -> None:
        with self._store.act() as act:
            act.print_failed(job)

    # --- drafts and status ------------------------------------------------------------

    def save_draft(self, name: str, body: bytes) -> None:
        with immediate(self._store.conn) as conn:
            conn.execute(
                "INSERT INTO local_draft VALUES (?,?) ON CONFLICT (name)"
                " DO UPDATE SET body = excluded.body",
                (name, body),
            )

    def draft(self, name: str) -> bytes | None:
        row = self._store.conn.execute(
            "SELECT body FROM local_draft WHERE name = ?", (name,)
        ).fetchone()
        return bytes(row[0]) if row else None

    def drop_draft(self, name: str) -> None:
        with immediate(self._store.conn) as conn:
            conn.execute("DELETE FROM local_draft WHERE name = ?", (name,))

    def status(self) -> Status:
        conn = self._store.conn
        seq, _ = journal.head(conn, self._store.station().stream)
        row = conn.execute("SELECT received_at FROM dossier ORDER BY id LIMIT 1").fetchone()
        (unsent,) = conn.execute("SELECT count(*) FROM dossier").fetchone()
        return Status(
            events=seq,
            unsent=int(unsent),
            oldest_unsent=datetime.fromisoformat(row[0]) if row else None,
            prints_waiting=queries.waiting_prints(conn),
            numbers_left=self._numbers_left(),
        )

    def _numbers_left(self) -> int | None:
        facts = self._store.station()
        block = queries.block(self._store.conn, facts.stream)
        if block is None:
            return None
        used = queries.day_counter(self._store.conn, facts.stream, self.day().proposed).official
        return max(0, block.last - max(used, block.first - 1))

    def close(self) -> None:
        self._store.close()
