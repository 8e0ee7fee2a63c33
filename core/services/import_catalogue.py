"""Use case: import the catalogue of procedures, new versions only where changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from core.domain.account import Right
from core.domain.catalogue_file import PART, read_catalogue
from core.domain.events import ProceduresImported
from core.domain.procedure import Procedure
from core.ports.storage import Storage
from core.services.context import Context, begin


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; counts of the whole file."""

    rows: int
    new: int
    changed: int
    unchanged: int
    local_keys: int
    limit_asked: int
    fee_unknown: int


def import_catalogue(data: bytes, origin: str, store: Storage, context: Context) -> Imported:
    """Imports a catalogue file; importing it again changes nothing.

    Args:
        data: the file.
        origin: where it came from, kept in the journal.

    Raises:
        Refused: the file is not a catalogue; nothing was imported.
    """
    context.require(Right.ADMINISTER)
    procedures = read_catalogue(data)
    digest = hashlib.sha256(data).hexdigest()
    new = changed = 0
    with store.act() as act:
        now = begin(act, context, opens=False)
        differing: list[Procedure] = []
        for procedure in procedures:
            known = act.procedure(procedure.code)
            if known is None:
                new += 1
            elif known[0] != procedure:
                changed += 1
            else:
                continue
            differing.append(procedure)
        for start in range(0, len(differing), PART):
            act.append(
                ProceduresImported(origin, digest, tuple(differing[start : start + PART])),
                subject="catalogue",
                actor=context.actor.login,
                at=now.clock,
                day=now.day,
                doubtful=now.doubtful,
            )
    return Imported(
        rows=len(procedures),
        new=new,
        changed=changed,
        unchanged=len(procedures) - new - changed,
        local_keys=sum(p.local_key for p in procedures),
        limit_asked=sum(not p.limit for p in procedures),
        fee_unknown=sum(p.fee_vnd is None for p in procedures),
    )
