"""From a stored dossier to a PDF file, and the record that it was printed."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from core.domain.dossier import Dossier
from core.domain.errors import FieldError, Refused
from core.services.context import Context
from core.services.receipts import receipt_data, record_printed
from core.services.slips import refusal_data, supplement_data
from db import queries
from db.files import write_atomically
from db.store import Store

FORMS = ("receipt", "supplement", "refusal")
#: a temporary file this old has no writer any more, seconds
_ABANDONED_S = 600


def render(form: str, dossier: Dossier, store: Store, context: Context, now: datetime) -> bytes:
    """A form of a dossier as PDF; a second printing is marked as such.

    Raises:
        Refused: ``form_unknown``, ``form_not_issued`` when the dossier never
            had it, ``dossier_cancelled``, ``form_field_missing``.
    """
    printed = queries.form_printed(store.conn, dossier.id, form)
    again = now if printed is not None else None
    station = store.station()
    if form == "receipt" and not dossier.at_intake:
        from printing.forms.receipt import render_receipt  # reportlab is slow to import

        return render_receipt(receipt_data(dossier, station, context.calendar, reprinted_at=again))
    if form == "supplement" and (asked := queries.supplement(store.conn, dossier.id)):
        from printing.forms.supplement import render_supplement

        return render_supplement(supplement_data(dossier, asked, station, reprinted_at=again))
    if form == "refusal" and (refused := queries.refusal(store.conn, dossier.id)):
        from printing.forms.refusal import render_refusal

        return render_refusal(refusal_data(dossier, refused, station, reprinted_at=again))
    raise _not_there(form, dossier)


def check_issued(form: str, dossier: Dossier, store: Store) -> None:
    """Raises Refused (``form_unknown``, ``form_not_issued``) when a dossier never had a form."""
    had = {
        "receipt": not dossier.at_intake,
        "supplement": queries.supplement(store.conn, dossier.id) is not None,
        "refusal": queries.refusal(store.conn, dossier.id) is not None,
    }
    if not had.get(form):
        raise _not_there(form, dossier)


def _not_there(form: str, dossier: Dossier) -> Refused:
    code = "form_not_issued" if form in FORMS else "form_unknown"
    return Refused(FieldError(code, "name", {"name": form[:40], "code": dossier.number}))


def print_to_file(form: str, number: str, target: Path, store: Store, context: Context) -> None:
    """Writes a form of a dossier and logs that it was printed.

    Raises:
        Refused: ``dossier_unknown`` and those of `render`.
        EnvironmentFault: the target's disk is at fault; the dossier stays logged.
    """
    dossier = queries.dossier(store.conn, number)
    if dossier is None:
        raise Refused(FieldError("dossier_unknown", "code", {"code": number[:60]}))
    now = context.stated or context.clock()
    write_atomically(target, render(form, dossier, store, context, now), mode=0o644)
    record_printed(dossier.uid, form, store, context)


def sweep(folder: Path) -> None:
    """Removes what a killed program left half written; whoever writes now is left alone."""
    for leftover in folder.glob(".*.pdf.*.tmp"):
        if time.time() - leftover.stat().st_mtime > _ABANDONED_S:
            leftover.unlink(missing_ok=True)


def file_name(number: str) -> str:
    """A file name for a printed number; codes hold only letters, digits, dots and dashes."""
    return "".join(c if c.isalnum() or c in ".-" else "_" for c in number) + ".pdf"
