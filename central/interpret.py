"""What frames mean, one after the other: pure rules over what is known (ADR 0007).

`Interpreter` takes a site's events in the order of their positions and says
how the tables change. It asks `Known` for what it does not hold; that is the
only place where tables are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from central.exceptions import Line, Resolution, owner_of
from central.steps import (
    Changes,
    Closing,
    Given,
    Known,
    Outcome,
    Past,
    Step,
    Triple,
    Twin,
    is_taken,
    number_of,
    past_of,
    triple_of,
)
from core.domain import events as ev
from core.domain.dossier_view import KINDS_OF_DOSSIER, DossierView, fold
from core.domain.errors import Refused
from core.domain.text import fold_code

#: kinds that go with anything that others did meanwhile
NEVER_CONFLICT = frozenset({"form_printed", "code_bound"})
#: kinds of the counter's work on a day: not after it was closed
WORK_OF_A_DAY = frozenset(
    {
        "dossier_received",
        "supplement_asked",
        "dossier_refused",
        "dossier_amended",
        "dossier_cancelled",
        "result_returned",
        "day_closed",
    }
)
#: what an event that is none of ours can make the rules raise
MEANINGLESS = (msgspec.MsgspecError, ValueError, KeyError, TypeError, OverflowError)


class Interpreter:
    """Applies events one after the other; see the module."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.changes = Changes()
        self._seen: dict[str, list[Step]] = defaultdict(list)  # by subject, all that was taken
        self._not_applied: set[str] = set()
        self._by_triple: dict[Triple, dict[str, None]] = defaultdict(dict)
        self._others: dict[str, Callable[[Step], None]] = {
            "stream_began": self._stream_began,
            "day_closed": self._day_closed,
            "office_closed": self._office_closed,
            "exception_resolved": self._exception_resolved,
        }

    def take(self, step: Step) -> None:
        """One event in its turn, then what waited for it."""
        self._seen[step.subject].append(step)
        if self._known.revoked(step.stream, step.seq):
            self._not_applied.add(step.id)
            self._revoked(step)
        elif step.event is None:
            self._not_applied.add(step.id)
            self._unread(step)
        elif step.kind in KINDS_OF_DOSSIER:
            if self._try(step, step) is Outcome.WAITS:
                self._wait(step)
        elif other := self._others.get(step.kind):
            other(step)
        if step.subject in self._known.waiting:
            self._wake(step)

    # --- dossiers ---------------------------------------------------------------------

    def _wait(self, step: Step) -> None:
        self._known.waiting.setdefault(step.subject, []).append(step)
        self.changes.waits[step.subject, step.id] = step
        self._line("cause_missing", step, step, number_of(step))

    def _wake(self, cause: Step) -> None:
        """The subject moved: what waits for it is tried again, in its order."""
        waiting = self._known.waiting[cause.subject]
        moved = True
        while moved:
            moved = False
            for step in sorted(waiting, key=lambda s: (s.position, s.seq, s.id)):
                if self._try(step, cause) is not Outcome.WAITS:
                    waiting.remove(step)
                    self._waits_no_more(step, cause)
                    moved = True
                    break

    def _waits_no_more(self, step: Step, cause: Step) -> None:
        if self.changes.waits.pop((step.subject, step.id), None) is None:
            self.changes.waits_no_more.append((step.subject, step.id))
        self.changes.resolutions.append(
            Resolution(0, "cause_missing", step.id, cause.received_at, "", "cause_arrived")
        )

    def _try(self, step: Step, cause: Step) -> Outcome:
        """Folds an event in, now that ``cause`` came (itself, or what it waited for)."""
        event, known = step.event, self._known
        assert event is not None  # read, else it would not have come here
        view = known.views.get(step.subject)
        unknown = False
        if event.parent != (view.last_event if view is not None else None):
            past = self._past(step)
            unknown = event.parent is not None and event.parent not in past
            if unknown and not self._may_be_lost(step):
                return Outcome.WAITS
            if step.kind == "dossier_amended" and _same_field(event, past):
                return self._refuse(step, cause, view, "same_field")
        try:
            after = fold(view, event, step.hash)
        except Refused as wrong:
            why = wrong.errors[0].code
            if unknown or why == "cause_missing":
                return Outcome.WAITS
            return self._refuse(step, cause, view, why)
        except MEANINGLESS:
            self._not_applied.add(step.id)
            self._line("newer_event", step, cause, kind=step.kind, why="unreadable")
            return Outcome.REFUSED
        known.views[step.subject] = after
        self.changes.touched[step.subject] = cause.position
        self._applied(step, cause, view, after)
        return Outcome.APPLIED

    def _may_be_lost(self, step: Step) -> bool:
        """Whether a cause that is not here may be one of central's own that a restore lost.

        Those never come again; what goes without them is not held up.
        """
        return self._known.restored is not None and step.position > self._known.restored

    def _past(self, step: Step) -> dict[str, Past]:
        """Every other event of the subject that came before, by id."""
        found = dict(self._known.history(step.subject))
        for earlier in self._seen[step.subject]:
            found[earlier.id] = past_of(earlier)
        found.pop(step.id, None)
        waiting = {s.id for s in self._known.waiting.get(step.subject, ())}
        for id_ in (self._not_applied | waiting) & found.keys():
            found[id_] = Past(found[id_].parent)
        return found

    def _refuse(self, step: Step, cause: Step, view: DossierView | None, why: str) -> Outcome:
        self._not_applied.add(step.id)
        number = number_of(step)
        if number and view is not None:  # what was printed must be found again
            self._give(step, number)
        number = number or (view.number if view is not None else "")
        self._line("hard_conflict", step, cause, number, kind=step.kind, why=why)
        return Outcome.REFUSED

    def _applied(
        self, step: Step, cause: Step, before: DossierView | None, after: DossierView
    ) -> None:
        uid, changes = step.subject, self.changes
        if before is None:
            self._known.stations[uid] = step.station
        if before is None or before.content.fee_vnd != after.content.fee_vnd:
            changes.fees[uid] = after.content.fee_vnd
        if number := number_of(step):
            self._give(step, number)
            self._given_twice(step, cause, number)
        if before is None or before.content is not after.content or before.day != after.day:
            self._look_for_twin(step, cause, before, after)
            code = after.content.procedure_code
            if self._known.procedure_unknown(code):
                self._once("unknown_procedure", step, cause, after.number, code=code)
        self._late(step, cause, after.number)

    def _give(self, step: Step, number: str) -> None:
        key = fold_code(number)
        if step.subject not in self._known.numbers.setdefault(key, set()):
            self.changes.numbers[key, step.subject] = Given(
                key, step.subject, number, step.stream.hex(), step.seq
            )

    def _given_twice(self, step: Step, cause: Step, number: str) -> None:
        uids = self._known.numbers[fold_code(number)]
        others = sorted(uids - {step.subject})
        uids.add(step.subject)
        if others:
            self._line("number_twice", step, cause, number, other=others[0])

    def _look_for_twin(
        self, step: Step, cause: Step, before: DossierView | None, after: DossierView
    ) -> None:
        triple = triple_of(after.day, after.content)
        self._by_triple[triple][step.subject] = None
        if not is_taken(after) or (
            before is not None
            and is_taken(before)
            and triple == triple_of(before.day, before.content)
        ):
            return
        station = self._known.stations.get(step.subject, step.station)
        for twin in self._twins(triple, step.subject):
            if twin.station != station:
                self._line(
                    *("suspected_duplicate", step, cause, after.number),
                    other=twin.number,
                    other_station=str(twin.station),
                )
                return

    def _twins(self, triple: Triple, uid: str) -> Iterable[Twin]:
        found = {t.uid: t for t in self._known.twins(triple)}
        for other in self._by_triple[triple]:
            found.setdefault(other, Twin(other, self._known.stations.get(other, 0), ""))
        for other, twin in sorted(found.items()):
            view = self._known.views.get(other)
            if view is not None:
                if not is_taken(view) or triple_of(view.day, view.content) != triple:
                    continue
                twin = msgspec.structs.replace(twin, number=view.number)
            if other != uid:
                yield twin

    def _late(self, step: Step, cause: Step, number: str) -> None:
        if (
            step.day is not None
            and step.kind in WORK_OF_A_DAY
            and (step.station, step.day) in self._known.closed_days
        ):
            self._line(
                *("late_after_close", step, cause, number),
                day=step.day.isoformat(),
                kind=step.kind,
            )

    # --- all the rest -----------------------------------------------------------------

    def _stream_began(self, step: Step) -> None:
        body: ev.StreamBegan = _body(step)
        if body.reason == "forked":
            self._line("fork", step, step, before=body.before, before_seq=str(body.before_seq))

    def _day_closed(self, step: Step) -> None:
        body: ev.DayClosed = _body(step)
        place = (step.station, body.day)
        if place in self._known.closed_days:
            self._line("late_after_close", step, step, day=body.day.isoformat(), kind=step.kind)
            return
        self._known.closed_days.add(place)
        self.changes.days.append(Closing(*place, step.stream.hex(), step.seq, body.last, body))

    def _office_closed(self, step: Step) -> None:
        body: ev.OfficeClosed = _body(step)
        if body.day in self._known.closed_offices:
            self._line("late_after_close", step, step, day=body.day.isoformat(), kind=step.kind)
            return
        self._known.closed_offices.add(body.day)
        self.changes.offices.append((body.day, body))

    def _exception_resolved(self, step: Step) -> None:
        body: ev.ExceptionResolved = _body(step)
        assert step.event is not None  # read
        words = f"{body.decision}: {body.reason}"
        self.changes.resolutions.append(
            Resolution(body.exception, body.kind, "", step.received_at, step.event.actor, words)
        )

    def _revoked(self, step: Step) -> None:
        self._once("revoked_key", step, step, number_of(step), dossier=step.subject)

    def _unread(self, step: Step) -> None:
        if step.why == "newer":
            self._once("newer_event", step, step, "", kind=step.kind)
        else:
            self._line("newer_event", step, step, step.number, kind=step.kind, why=step.why)

    # --- lines ------------------------------------------------------------------------

    def _line(
        self,
        name: str,
        step: Step,
        cause: Step,
        number: str = "",
        *,
        event: str | None = None,
        **detail: str,
    ) -> None:
        line = Line(
            kind=name,
            stream=step.stream.hex(),
            seq=step.seq,
            event=step.id if event is None else event,
            subject=step.subject if step.kind in KINDS_OF_DOSSIER else "",
            number=number,
            station=step.station,
            owner=owner_of(name),
            raised_at=cause.received_at,
            detail=detail,
        )
        self.changes.lines.setdefault(line.cause, line)

    def _once(self, name: str, step: Step, cause: Step, number: str, **detail: str) -> None:
        """A cause with many events has one line a stream, at the first of them."""
        (value,) = detail.values()
        place = (name, step.stream.hex(), value)
        if place not in self._known.lined:
            self._known.lined.add(place)
            self._line(name, step, cause, number, event="", **detail)


def _same_field(event: ev.Event[Any], past: dict[str, Past]) -> bool:
    """Whether a field of an amendment was set meanwhile by somebody that its author had not seen.

    What it had seen is the chain of its parents.
    """
    own = frozenset(event.body.changes) | ({"due_at"} if event.body.due_changed else set())
    seen = set()
    at = event.parent
    while at is not None and at not in seen:
        seen.add(at)
        at = past[at].parent if at in past else None
    return any(own & p.fields for id_, p in past.items() if id_ not in seen)


def _body(step: Step) -> Any:
    assert step.event is not None  # read, else it would not have come here
    return step.event.body
