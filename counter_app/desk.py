"""The `core.ports.desk.Desk` of a real station: services, storage and forms put together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from core.domain.account import Right, Role
from core.domain.deadlines import Due
from core.domain.dossier import Dossier, State
from core.domain.errors import FieldError, Refused
from core.domain.events import Event, SupplementAsked
from core.domain.numbering import is_provisional
from core.domain.procedure import Procedure
from core.domain.timezone import VIETNAM
from core.ports.desk import DayState, Filter, Logged, Person, PrintJob, Row, Status
from core.ports.exchange import Exchange
from core.ports.storage import StationFacts
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.context import Actor, Context, placed
from core.services.dossier_input import read_dossier
from core.services.intake import take_in
from core.services.receipts import record_printed
from core.services.receive_dossier import deadline
from core.services.station import open_day
from counter_app import paper
from counter_app.bootstrap import Programme, new_id
from counter_app.session import sign_in, still_allowed
from counter_app.supervision import StationSupervision
from db import central_queries, queries, site_dossiers, unsent
from db.connection import immediate
from db.store import Store, open_store
from ui import messages

#: the stream of whose beginning a person was told
_TOLD = "restart_told"


class StationDesk:
    """Lives on the database thread: made, used and closed there."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._store: Store = open_store(programme.data, programme.clock(), new_id, programme.probe)
        self._actor: Actor | None = None
        self._context: Context | None = None
        self._rules = (0, 0)
        self.supervision = StationSupervision(programme, self._store, self._signed_in)

    # --- who works here ---------------------------------------------------------------

    def station(self) -> StationFacts:
        return self._store.station()

    def people(self) -> Sequence[Person]:
        found = []
        for login in queries.logins(self._store.conn):
            account = queries.account(self._store.conn, login)
            if account is not None and account[1] in set(Role):
                found.append(Person(login, account[0], Role(account[1])))
        return found

    def sign_in(self, login: str, password: str) -> Person:
        if not login or not password:  # nobody enters a window as the operating system's user
            raise Refused(FieldError("password_wrong", "user"))
        actor = sign_in(self._store, login, password)
        self._actor = actor
        account = queries.account(self._store.conn, login)
        return Person(login, account[0] if account else login, actor.role)

    def sign_out(self) -> None:
        self._actor = None

    def _signed_in(self) -> Context:
        """Who acts, by the rules and the account of the moment: a sync may have brought others."""
        if self._actor is None:
            raise Refused(FieldError("sign_in_needed", "user"))
        self._actor = still_allowed(self._store, self._actor)
        mark = central_queries.rules_mark(self._store.conn)
        if self._context is None or self._context.actor != self._actor or mark != self._rules:
            self._context = self._programme.context(self._actor, store=self._store)
            self._rules = mark
        return self._context

    def _reading(self) -> None:
        self._signed_in().require(Right.READ_DOSSIER)

    # --- the day ----------------------------------------------------------------------

    def day(self) -> DayState:
        context = self._signed_in() if self._actor else self._programme.system()
        act = self._store.new_act()  # read from only
        now = placed(act, context)
        return DayState(now.day, act.last_day(), now.doubtful, not now.opens, now.late)

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
        done = take_in(read_dossier(source, today), self._store, context)
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
            state=done.state.key,
            form=done.form,
        )

    def amend(self, number: str, source: dict[str, Any]) -> Dossier:
        return amend_dossier(number, source, self._store, self._signed_in()).dossier

    def cancel(self, number: str, reason: str) -> Dossier:
        return cancel_dossier(number, {"reason": reason}, self._store, self._signed_in())

    # --- reading ----------------------------------------------------------------------

    def find(self, text: str, wanted: Filter, limit: int, before: str) -> Sequence[Row]:
        self._reading()
        rows = queries.page(
            self._store.conn,
            text,
            wanted,
            limit,
            queries.dossier_id(self._store.conn, before) if before else None,
        )
        return [
            Row(
                uid=row[0],
                number=row[1],
                provisional=is_provisional(row[1]),
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

    def form(self, name: str, uid: str) -> bytes:
        now = self._programme.clock()
        return paper.render(name, self._known(uid), self._store, self._signed_in(), now)

    def supplement(self, uid: str) -> SupplementAsked | None:
        asked = queries.supplement(self._store.conn, self._known(uid).id)
        return asked.body if asked else None

    def print_jobs(self) -> Sequence[PrintJob]:
        return [PrintJob(*row) for row in queries.print_jobs(self._store.conn)]

    def reprint(self, uid: str, form: str = "receipt") -> int:
        dossier = self._known(uid)
        paper.check_issued(form, dossier, self._store)
        with self._store.act() as act:
            again = act.form_printed(form, dossier.id) is not None
            return act.queue_print(form, dossier.id, reprint=again)

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
        exchange = self._programme.exchange(self._store)
        counts, joined = exchange.counts(), exchange.joined()
        stream = self._store.station().stream
        return Status(
            events=counts.here,
            unsent=counts.dossiers_unsent,
            oldest_unsent=unsent.oldest(conn),
            prints_waiting=queries.waiting_prints(conn),
            numbers_left=queries.numbers_left(conn, stream, self.day().proposed),
            at_central=counts.at_central,
            backed_up=counts.backed_up,
            last_contact=counts.last_contact,
            central_configured=joined is not None,
            province=joined.province if joined else "",
            loose_ends=counts.loose_ends,
        )

    # --- the province -----------------------------------------------------------------

    def restart(self) -> str:
        stream, reason = queries.stream_begun(self._store.conn)
        told = self._programme.exchange(self._store).kept(_TOLD)
        return "" if told == stream else reason

    def lost(self, limit: int) -> tuple[int, Sequence[str]]:
        return site_dossiers.of_station(self._store.conn, self._store.station().station, limit)

    def restart_told(self) -> None:
        stream, _ = queries.stream_begun(self._store.conn)
        self._programme.exchange(self._store).keep(_TOLD, stream)

    def exchange(self, between: Callable[[float], None]) -> Exchange:
        return self._programme.exchange(self._store, between)

    def close(self) -> None:
        self._store.close()
