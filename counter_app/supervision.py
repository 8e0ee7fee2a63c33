"""The `core.ports.supervision.Supervision` of a real station."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from core.domain.account import Right
from core.domain.day_close import closing
from core.domain.errors import FieldError, Refused
from core.domain.events import Explained
from core.domain.office_close import roster_lines
from core.domain.timezone import local
from core.ports.supervision import DaySeen, LateAct, OpenLine
from core.services.close_day import Signed, close_day, close_office, day_facts, day_meant
from core.services.context import Context, placed
from core.services.resolve_exception import decisions, resolve_exception
from counter_app import day_paper
from counter_app.bootstrap import Programme
from db import day as days, queries, site_dossiers
from db.store import Store


class StationSupervision:
    """Lives on the thread of the desk that made it.

    Args:
        programme: the clock.
        store: the open folder.
        signed_in: who acts; raises Refused when nobody does.
    """

    def __init__(
        self, programme: Programme, store: Store, signed_in: Callable[[], Context]
    ) -> None:
        self._programme, self._store, self._signed_in = programme, store, signed_in

    def _reading(self) -> Context:
        context = self._signed_in()
        context.require(Right.READ_DOSSIER)
        return context

    # --- days -------------------------------------------------------------------------

    def day(self) -> DaySeen:
        context = self._reading()
        act = self._store.new_act()  # read from only
        now = placed(act, context)
        day = day_meant(act, now.clock.date(), doubtful=now.doubtful)
        if day is None:
            return DaySeen(None)
        conn = self._store.conn
        record = days.office(conn, day)
        done = days.closing(conn, day)
        return DaySeen(
            day=day,
            facts=day_facts(day, act, context) if done is None else None,
            closed=done.body if done else None,
            signed_at=local(done.at) if done else None,
            late=tuple(
                LateAct(local(each.at), each.kind, each.number, each.day)
                for each in days.late_work(conn, day)
            ),
            stations=record.closed.lines if record.closed else roster_lines(record),
            office=record.closed,
            station=record.station,
        )

    def close_day(self, day: date, words: str, answers: Sequence[Explained]) -> DaySeen:
        close_day(day, Signed(words, tuple(answers)), self._store, self._signed_in())
        return self.day()

    def close_office(self, day: date, whys: Mapping[int, str], note: str) -> DaySeen:
        close_office(day, whys, note, self._store, self._signed_in())
        return self.day()

    def sheet(self, day: date) -> bytes:
        context = self._reading()
        done = days.closing(self._store.conn, day)
        if done is not None:
            body = done.body
        else:
            act = self._store.new_act()  # read from only
            name = act.officer_name(context.actor.login)
            facts = day_facts(day, act, context)
            body = closing(facts, officer_name=name, explained="", answers=())
        return day_paper.render_sheet(body, self._store, context, self._programme.clock())

    def appendix(self, day: date) -> bytes:
        context = self._reading()
        done = days.closing(self._store.conn, day)
        late = days.late_work(self._store.conn, day)
        if done is None or not late:
            told = {"name": "phu-luc", "code": f"{day:%d/%m/%Y}"}
            raise Refused(FieldError("form_not_issued", "name", told))
        now = self._programme.clock()
        return day_paper.render_appendix(done, late, self._store, context, now)

    # --- decisions --------------------------------------------------------------------

    def open_lines(self) -> Sequence[OpenLine]:
        self._reading()
        found = []
        for line in site_dossiers.loose_ends(self._store.conn):
            dossier = queries.dossier(self._store.conn, line.subject) if line.subject else None
            if dossier is not None:
                content = dossier.content
                told = (dossier.number, content.owner.name, content.procedure_name)
            else:
                told = self._elsewhere(line.subject)
            found.append(OpenLine(line, *told, decisions=decisions(line, dossier)))
        return found

    def _elsewhere(self, uid: str) -> tuple[str, str, str]:
        """Another station's dossier, as far as central told of it."""
        for _, view in site_dossiers.find(self._store.conn, uid) if uid else ():
            return view.number, view.content.owner.name, view.content.procedure_name
        return "", "", ""

    def resolve(self, line: int, decision: str, reason: str) -> Sequence[OpenLine]:
        resolve_exception(line, decision, reason, self._store, self._signed_in())
        return self.open_lines()
