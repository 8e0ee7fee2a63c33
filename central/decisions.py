"""What agencies and the portal tell a site, and codes bound by central (design §4, §6.5)."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from psycopg import Connection

from central.ingest import Sender
from central.keys import CentralKeys
from central.leases import take
from central.streams import OWN, append, lock_site
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.dossier_view import DossierView
from core.domain.errors import FieldError, Refused
from core.domain.numbering import Number
from core.domain.procedure import agency_key
from core.domain.text import fold_code

#: what an agency may tell of a dossier; the counter alone hands out
DECIDED = (
    State.PROCESSING,
    State.SUPPLEMENT_ASKED,
    State.PAYMENT_ASKED,
    State.STOPPED,
    State.FINISHED,
)


def find(conn: Connection[Any], number: str) -> tuple[str, DossierView]:
    """``(site, dossier)`` by any number printed for it.

    Raises:
        Refused: ``dossier_unknown``; ``number_ambiguous`` when it was given twice.
    """
    rows = conn.execute(
        "SELECT d.site, d.view FROM dossier_number n JOIN dossier d USING (site, uid)"
        " WHERE n.key = %s LIMIT 2",
        (fold_code(number),),
    ).fetchall()
    if len(rows) != 1:
        code = "number_ambiguous" if rows else "dossier_unknown"
        raise Refused(FieldError(code, "code", {"code": number[:60]}))
    return rows[0][0], msgspec.convert(rows[0][1], DossierView)


def record_decision(
    conn: Connection[Any],
    keys: CentralKeys,
    number: str,
    decision: ev.DecisionRecorded,
    actor: str,
    now: datetime,
) -> None:
    """An agency's decision on a dossier, handed back to the site that holds it.

    Raises:
        Refused: ``dossier_unknown``, ``not_a_choice`` for a state that no
            agency gives.
    """
    if decision.state not in {state.key for state in DECIDED}:
        choices = ", ".join(state.key for state in DECIDED)
        raise Refused(FieldError("not_a_choice", "state", {"choices": choices}))
    site, view = find(conn, number)
    append(conn, keys, site, [(decision, view.uid)], actor=actor, now=now)


def portal_uid(portal_code: str) -> str:
    """The uid of a dossier of the portal: the same code is the same dossier."""
    return hashlib.sha256(b"portal\0" + portal_code.encode()).hexdigest()[:32]


def portal_dossier(
    conn: Connection[Any],
    keys: CentralKeys,
    site: str,
    arrived: ev.PortalDossierArrived,
    actor: str,
    now: datetime,
) -> str:
    """A dossier filed on the portal goes to a site's inbox; the same code only once.

    Returns:
        Its uid.

    Raises:
        LookupError: no such site.
    """
    portal_dossiers(conn, keys, site, [arrived], actor, now)
    return portal_uid(arrived.portal_code)


def portal_dossiers(
    conn: Connection[Any],
    keys: CentralKeys,
    site: str,
    arrived: Sequence[ev.PortalDossierArrived],
    actor: str,
    now: datetime,
) -> set[str]:
    """Several at once; the codes of those that were not there yet.

    Raises:
        LookupError: no such site.
    """
    lock_site(conn, site)
    by_uid = {portal_uid(each.portal_code): each for each in reversed(arrived)}
    known = conn.execute(
        "SELECT DISTINCT subject FROM frame WHERE site = %s AND subject = ANY(%s)",
        (site, list(by_uid)),
    ).fetchall()
    for (uid,) in known:
        del by_uid[uid]
    if by_uid:
        bodies = [(each, uid) for uid, each in reversed(by_uid.items())]
        append(conn, keys, site, bodies, actor=actor, now=now)
    return {each.portal_code for each in by_uid.values()}


def bind_code(
    conn: Connection[Any],
    keys: CentralKeys,
    number: str,
    code: str,
    actor: str,
    now: datetime,
    *,
    given: Container[str] = (),
) -> bool:
    """Binds the official code that the province's system gave to a provisional number.

    Args:
        conn: inside a transaction.
        keys: central's.
        number: any printed for the dossier.
        code: the official one.
        actor: the operator.
        now: central's clock.
        given: codes, folded, of a moment ago, where the tables may not follow yet.

    Returns:
        Whether it was bound now; False when it was already.

    Raises:
        Refused: ``dossier_unknown``, ``number_ambiguous``, ``code_bound_already``
            to another code, ``code_taken`` by another dossier.
    """
    site, view = find(conn, number)
    lock_site(conn, site)
    held = view.official_code or _bound(conn, site, [view.uid]).get(view.uid, "")
    if fold_code(held) == fold_code(code):
        return False
    if held:
        raise Refused(FieldError("code_bound_already", "code", {"code": held}))
    taken = conn.execute(
        "SELECT 1 FROM dossier_number WHERE key = %s AND (site, uid) <> (%s, %s) LIMIT 1",
        (fold_code(code), site, view.uid),
    ).fetchone()
    if taken is not None or fold_code(code) in given:
        raise Refused(FieldError("code_taken", "code", {"code": code}))
    body = ev.CodeBound(Number(code, view.day, 0))
    append(conn, keys, site, [(body, view.uid)], actor=actor, now=now)
    return True


def _bound(conn: Connection[Any], site: str, uids: Sequence[str]) -> dict[str, str]:
    """Codes that were bound to dossiers, whether the tables follow already or not."""
    rows = conn.execute(
        "SELECT f.subject, f.bytes FROM frame f JOIN stream s USING (site, stream)"
        " WHERE f.site = %s AND f.subject = ANY(%s) AND f.kind = 'code_bound' AND s.station = %s",
        (site, list(uids), OWN),
    )
    return {subject: ev.decode(bytes(data)).body.number.text for subject, data in rows}


@dataclass(frozen=True, slots=True)
class Bound:
    """What `bind_provisional` did.

    Attributes:
        bound: codes given.
        unknown: dossiers whose agency's identifier is not known here, or whose
            day has no ordinals to give.
        last: position of the last one looked at; None when there are no more.
    """

    bound: int
    unknown: int
    last: int | None = None


def bind_provisional(
    conn: Connection[Any],
    keys: CentralKeys,
    site: str,
    now: datetime,
    *,
    after: int = 0,
    most: int = 500,
) -> Bound:
    """Gives official codes to provisional dossiers, where the province lets central do so.

    Ordinals come from central's own leases of the dossier's day, so that they
    never meet a station's.

    Args:
        conn: inside a transaction.
        keys: central's.
        site: its code.
        now: central's clock.
        after: position after which to look, see `Bound.last`.
        most: dossiers to look at.
    """
    row = conn.execute(
        "SELECT s.binds, c.code_pattern, c.ordinal_width FROM site s, central c WHERE s.site = %s",
        (site,),
    ).fetchone()
    if row is None or not row[0]:
        return Bound(0, 0)
    rows = conn.execute(
        "SELECT position, view FROM dossier d WHERE site = %s AND official_code = ''"
        " AND view->>'provisional_number' <> '' AND state <> %s AND position > %s"
        " AND NOT EXISTS (SELECT 1 FROM frame f WHERE f.site = d.site AND f.subject = d.uid"
        "  AND f.kind = 'code_bound') ORDER BY position FETCH FIRST %s ROWS WITH TIES",
        (site, State.CANCELLED.value, after, most),
    ).fetchall()
    views = [msgspec.convert(view, DossierView) for _, view in rows]
    codes = _codes(conn, site, views, row[1], row[2])
    bodies: list[tuple[ev.Body, str]] = []
    if codes:  # the days' ordinals first, then the site: the order of leases
        lock_site(conn, site)
        meanwhile = _bound(conn, site, list(codes))
        bodies = [
            (ev.CodeBound(codes[view.uid]), view.uid)
            for view in views
            if view.uid in codes and view.uid not in meanwhile
        ]
    if bodies:
        append(conn, keys, site, bodies, actor="central", now=now)
    last = rows[-1][0] if len(rows) >= most else None
    return Bound(len(bodies), len(views) - len(codes), last)


def _codes(
    conn: Connection[Any], site: str, views: Sequence[DossierView], pattern: str, width: int
) -> dict[str, Number]:
    """A code for each dossier that can have one, by uid; days in one order of locks."""
    found: dict[str, Number] = {}
    identifiers: dict[str, str] = {}
    for view in sorted(views, key=lambda each: each.day):  # in a day as they came
        agency = view.content.agency
        if agency not in identifiers:
            identifiers[agency] = _identifier(conn, agency)
        identifier = identifiers[agency]
        ordinal = _ordinal(conn, view.day, site) if identifier else None
        if ordinal is None:
            continue
        text = pattern.format(
            agency=identifier, yymmdd=f"{view.day:%y%m%d}", ordinal=f"{ordinal:0{width}d}"
        )
        found[view.uid] = Number(text, view.day, ordinal, agency_id=identifier)
    return found


def _identifier(conn: Connection[Any], agency: str) -> str:
    row = conn.execute(
        "SELECT identifier FROM agency WHERE key = %s", (agency_key(agency),)
    ).fetchone()
    return str(row[0]) if row else ""


def _ordinal(conn: Connection[Any], day: date, site: str) -> int | None:
    """The next ordinal of central's own block of a day."""
    taken = take(conn, day, 1, Sender(site, OWN, b"", "central"), bytes(16))
    return taken[0] if taken else None
