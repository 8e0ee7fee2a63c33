"""From a stored dossier to a PDF file, and the record that it was printed."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from core.domain.dossier import Dossier
from core.domain.errors import FieldError, Refused
from core.services.context import Context
from core.services.receipts import receipt_data, record_printed
from db import queries
from db.files import write_atomically
from db.store import Store

FORMS = ("receipt",)
#: a temporary file this old has no writer any more, seconds
_ABANDONED_S = 600


def render(dossier: Dossier, store: Store, context: Context, now: datetime) -> bytes:
    """Form 01 of a dossier as PDF; a second printing is marked as such.

    Raises:
        Refused: ``dossier_cancelled``, ``form_field_missing``.
    """
    from printing.forms.receipt import render_receipt  # reportlab is slow to import

    again = now if dossier.printed_at is not None else None
    data = receipt_data(dossier, store.station(), context.calendar, reprinted_at=again)
    return render_receipt(data)


def print_to_file(number: str, target: Path, store: Store, context: Context) -> None:
    """Writes the receipt of a dossier and logs that it was printed.

    Raises:
        Refused: ``dossier_unknown`` and those of `render`.
        EnvironmentFault: the target's disk is at fault; the dossier stays logged.
    """
    dossier = queries.dossier(store.conn, number)
    if dossier is None:
        raise Refused(FieldError("dossier_unknown", "code", {"code": number[:60]}))
    now = context.stated or context.clock()
    write_atomically(target, render(dossier, store, context, now), mode=0o644)
    record_printed(dossier.uid, "receipt", store, context)


def sweep(folder: Path) -> None:
    """Removes what a killed program left half written; whoever writes now is left alone."""
    for leftover in folder.glob(".*.pdf.*.tmp"):
        if time.time() - leftover.stat().st_mtime > _ABANDONED_S:
            leftover.unlink(missing_ok=True)


def file_name(number: str) -> str:
    """A file name for a printed number; codes hold only letters, digits, dots and dashes."""
    return "".join(c if c.isalnum() or c in ".-" else "_" for c in number) + ".pdf"
