"""A real station in the convergence machine: what a clerk does, days, sync, what strikes an act."""

from __future__ import annotations

import errno
import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from core.domain.errors import EnvironmentFault, Refused
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.close_day import Signed, close_day, close_office
from core.services.receipts import record_printed
from core.services.resolve_exception import NOTED, resolve_exception
from core.services.station import grant_block, open_day
from db import queries, site_dossiers
from db.signing import rotate_key
from sync.client import Outcome
from tests.sync.convergence_disk import Disk
from tests.sync.convergence_line import Killed, Relay
from tests.sync.convergence_model import Act, Closed
from tests.unit.intake_support import ASK, REFUSE

#: what a clerk may log: procedure and exit
EXITS: dict[str, dict[str, Any]] = {
    "ward": {"procedure_code": "1.001193"},
    "vertical": {"procedure_code": "1.004222"},
    "at_once": {"procedure_code": "2.000815", "immediate": True},
    "supplement": {"supplement": ASK},
    "refusal": {"refusal": REFUSE},
}
KIND_OF_FORM = {
    "receipt": "dossier_received",
    "supplement": "supplement_asked",
    "refusal": "dossier_refused",
}
#: where an act may be struck: before its commit nothing of it is there, behind it all
STRUCK_BEFORE, STRUCK_BEHIND = ("begun", "before_commit"), ("after_commit", "mark_raised")
_DAY = re.compile(r"-(\d{6})-\d+$")


