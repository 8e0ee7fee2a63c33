"""Use cases: amend and cancel a dossier until it is handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from core.domain.account import Right
from core.domain.dossier import AMENDABLE, Content, Dossier, State, check_transition
from core.domain.errors import FieldError, Refused
from core.domain.events import DossierAmended, DossierCancelled
from core.domain.procedure import base_code
from core.ports.storage import Act, Storage
from core.services.amendment_input import read_amendment, read_reason
from core.services.context import Context, begin
from core.services.receive_dossier import deadline, deciding_agency


@dataclass(frozen=True, slots=True)
class Amended:
    """An amendment that is stored; ``job`` is the reprint waiting."""

    dossier: Dossier
    due_at: datetime | None
    due_changed: bool
    job: int
    warnings: tuple[FieldError, ...]


def amend_dossier(number: str, source: Any, store: Storage, context: Context) -> Amended:
    """Changes any field but code, day and station, with a reason.

    The due date is computed again from the time of receipt when procedure or
    limit changed; the receipt is to be printed again, marked as replacing the
    earlier one.

    Raises:
        Refused: unknown dossier, already handed over, bad fields, no reason.
    """
    context.require(Right.WRITE_DOSSIER)
    if not isinstance(source, dict):
        raise Refused(FieldError("wrong_type", "json"))
    with store.act() as act:
        before = _amendable(act, number)
        now = begin(act, context)
        reason, changes, warnings = read_amendment(
            source, before.content.owner, before.content.filer, now.day
        )
        after = _with(act, before.content, changes)
        due_changed = after.limit != before.content.limit
        due_at = before.due_at
        if due_changed:
            pack = next(p for p in context.packs if p.id == before.pack)
            promised = deadline(after.limit, before.received_at, pack, context)
            due_at = promised.due_at if promised else None
            warnings += promised.warnings if promised else (FieldError("limit_unknown", "limit"),)
        fields = _difference(before.content, after)
        if not fields:
            raise Refused(FieldError("nothing_to_change"))
        act.append(
            DossierAmended(reason, fields, due_at if due_changed else None, due_changed),
            subject=before.uid,
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
        )
        job = act.queue_print("receipt", before.id, reprint=True)
        changed = act.dossier(before.uid)
        assert changed is not None  # it was there a moment ago, in this transaction
    return Amended(changed, due_at, due_changed, job, tuple(warnings))


def cancel_dossier(number: str, source: Any, store: Storage, context: Context) -> Dossier:
    """Voids a dossier's code for ever, with a reason.

    Raises:
        Refused: unknown dossier, not in a state to cancel, no reason.
    """
    context.require(Right.WRITE_DOSSIER)
    reason = read_reason(source)
    with store.act() as act:
        before = _amendable(act, number)
        check_transition(before.state, State.CANCELLED)
        now = begin(act, context)
        act.append(
            DossierCancelled(reason),
            subject=before.uid,
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
        )
        act.prints_done("receipt", before.id)
        after = act.dossier(before.uid)
        assert after is not None
    return after


def _amendable(act: Act, number: str) -> Dossier:
    dossier = act.dossier(number)
    if dossier is None:
        raise Refused(FieldError("dossier_unknown", "code", {"code": number[:60]}))
    if dossier.at_intake:
        raise Refused(FieldError("slip_fixed", "code", {"number": dossier.number}))
    if dossier.state not in AMENDABLE:
        raise Refused(FieldError("not_amendable", "code", {"state": dossier.state.key}))
    return dossier


def _with(act: Act, content: Content, changes: dict[str, Any]) -> Content:
    """The content after the changes; a new procedure brings its name and limit."""
    code = changes.pop("procedure_code", None)
    if code is not None:
        found = act.procedure(base_code(code))
        if found is None:
            raise Refused(FieldError("procedure_unknown", "procedure_code", {"code": code}))
        procedure, version = found
        changes = {
            "limit": procedure.limit,
            "agency": deciding_agency(procedure, act.station.parent_org),
            "fee_vnd": procedure.fee_vnd,
            **changes,
            "procedure_code": procedure.code,
            "procedure_name": procedure.name,
            "procedure_version": version,
        }
    return msgspec.structs.replace(content, **changes)


def _difference(before: Content, after: Content) -> dict[str, Any]:
    """Fields that differ, as plain values for the event."""
    return {
        name: msgspec.to_builtins(getattr(after, name))
        for name in Content.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    }
