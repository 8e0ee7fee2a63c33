"""Fees and papers of a business day, from its events alone; see `core.domain.day_close`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from core.domain import events as ev

#: forms that leave the counter with an act, by its kind
PAPERS: Final = {
    "dossier_received": "receipt",
    "supplement_asked": "supplement",
    "dossier_refused": "refusal",
}


class Unprinted(Struct, frozen=True):
    """A dossier or slip of the day whose paper never left the printer."""

    uid: str
    number: str
    form: str
    at: datetime
    procedure_name: str
    owner: str
    officer_name: str


def fees_of(events: Iterable[ev.Event[Any]], before: Mapping[str, int]) -> int:
    """By how much the fees of all dossiers grew with these events, đồng.

    So the sum over all days is what all dossiers owe together.
    """
    now = dict(before)
    total = 0
    for event in events:
        known = now.get(event.subject, 0)
        if event.kind == "dossier_received":
            after = event.body.content.fee_vnd or 0
        elif event.kind == "dossier_amended" and "fee_vnd" in event.body.changes:
            after = event.body.changes["fee_vnd"] or 0
        elif event.kind == "dossier_cancelled":
            after = 0
        else:
            continue
        total += after - known
        now[event.subject] = after
    return total


def _wanted(events: Iterable[ev.Event[Any]]) -> dict[tuple[str, str], ev.Event[Any]]:
    """The act behind each paper that a citizen is to have, by dossier and form."""
    wanted: dict[tuple[str, str], ev.Event[Any]] = {}
    for event in events:
        uid = event.subject
        if event.kind in PAPERS:
            wanted.pop((uid, "supplement"), None)  # brought back: nobody waits for it any more
            wanted[uid, PAPERS[event.kind]] = event
        elif event.kind == "dossier_cancelled" or (
            event.kind == "result_returned" and event.body.at_once
        ):
            wanted.pop((uid, "receipt"), None)
    return wanted


def _printed(events: Iterable[ev.Event[Any]]) -> set[tuple[str, str]]:
    return {(e.subject, e.body.form) for e in events if e.kind == "form_printed"}


def papers_printed(events: Sequence[ev.Event[Any]]) -> int:
    return len(_printed(events) & _wanted(events).keys())


def without_paper(events: Sequence[ev.Event[Any]]) -> tuple[Unprinted, ...]:
    """Acts of these events whose paper was not printed within them."""
    printed = _printed(events)
    return tuple(
        Unprinted(
            uid=uid,
            number=event.body.number.text if event.body.number else "",
            form=form,
            at=event.at,
            procedure_name=event.body.content.procedure_name if event.body.content else "",
            owner=event.body.content.owner.name if event.body.content else "",
            officer_name=event.body.officer_name,
        )
        for (uid, form), event in _wanted(events).items()
        if (uid, form) not in printed
    )


# --- what else is told ------------------------------------------------------------------
