"""Operators' way in and out: log-in, session cookie, forms that only we can have made.

Every page below ``/tinh`` but these depends on `signed_in`; every form on
`own_form`. The cookie is the session's, or before log-in a nonce, so that the
log-in form has its token too; signing in replaces it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from central import operators
from central.context import context_of
from central.limits import caller_of
from central.operators import NotIn, Session
from central.pages.operator_words import Words
from central.pages.render import page
from central.pages.texts import LANGUAGES
from core.domain.text import clean

router = APIRouter(prefix="/tinh", include_in_schema=False)
LOGIN: Final = "/tinh/dang-nhap"
HOME: Final = "/tinh"
_PATH: Final = re.compile(r"/tinh(/[A-Za-z0-9][A-Za-z0-9._-]{0,59}){0,4}")
#: where a form may come from, as browsers say it themselves
_OURS: Final = ("", "same-origin", "none")
_LONGEST: Final = 1000


class SignInNeeded(Exception):
    """Nobody is signed in; ``back`` is where to go on afterwards."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


class FormRefused(Exception):
    """A form that we did not make for this session; nothing was done."""


# --- who is at work ---------------------------------------------------------------------


def _cookie_name(request: Request) -> str:
    return "__Secure-tinh" if request.url.scheme == "https" else "tinh"


def _token(request: Request) -> str:
    return request.cookies.get(_cookie_name(request), "")


def _give(request: Request, response: Response, token: str) -> None:
    response.set_cookie(
        _cookie_name(request),
        token,
        path=HOME,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _session(request: Request) -> Session | None:
    context = context_of(request)
    token = _token(request)
    if not operators.is_token(token):
        return None
    with context.db.transaction() as conn:
        return operators.session_of(conn, context.keys, token, context.clock())


def signed_in(request: Request) -> Session:
    """The operator who asks.

    Raises:
        SignInNeeded: nobody signed in, or too long ago.
    """
    found = _session(request)
    if found is None:
        raise SignInNeeded(request.url.path if request.method == "GET" else HOME)
    return found


def own_form(request: Request, form: Annotated[str, Form()] = "") -> None:
    """Refuses a form of another site's making.

    Raises:
        FormRefused: its token is not this session's.
    """
    whence = request.headers.get("sec-fetch-site", "")
    keys = context_of(request).keys
    if whence not in _OURS or not operators.is_form_token(keys, _token(request), form):
        raise FormRefused


Operator = Annotated[Session, Depends(signed_in)]


# --- pages ------------------------------------------------------------------------------


def language_of(request: Request) -> str:
    """As asked for in the address, else as chosen before, else Vietnamese."""
    for found in (request.query_params.get("lang", ""), request.cookies.get("tinh-lang", "")):
        if found in LANGUAGES:
            return found
    return LANGUAGES[0]


def operator_page(
    request: Request,
    template: str,
    status: int = 200,
    *,
    session: Session | None = None,
    token: str = "",
    **values: Any,
) -> Response:
    """A page in the operator's language, with what its forms need."""
    context = context_of(request)
    lang = language_of(request)
    words = Words(lang, context.clock())
    made = page(
        request,
        template,
        status,
        {},
        lang=lang,
        other="en" if lang == "vi" else "vi",
        here=request.url.path if request.method == "GET" else HOME,
        t=words.t,
        w=words,
        session=session,
        form=operators.form_token(context.keys, token or (session.token if session else "")),
        **values,
    )
    if request.query_params.get("lang", "") == lang:
        made.set_cookie(
            "tinh-lang", lang, path=HOME, httponly=True, samesite="strict", max_age=31_536_000
        )
    return made


def go(path: str, **query: str) -> Response:
    """To another page, by GET."""
    where = f"{path}?{urlencode(query)}" if query else path
    return Response(None, 303, {"Location": where, "Cache-Control": "no-store"})


def to_log_in(request: Request, needed: Exception) -> Response:
    """Answers `SignInNeeded`."""
    assert isinstance(needed, SignInNeeded)
    back = needed.back if _PATH.fullmatch(needed.back) else HOME
    query = {"tiep": back} if back != HOME else {}
    over = operators.is_token(_token(request)) or request.method != "GET"
    return go(LOGIN, **query, **({"vi": "het"} if over else {}))


def form_refused(request: Request, refused: Exception) -> Response:
    """Answers `FormRefused`."""
    assert isinstance(refused, FormRefused)
    return operator_page(request, "operator_refused.html", 403)


# --- log-in -----------------------------------------------------------------------------


@router.get("/dang-nhap")
def log_in_page(
    request: Request,
    tiep: Annotated[str, Query()] = HOME,
    vi: Annotated[str, Query()] = "",
) -> Response:
    """The log-in form; whoever is in already goes on."""
    if _session(request) is not None:
        return go(_back(tiep))
    note = {"het": "over", "ra": "out"}.get(vi, "")
    return _log_in_form(request, back=_back(tiep), note=note)


def _back(path: str) -> str:
    """Only pages of ours are gone back to."""
    return path if _PATH.fullmatch(path) and path != LOGIN else HOME


def _log_in_form(
    request: Request,
    status: int = 200,
    *,
    back: str = HOME,
    login: str = "",
    problem: str = "",
    note: str = "",
    wait: int = 0,
) -> Response:
    token = _token(request)
    fresh = not operators.is_token(token)
    if fresh:
        token = operators.new_token()
    made = operator_page(
        request,
        "operator_login.html",
        status,
        token=token,
        back=back,
        login=login,
        problem=problem,
        note=note,
        wait=wait,
    )
    if wait:
        made.headers["Retry-After"] = str(wait)
    if fresh:
        _give(request, made, token)
    return made


@router.post("/dang-nhap")
def log_in(
    request: Request,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    form: Annotated[str, Form()] = "",
    tiep: Annotated[str, Form()] = HOME,
) -> Response:
    """Name and password; the session's cookie when they are right."""
    context = context_of(request)
    login, back = clean(login[:_LONGEST])[:40], _back(tiep)
    try:
        own_form(request, form)
    except FormRefused:
        return _log_in_form(request, 403, back=back, login=login, problem="form_old")
    wait = context.logins.take(caller_of(request.client.host if request.client else ""))
    if wait:
        return _log_in_form(
            request, 429, back=back, login=login, problem="wait", wait=int(wait) + 1
        )
    found = operators.sign_in(context.db, context.keys, login, password[:_LONGEST], context.clock())
    if isinstance(found, NotIn):
        problem, status = ("wait", 429) if found.wait else ("wrong", 403)
        return _log_in_form(
            request, status, back=back, login=login, problem=problem, wait=found.wait
        )
    made = go(back)
    _give(request, made, found.token)
    return made


@router.post("/dang-xuat", dependencies=[Depends(own_form)])
def log_out(request: Request, session: Operator) -> Response:
    """The session ends here and now."""
    context = context_of(request)
    with context.db.transaction() as conn:
        operators.end_session(conn, context.keys, session.token)
    made = go(LOGIN, vi="ra")
    made.delete_cookie(_cookie_name(request), path=HOME, httponly=True, samesite="strict")
    return made