class Folder(Disk):
    """A disk with a station at work on it."""

    @property
    def today(self) -> date:
        """The business day that the last act stands on."""
        day = queries.last_day(self.store.conn)
        assert day is not None
        return day

    # --- acts -------------------------------------------------------------------------

    def receive(self, exit_: str, person: int, fee: int, slip: str = "") -> None:
        """Logs a dossier, or sends it away; nobody may refuse it."""
        if slip and exit_ == "supplement":  # the law lets nobody be sent away twice
            exit_ = "refusal"
        fields = {**EXITS[exit_], "fee_vnd": fee, "applicant": _person(person)}
        if slip:
            fields["slip"] = slip
        got = self.station.receive(**fields)
        self.memory.unmarked = False
        day = day_of(got.number)
        assert day == self.today
        self._noted_receipt(got.uid, KIND_OF_FORM[got.form], got.number, fee, slip)
        if got.returned_at_once:
            self._note(got.uid, "result_returned")
            self.memory.received.pop(got.uid)

    def _noted_receipt(self, uid: str, kind: str, number: str, fee: int, slip: str = "") -> None:
        owed = self.memory.owe(uid, fee) if kind == "dossier_received" else 0
        self.memory.slips.pop(slip, None)
        self._note(uid, kind, number, owed)
        if kind == "dossier_received":
            self.memory.received[uid] = number
        elif kind == "supplement_asked":
            self.memory.slips[number] = uid

    def _note(
        self, subject: str, kind: str, number: str = "", fee: int = 0, *, told: bool = False
    ) -> None:
        act = Act(subject, kind, self.number, self.today, number, fee, told)
        self.ledger.note(self.memory, act)

    def _may_refuse(self, uid: str) -> bool:
        """Whether an agency's decision may have come in between."""
        return uid in self.ledger.decided

    def amend(self, uid: str, fee: int) -> None:
        """Another fee, or a note when the fee is the same."""
        fee_changes = fee != self.memory.fees[uid]
        changes = {"fee_vnd": fee} if fee_changes else {"note": f"ghi chú {self.clock():%H%M%S}"}
        try:
            amend_dossier(
                self.memory.received[uid], {"reason": "sửa", **changes}, self.store,
                self.station.context,
            )  # fmt: skip
        except Refused:
            assert self._may_refuse(uid)
            return
        self._note(uid, "dossier_amended", fee=self.memory.owe(uid, fee) if fee_changes else 0)

    def cancel(self, uid: str) -> None:
        """Voids a dossier."""
        try:
            cancel_dossier(
                self.memory.received[uid], {"reason": "nhầm"}, self.store, self.station.context
            )
        except Refused:
            assert self._may_refuse(uid)
            return
        self.memory.received.pop(uid)
        self._note(uid, "dossier_cancelled", fee=self.memory.owe(uid, 0))

    def print(self, uid: str) -> None:
        """The receipt leaves the printer, with the official code when one was bound meanwhile."""
        given = self.memory.received[uid]
        record_printed(uid, "receipt", self.store, self.station.context)
        found = queries.dossier(self.store.conn, uid)
        assert found is not None
        told = found.number != given
        self._note(uid, "form_printed", found.number, told=told)

    def grant(self, first: int, last: int) -> None:
        """A block of ordinals that the province gave in writing, above all that it leases."""
        grant_block(f"{first}-{last}", "none", self.store, self.station.context)

    def rotate(self) -> None:
        """The station gets a new key."""
        rotate_key(self.store, actor="ha", at=self.clock())
        self.ledger.rotated = True

    def decide(self) -> None:
        """A person notes the first line of central's list."""
        lines = [e for e in site_dossiers.loose_ends(self.store.conn) if e.owner == "site"]
        if lines:
            resolve_exception(lines[0].id, NOTED, "đã xem", self.store, self.station.context)
            self._note(f"exception:{lines[0].id}", "exception_resolved")

    def act(self, what: str, nth: int, exit_: str, person: int, fee: int) -> None:
        """One act of a clerk's, on the nth dossier that may still be changed."""
        slips, uids = list(self.memory.slips), list(self.memory.received)
        uid = uids[nth % len(uids)] if uids else ""
        if what == "receive":
            self.receive(exit_, person, fee)
        elif what == "slip" and slips:
            self.receive(exit_, person, fee, slips[nth % len(slips)])
        elif what == "decide a line":
            self.decide()
        elif what == "amend" and uid:
            self.amend(uid, fee)
        elif what == "cancel" and uid:
            self.cancel(uid)
        elif what == "print" and uid:
            self.print(uid)

    # --- days -------------------------------------------------------------------------

    def open_next_day(self) -> None:
        """A person opens the day that their calendar shows, or the next one they may."""
        try:
            open_day(None, self.store, self.station.context)
        except Refused as wrong:
            bear(wrong, "date_needed", "day_closed")
            calendar, last = self.clock.true.now.date(), queries.last_day(self.store.conn)
            day = max(calendar, last + timedelta(days=1)) if last else calendar
            open_day(day, self.store, self.station.context)

    def close_day(self) -> None:
        """Signs the day off; held to what this machine itself counted."""
        try:
            done = close_day(None, Signed(words="đủ"), self.store, self.station.context)
        except Refused as wrong:
            bear(wrong, "day_not_open", "day_already_closed", "later_day_open")
            return
        body = done.closed
        acts = [act for act in self.memory.acts if act.day == body.day]
        kinds = [act.kind for act in acts]
        told = (body.dossiers, body.fees_vnd, body.counts.get("dossier_cancelled", 0))
        counted = (
            kinds.count("dossier_received"),
            sum(act.fee for act in acts),
            kinds.count("dossier_cancelled"),
        )
        assert told == counted, f"{body.day}: the sheet says {told}, there were {counted}"
        self.memory.closed.append(Closed(self.store.station().stream, body))

    def close_office(self) -> None:
        """The whole office's day by roster."""
        if self.memory.closed:
            with suppress(Refused):  # closed already
                day = self.memory.closed[-1].body.day
                close_office(day, {}, "đã gọi điện", self.store, self.station.context)

    # --- sync -------------------------------------------------------------------------

    def sync(self, *faults: str, relay: Relay | None = None, holds: bool = False) -> Outcome | None:
        """One sync over a line with these faults; None when the program died in it."""
        self.line.faults.extend(faults)
        self.line.relay, self.line.holds = relay, holds
        try:
            done = self.client.sync_once()
        except Killed:
            self.kill()
            return None
        finally:
            self.line.heal()
        self.learn()
        return done

    def learn(self) -> None:
        """Central's signed word is there for everything: from now on it has to be."""
        counts = self.exchange.counts()
        assert counts.at_central <= counts.here
        if counts.at_central == counts.here:
            self.ledger.at_central.update(self.memory.acts)

    # --- deaths and copies ------------------------------------------------------------

    def strike(self, point: str, *, kill: bool) -> None:
        """An act meets a full disk or the end of the program at a point of its way."""
        known = self._uids()
        self.tally.faults[f"{'killed' if kill else 'disk_full'}_{point}"] += 1
        full = OSError(errno.ENOSPC, "no space")
        self._trouble = (point, Killed() if kill else full)
        try:
            self.station.receive(**EXITS["ward"], fee_vnd=1000, applicant=_person(0))
            raise AssertionError("nothing struck")
        except Killed:
            assert kill
        except EnvironmentFault as fault:
            bear(fault, "" if kill else "disk_full")
        finally:
            self._trouble = None
        if kill:
            self.kill()
        fresh = self._uids() - known
        assert len(fresh) == (1 if point in STRUCK_BEHIND else 0), (point, fresh)
        self.memory.unmarked = point == "after_commit"
        for uid in fresh:  # stored, and nobody was told: its number is spent all the same
            found = queries.dossier(self.store.conn, uid)
            assert found is not None
            self._noted_receipt(uid, "dossier_received", found.number, 1000)

    def work_on_a_full_disk(self, dossiers: int) -> None:
        """Acts and a sync while the database cannot grow: refused, or wholly there."""
        with self.full_disk():
            for _ in range(dossiers):
                known = self._uids()
                try:
                    self.receive("ward", 30, 2000)
                except EnvironmentFault as fault:
                    bear(fault, "disk_full")
                    assert self._uids() == known
            done = self.sync()
            assert done is not None
            assert done.reason in ("", "storage"), done


def bear(wrong: Refused | EnvironmentFault, *codes: str) -> None:
    """Raises again what is none of the refusals and faults that may come here."""
    found = wrong.errors[0].code if isinstance(wrong, Refused) else wrong.code
    if found not in codes:
        raise wrong


def _person(number: int) -> dict[str, Any]:
    """Some people come more than once."""
    return {"name": f"Nguyễn Thị Giả {number}", "personal_no": f"022194{number:06d}"}


def day_of(number: str) -> date:
    """The business day in any printed number."""
    found = _DAY.search(number)
    assert found is not None, number
    return datetime.strptime(found[1], "%y%m%d").date()
