"""Use case: a person decides about a line of central's exception list (design §6.3)."""

from __future__ import annotations

from typing import Final

from core.domain.account import Right
from core.domain.dossier import AMENDABLE, Dossier
from core.domain.errors import FieldError, Refused
from core.domain.events import Body, DossierCancelled, ExceptionResolved
from core.domain.text import clean_note
from core.ports.exchange import LooseEnd
from core.ports.storage import Storage
from core.services.context import Context, begin

#: characters of a reason
LONGEST: Final = 1000
NOTED, KEEP, CANCEL_THIS, CANCEL_OTHER = "noted", "keep", "cancel_this", "cancel_other"
#: what may be decided at the counter, by kind of line; a kind of a newer central is only noted
DECISIONS: Final = {
    "suspected_duplicate": (KEEP, CANCEL_THIS, CANCEL_OTHER, NOTED),
    "number_twice": (KEEP, CANCEL_THIS, CANCEL_OTHER, NOTED),
    "hard_conflict": (KEEP, NOTED),
    "late_after_close": (KEEP, NOTED),
    "fork": (NOTED,),
    "cause_missing": (NOTED,),
}


def decisions(line: LooseEnd, dossier: Dossier | None) -> tuple[str, ...]:
    """What may be decided about a line, the usual first; none when it is the province's.

    Args:
        line: of the exception list.
        dossier: its dossier, when it is this station's.
    """
    if line.owner != "site":
        return ()
    ours = dossier is not None and dossier.state in AMENDABLE
    choices = DECISIONS.get(line.kind, (NOTED,))
    return tuple(each for each in choices if ours or each != CANCEL_THIS)


def resolve_exception(
    line: int, decision: str, reason: str, store: Storage, context: Context
) -> ExceptionResolved:
    """Logs a decision; central closes the line when it gets it.

    ``cancel_this`` voids the line's dossier, which must be this station's, in
    the same act. ``cancel_other`` leaves the cancelling to the other station.

    Raises:
        Refused: ``not_permitted``, ``exception_unknown`` (also when somebody decided
            already), ``exception_of_province``, ``not_a_choice``, ``missing`` reason,
            ``too_long``.
    """
    context.require(Right.ADMINISTER)
    words = clean_note(reason)
    if not words:
        raise Refused(FieldError("missing", "reason"))
    if len(words) > LONGEST:
        raise Refused(FieldError("too_long", "reason", {"length": len(words), "limit": LONGEST}))
    with store.act() as act:
        found = act.loose_end(line)
        if found is None:
            raise Refused(FieldError("exception_unknown", "line", {"line": line}))
        dossier = act.dossier(found.subject) if found.subject else None
        choices = decisions(found, dossier)
        if not choices:
            raise Refused(FieldError("exception_of_province", "line"))
        if decision not in choices:
            params = {"choices": ", ".join(choices)}
            raise Refused(FieldError("not_a_choice", "decision", params))
        cancels = decision == CANCEL_THIS and dossier is not None
        now = begin(act, context, opens=cancels)
        body = ExceptionResolved(found.id, found.kind, decision, words)
        bodies: list[tuple[Body, str]] = [(body, f"exception:{found.id}")]
        if cancels and dossier is not None:
            bodies.insert(0, (DossierCancelled(words), dossier.uid))
            act.prints_done("receipt", dossier.id)
        for each, subject in bodies:
            act.append(
                each,
                subject=subject,
                actor=context.actor.login,
                at=now.clock,
                day=now.day,
                doubtful=now.doubtful,
            )
    return body
