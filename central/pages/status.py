"""The public status page: dossier code and look-up characters in, state and dates out.

Nothing personal is read from the view but its state and dates, and an unknown
code answers exactly like wrong look-up characters. The characters are 20 bits:
tries are counted by address and by code, so that guessing takes years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Form, Query, Request, Response
from psycopg import Connection

from central.context import Context, context_of
from central.limits import caller_of
from central.pages.render import page
from central.pages.texts import LANGUAGES, STATES, TEXTS
from core.domain.dossier import State
from core.domain.dossier_view import DossierView
from core.domain.text import fold_code
from core.domain.timezone import VIETNAM

router = APIRouter(include_in_schema=False)
#: longest texts that a person may have meant
MAX_CODE, MAX_CHECK = 60, 8
#: these still run against a date
_RUNNING = frozenset({State.RECEIVED, State.PROCESSING, State.PAYMENT_ASKED})


@dataclass(frozen=True, slots=True)
class Found:
    """What the public may know of a dossier; times in Vietnam."""

    state: State
    number: str
    official: str
    place: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    as_of: datetime | None
    overdue: bool


def look_up(conn: Connection[Any], code: str, check: str, now: datetime) -> Found | None:
    """A dossier by any number printed for it and its look-up characters.

    Args:
        conn: inside a transaction.
        code: as typed; separators and case do not matter.
        check: as typed; O, I and L are read as 0 and 1.
        now: central's clock, to tell what is overdue.
    """
    wanted = fold_code(check).upper().translate(str.maketrans("OIL", "011"))
    rows = conn.execute(
        "SELECT d.view, s.name, t.last_contact FROM dossier_number n"
        " JOIN dossier d USING (site, uid) JOIN site s USING (site)"
        " LEFT JOIN station t ON t.site = d.site AND t.station = d.station"
        " WHERE n.key = %s LIMIT 5",
        (fold_code(code),),
    ).fetchall()
    for held, place, as_of in rows:
        view = msgspec.convert(held, DossierView)
        if view.lookup_code and compare_digest(view.lookup_code.encode(), wanted.encode()):
            return _public(view, place, as_of, now)
    return None


def _public(view: DossierView, place: str, as_of: datetime | None, now: datetime) -> Found:
    return Found(
        state=view.state,
        number=view.number,
        official=view.official_code if view.official_code != view.number else "",
        place=place,
        received_at=_here(view.received_at),
        due_at=_here(view.due_at) if view.due_at else None,
        finished_at=_here(view.finished_at) if view.finished_at else None,
        returned_at=_here(view.returned_at) if view.returned_at else None,
        as_of=_here(as_of) if as_of else None,
        overdue=view.due_at is not None and view.due_at < now and view.state in _RUNNING,
    )


def _here(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM)


def language_of(request: Request, asked: str) -> str:
    """``vi`` unless English was asked for, or the browser knows no Vietnamese."""
    if asked in LANGUAGES:
        return asked
    accepted = request.headers.get("accept-language", "").lower()
    return "en" if accepted.startswith("en") and "vi" not in accepted else "vi"


@router.get("/")
def form(request: Request, lang: Annotated[str, Query(max_length=5)] = "") -> Response:
    """The empty form."""
    return _answer(request, language_of(request, lang))


@router.post("/")
def ask(
    request: Request,
    code: Annotated[str, Form()] = "",
    check: Annotated[str, Form()] = "",
    lang: Annotated[str, Form()] = "",
) -> Response:
    """The answer, by POST so that neither code nor characters end in a log or a history."""
    language = language_of(request, lang)
    context = context_of(request)
    code, check = code.strip()[:MAX_CODE], check.strip()[:MAX_CHECK]
    if not fold_code(code) or not fold_code(check):
        return _answer(request, language, 400, code=code, problem="missing")
    wait = _too_often(context, request, code)
    if wait:
        return _answer(request, language, 429, code=code, problem="too_often", wait=wait)
    with context.db.transaction() as conn:
        found = look_up(conn, code, check, context.clock())
    if found is None:
        return _answer(request, language, 404, code=code, problem="not_found")
    return _answer(request, language, found=found)


def _too_often(context: Context, request: Request, code: str) -> int:
    """Whole seconds to wait, 0 when the question may be asked."""
    address = caller_of(request.client.host if request.client else "")
    wait = max(context.lookups.take(address), context.codes_asked.take(fold_code(code)))
    return int(wait) + 1 if wait else 0


def _answer(
    request: Request,
    language: str,
    status: int = 200,
    *,
    code: str = "",
    problem: str = "",
    wait: int = 0,
    found: Found | None = None,
) -> Response:
    texts = TEXTS[language]
    other = "en" if language == "vi" else "vi"
    headers = {"Retry-After": str(wait)} if wait else {}
    return page(
        request,
        "status.html",
        status,
        headers,
        lang=language,
        other=other,
        t=texts,
        code=code,
        problem=texts[problem].format(seconds=wait) if problem else "",
        hint=texts["not_found_hint"] if problem == "not_found" else "",
        found=found,
        state=STATES[language].get(found.state, ("", "")) if found else ("", ""),
    )
