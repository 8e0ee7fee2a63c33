"""A dossier as its events make it: one pure fold for station, hub and central (design §3).

`fold` takes what is known of a dossier and one more event and gives what is
known then. It knows neither tables nor clocks; who stores the result and in
which order events come is the caller's affair.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct

from core.domain import events as ev
from core.domain.dossier import AMENDABLE, Content, State, check_transition
from core.domain.errors import FieldError, Refused
from core.domain.numbering import Number, lookup_code
from core.domain.timezone import VIETNAM


class DossierView(Struct, frozen=True, omit_defaults=True):
    """A dossier as it stands after its last event.

    Numbers and times as in `core.domain.dossier.Dossier`; ``finished_at`` is
    the instant that decides early, on time or late (domain reference §5.5).
    """

    uid: str
    number: str
    state: State
    day: date
    received_at: datetime
    pack: str
    book: str
    register_no: int
    lookup_code: str
    officer: str
    officer_name: str
    last_event: str
    content: Content
    official_code: str = ""
    provisional_number: str = ""
    slip_number: str = ""
    due_at: datetime | None = None
    original_due_at: datetime | None = None
    doubtful: bool = False
    amended_at: datetime | None = None
    printed_at: datetime | None = None
    supplement_until: date | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    reason: str = ""


#: kinds of events whose subject is a dossier
KINDS_OF_DOSSIER = frozenset(
    {
        "dossier_received",
        "supplement_asked",
        "dossier_refused",
        "dossier_amended",
        "dossier_cancelled",
        "result_returned",
        "form_printed",
        "code_bound",
        "decision_recorded",
        "portal_dossier_arrived",
    }
)


def fold(view: DossierView | None, event: ev.Event[Any], digest: bytes) -> DossierView:
    """What is known of a dossier after one more event.

    Args:
        view: what was known, None for a subject never seen.
        event: an event of a kind in `KINDS_OF_DOSSIER`.
        digest: the event's chain hash, 32 bytes.

    Raises:
        Refused: ``cause_missing`` when the dossier's beginning has not come
            yet, ``transition_not_allowed`` or ``already_begun`` when the event
            does not fit what is known: a conflict that a person decides.
    """
    if view is None:
        begin = _BEGIN.get(event.kind)
        begun = begin(event, digest) if begin else None
        if begun is None:
            raise Refused(FieldError("cause_missing", event.kind))
        return begun
    after = _GO_ON[event.kind](view, event, digest)
    return msgspec.structs.replace(after, last_event=event.id)


def changed(content: Content, changes: dict[str, Any]) -> Content:
    """The content after an amendment's field changes."""
    return msgspec.convert(msgspec.to_builtins(content) | changes, Content)


def _move(view: DossierView, after: State, **fields: Any) -> DossierView:
    check_transition(view.state, after)
    return msgspec.structs.replace(view, state=after, **fields)


def _numbers(number: Number) -> dict[str, Any]:
    if number.provisional:
        return {"number": number.text, "provisional_number": number.text}
    return {"number": number.text, "official_code": number.text}


def _received(event: ev.Event[Any], digest: bytes) -> DossierView:
    body: ev.DossierReceived = event.body
    return DossierView(
        uid=event.subject,
        state=State.RECEIVED,
        day=body.number.day,
        received_at=body.received_at,
        pack=body.pack,
        book=body.book,
        register_no=body.register_no,
        lookup_code=lookup_code(digest),
        officer=event.actor,
        officer_name=body.officer_name,
        last_event=event.id,
        content=body.content,
        due_at=body.due_at,
        original_due_at=body.due_at,
        doubtful=event.doubtful,
        **_numbers(body.number),
    )


