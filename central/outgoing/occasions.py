"""Which events a citizen is told of, read behind the projector and queued once each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct

from central.database import Conn, Database
from central.frames import Frame, read_steps
from central.outgoing.marks import Mark, advance, behind, restored_since, switch_on
from central.outgoing.texts import language_of
from central.steps import Step
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.dossier_view import DossierView

#: what happened longer ago is no news any more
OLDEST: Final = timedelta(days=3)
#: frames looked at in one transaction
AT_ONCE: Final = 2_000
#: ``events_moved`` may carry any of the others
_KINDS: Final = ["dossier_received", "supplement_asked", "decision_recorded", "events_moved"]


class Occasion(Struct, frozen=True):
    """Something to tell; ``id`` is the event's."""

    kind: str
    id: str
    uid: str
    at: datetime


def kind_of(event: ev.Event[Any], view: DossierView | None) -> str:
    """What an event means for the citizen, empty when nothing.

    An agency's new date for a dossier that it goes on working on, later than
    the one promised first, is the apology (form 04).
    """
    body = event.body
    if isinstance(body, ev.DossierReceived):
        return "accepted"
    if isinstance(body, ev.SupplementAsked):
        return "supplement"
    if not isinstance(body, ev.DecisionRecorded):
        return ""
    if body.state == State.FINISHED.key:
        return "ready"
    if body.state == State.SUPPLEMENT_ASKED.key:
        return "supplement"
    promised = view.original_due_at if view is not None else None
    later = body.due_at is not None and promised is not None and body.due_at > promised
    return "apology" if later else ""


def queue(db: Database, channel: str, now: datetime) -> None:
    """Queues the notices of all sites for one channel, whatever was told on another."""
    with db.transaction() as conn:
        if restored_since(conn, channel, now):
            # the backup does not know which of them were sent after it was made
            conn.execute(
                "UPDATE notice SET state = 'failed', reason = 'restored', updated_at = %s,"
                " next_at = NULL WHERE channel = %s AND state IN ('waiting', 'sending')",
                (now, channel),
            )
        switch_on(conn, channel, now, old=False)
    more = True
    while more:
        with db.transaction() as conn:
            more = any([_queue(conn, channel, mark, now) for mark in behind(conn, channel)])


def _queue(conn: Conn, channel: str, mark: Mark, now: datetime) -> bool:
    """Whether there is more of this site."""
    rows = conn.execute(
        "SELECT stream, seq, position, id, kind, subject, day, received_at, hash, bytes FROM frame"
        " WHERE site = %s AND position > %s AND position <= %s AND kind = ANY(%s)"
        " ORDER BY position LIMIT %s",
        (mark.site, mark.position, mark.projected, _KINDS, AT_ONCE),
    )
    frames = [Frame(*row) for row in rows]
    steps = [
        step
        for step in read_steps(conn, mark.site, frames, again=True)
        if step.event is not None and mark.since <= _at(step) >= now - OLDEST
    ]
    for found in _occasions(conn, mark.site, steps):
        conn.execute(
            "INSERT INTO notice (site, uid, kind, channel, occasion, state, next_at, updated_at,"
            " happened_at) VALUES (%s,%s,%s,%s,%s,'waiting',%s,%s,%s) ON CONFLICT DO NOTHING",
            (mark.site, found.uid, found.kind, channel, found.id, now, now, found.at),
        )
    full = len(frames) == AT_ONCE
    advance(conn, channel, mark.site, frames[-1].position if full else mark.projected)
    return full


def _at(step: Step) -> datetime:
    """When it happened, a claim; never after it came here."""
    assert step.event is not None  # chosen above
    return min(step.event.at, step.received_at)


def _occasions(conn: Conn, site: str, steps: list[Step]) -> Iterator[Occasion]:
    """Of dossiers that ask for notices, and of those that wait for their beginning."""
    uids = list({step.subject for step in steps})
    rows = conn.execute(
        "SELECT uid, view FROM dossier WHERE site = %s AND uid = ANY(%s)", (site, uids)
    )
    views = {uid: msgspec.convert(view, DossierView) for uid, view in rows}
    rows = conn.execute(
        "SELECT id FROM waiting WHERE site = %s AND subject = ANY(%s)", (site, uids)
    )
    waiting = {id_ for (id_,) in rows}
    for step in steps:
        view = views.get(step.subject)
        asked = view is not None and language_of(view.content.tags) != ""
        kind = kind_of(step.event, view) if step.event is not None else ""
        if kind and (asked or step.id in waiting):
            yield Occasion(kind, step.id, step.subject, _at(step))
