"""A person of the province decides about a line of the exception list (design §6.3).

The decision is an event of central's own stream of the site, so that the
site's stations see it too; the projector closes the line when it gets there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from central.database import Conn
from central.keys import CentralKeys
from central.streams import OWN, append, lock_site
from core.domain.errors import FieldError, Refused
from core.domain.events import ExceptionResolved
from core.domain.text import clean_note

#: characters of a reason
LONGEST: Final = 1000
KEEP, CANCEL_OTHER, NOTED = "keep", "cancel_other", "noted"
#: what may be decided from afar, the usual first; a station may also cancel its own dossier
DECISIONS: Final = {
    "suspected_duplicate": (KEEP, CANCEL_OTHER, NOTED),
    "number_twice": (KEEP, CANCEL_OTHER, NOTED),
    "hard_conflict": (KEEP, NOTED),
    "late_after_close": (KEEP, NOTED),
}


def decisions(kind: str) -> tuple[str, ...]:
    """What may be decided about a line of a kind."""
    return DECISIONS.get(kind, (NOTED,))


def resolve_line(
    conn: Conn,
    keys: CentralKeys,
    site: str,
    line: int,
    decision: str,
    reason: str,
    actor: str,
    now: datetime,
) -> ExceptionResolved:
    """Writes a decision; what it asks of a dossier is done by the station that holds it.

    Args:
        conn: inside a transaction.
        keys: central's.
        site: whose list.
        line: its number.
        decision: of `decisions`.
        reason: in the operator's words, for the site to read.
        actor: the operator.
        now: central's clock, aware.

    Raises:
        Refused: ``site_unknown``, ``exception_unknown``, ``exception_closed``,
            ``not_a_choice``, ``missing`` reason, ``too_long``.
    """
    words = clean_note(reason)
    if not words:
        raise Refused(FieldError("missing", "reason"))
    if len(words) > LONGEST:
        raise Refused(FieldError("too_long", "reason", {"length": len(words), "limit": LONGEST}))
    try:
        lock_site(conn, site)
    except LookupError:
        raise Refused(FieldError("site_unknown", "site", {"site": site[:40]})) from None
    row = conn.execute(
        "SELECT kind, resolved_at FROM exception WHERE site = %s AND id = %s::numeric",
        (site, line),
    ).fetchone()
    if row is None:
        raise Refused(FieldError("exception_unknown", "line", {"line": line}))
    if row[1] is not None or decided(conn, site, line):
        raise Refused(FieldError("exception_closed", "line", {"line": line}))
    if decision not in decisions(row[0]):
        choices = ", ".join(decisions(row[0]))
        raise Refused(FieldError("not_a_choice", "decision", {"choices": choices}))
    body = ExceptionResolved(line, row[0], decision, words)
    append(conn, keys, site, [(body, _subject(line))], actor=actor, now=now)
    return body


def decided(conn: Conn, site: str, line: int) -> bool:
    """Whether the province decided about a line, also when the tables do not follow yet."""
    row = conn.execute(
        "SELECT 1 FROM frame f JOIN stream s USING (site, stream) WHERE f.site = %s"
        " AND f.subject = %s AND f.kind = 'exception_resolved' AND s.station = %s LIMIT 1",
        (site, _subject(line), OWN),
    ).fetchone()
    return row is not None


def _subject(line: int) -> str:
    return f"exception:{line}"