def _received_after_slip(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    if view.official_code or view.provisional_number:
        raise Refused(FieldError("already_begun", "number", {"number": view.number}))
    check_transition(view.state, State.RECEIVED)
    return msgspec.structs.replace(_received(event, digest), slip_number=view.slip_number)


def _sent_away(
    event: ev.Event[Any], digest: bytes, at: datetime, state: State
) -> DossierView | None:
    body: ev.SupplementAsked | ev.DossierRefused = event.body
    if body.number is None or body.content is None:
        return None
    return DossierView(
        uid=event.subject,
        number=body.number.text,
        slip_number=body.number.text,
        state=state,
        day=body.number.day,
        received_at=at,
        pack=body.pack,
        book=body.book,
        register_no=body.register_no,
        lookup_code=lookup_code(digest),
        officer=event.actor,
        officer_name=body.officer_name,
        last_event=event.id,
        content=body.content,
        doubtful=event.doubtful,
        reason=body.reason,
    )


def _supplement_first(event: ev.Event[Any], digest: bytes) -> DossierView | None:
    return _sent_away(event, digest, event.body.asked_at, State.SUPPLEMENT_ASKED)


def _refused_first(event: ev.Event[Any], digest: bytes) -> DossierView | None:
    return _sent_away(event, digest, event.body.refused_at, State.NOT_ACCEPTED)


def _supplement(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    body: ev.SupplementAsked = event.body
    return _move(
        view,
        State.SUPPLEMENT_ASKED,
        number=body.number.text if body.number else view.number,
        content=body.content or view.content,
        reason=body.reason,
        supplement_until=body.until,
    )


def _refused(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    body: ev.DossierRefused = event.body
    number = body.number.text if body.number else view.number
    content = body.content or view.content  # at intake they may have brought something else
    return _move(view, State.NOT_ACCEPTED, number=number, reason=body.reason, content=content)


def _amended(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    body: ev.DossierAmended = event.body
    if view.state not in AMENDABLE:
        raise Refused(
            FieldError("transition_not_allowed", "state", {"before": view.state.key, "after": ""})
        )
    return msgspec.structs.replace(
        view,
        content=changed(view.content, body.changes),
        due_at=body.due_at if body.due_changed else view.due_at,
        amended_at=event.at,
    )


def _cancelled(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    return _move(view, State.CANCELLED, reason=event.body.reason)


def _returned(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    body: ev.ResultReturned = event.body
    if body.at_once:
        view = _move(view, State.FINISHED)
    return _move(
        view, State.RETURNED, finished_at=body.finished_at, returned_at=body.returned_at, reason=""
    )


def _printed(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    if event.body.form != "receipt":
        return view
    return msgspec.structs.replace(view, printed_at=event.body.printed_at)


def _code_bound(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    code = event.body.number.text
    if view.official_code not in ("", code):
        raise Refused(FieldError("already_begun", "number", {"number": view.official_code}))
    return msgspec.structs.replace(view, official_code=code, number=code)


def _decided(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    body: ev.DecisionRecorded = event.body
    state = next((each for each in State if each.key == body.state), None)
    if state is None:  # of a newer central
        raise Refused(
            FieldError(
                "transition_not_allowed", "state", {"before": view.state.key, "after": body.state}
            )
        )
    fields: dict[str, Any] = {"reason": body.note}
    if body.due_at is not None:
        fields["due_at"] = body.due_at
    if state is State.FINISHED:
        fields["finished_at"] = body.decided_at
    return _move(view, state, **fields)


def _portal(event: ev.Event[Any], digest: bytes) -> DossierView:
    body: ev.PortalDossierArrived = event.body
    return DossierView(
        uid=event.subject,
        number=body.portal_code,
        state=State.REGISTERED,
        day=event.day or body.submitted_at.astimezone(VIETNAM).date(),
        received_at=body.submitted_at,
        pack="",
        book="",
        register_no=0,
        lookup_code=lookup_code(digest),
        officer="",
        officer_name="",
        last_event=event.id,
        content=body.content,
    )


def _twice(view: DossierView, event: ev.Event[Any], digest: bytes) -> DossierView:
    raise Refused(FieldError("already_begun", "number", {"number": view.number}))


_BEGIN: dict[str, Callable[[ev.Event[Any], bytes], DossierView | None]] = {
    "dossier_received": _received,
    "supplement_asked": _supplement_first,
    "dossier_refused": _refused_first,
    "portal_dossier_arrived": _portal,
}
_GO_ON: dict[str, Callable[[DossierView, ev.Event[Any], bytes], DossierView]] = {
    "dossier_received": _received_after_slip,
    "supplement_asked": _supplement,
    "dossier_refused": _refused,
    "dossier_amended": _amended,
    "dossier_cancelled": _cancelled,
    "result_returned": _returned,
    "form_printed": _printed,
    "code_bound": _code_bound,
    "decision_recorded": _decided,
    "portal_dossier_arrived": _twice,
}
