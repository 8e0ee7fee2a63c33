"""What operators of the province see and decide: sites, stations, exceptions, days, ordinals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, File, Form, Path, Query, Request, Response, UploadFile

from central import binding, closings, lines, ordinals, overview, resolving, words
from central.context import context_of
from central.lines import CLOSED, OPEN, Filter
from central.pages.operator import Operator, go, operator_page, own_form, signed_in
from central.projector import follow
from core.domain.errors import Refused
from core.domain.office_close import SILENT
from core.domain.text import fold

router = APIRouter(prefix="/tinh", include_in_schema=False, dependencies=[Depends(signed_in)])
#: lines of a list of codes that a page takes, and those it shows
MOST_LINES: Final = 5_000
SHOWN: Final = 500
_HIGHEST: Final = (1 << 63) - 1
_EARLIEST, _LATEST = date(2020, 1, 1), date(2100, 1, 1)
LineNumber = Annotated[int, Path(ge=1, le=_HIGHEST)]


def _missing(request: Request, session: Operator) -> Response:
    return operator_page(request, "operator_missing.html", 404, session=session)


@router.get("")
@router.get("/")
def home(
    request: Request,
    session: Operator,
    tim: Annotated[str, Query()] = "",
    xem: Annotated[str, Query()] = "",
) -> Response:
    """The province today, and its sites."""
    context = context_of(request)
    now = context.clock()
    with context.db.transaction() as conn:
        found = overview.sites(conn, now)
        totals = overview.totals(conn, now)
        today = closings.of_day(conn, overview.day_of(now))
    days = {each.site: each for each in today}
    wanted = fold(tim[:100])
    shown = [
        site
        for site in found
        if (not wanted or wanted in fold(f"{site.site} {site.name}"))
        and (xem != "can-xem" or site.troubled(now))
    ]
    return operator_page(
        request,
        "operator_overview.html",
        session=session,
        now=now,
        sites=found,
        shown=shown,
        days=days,
        totals=totals,
        working=sum(len(site.working()) for site in found),
        connected=sum(site.count("connected", now) for site in found),
        troubled=sum(site.troubled(now) for site in found),
        today=overview.day_of(now),
        closed=sum(each.done for each in today),
        opened=sum(each.opened for each in today),
        backup_old=totals.backup_at is None or now - totals.backup_at > overview.BACKUP_OLD,
        tim=tim[:100],
        xem=xem,
    )


@router.get("/diem/{site}")
def site_page(request: Request, session: Operator, site: str) -> Response:
    """One site: its stations, its day, its open exceptions."""
    context = context_of(request)
    now = context.clock()
    today = overview.day_of(now)
    if "\0" in site or not site:
        return _missing(request, session)
    with context.db.transaction() as conn:
        found = overview.sites(conn, now, site)
        if not found:
            return _missing(request, session)
        days = [
            (day, each)
            for day in (today, today - timedelta(days=1))
            for each in closings.of_day(conn, day, site)
        ]
        open_lines = lines.find(conn, Filter(site=site))
    return operator_page(
        request,
        "operator_site.html",
        session=session,
        now=now,
        site=found[0],
        days=days,
        found=open_lines,
    )


@router.get("/may-tram")
def stations_page(
    request: Request, session: Operator, xem: Annotated[str, Query()] = ""
) -> Response:
    """All stations, or those in one state."""
    context = context_of(request)
    now = context.clock()
    with context.db.transaction() as conn:
        found = overview.stations(conn, now)
    states = [each.state(now) for each in found]
    shown = [
        each
        for each in found
        if xem not in ("connected", "away", "silent", "never", "revoked", "off", "clock")
        or (each.clock_wrong if xem == "clock" else each.state(now) == xem)
    ]
    return operator_page(
        request,
        "operator_stations.html",
        session=session,
        now=now,
        shown=shown,
        counts={state: states.count(state) for state in dict.fromkeys(states)},
        clocks=sum(each.clock_wrong for each in found),
        total=len(found),
        xem=xem,
    )


# --- exceptions -------------------------------------------------------------------------


@router.get("/ngoai-le")
def lines_page(
    request: Request,
    session: Operator,
    diem: Annotated[str, Query()] = "",
    loai: Annotated[str, Query()] = "",
    ai: Annotated[str, Query()] = "",
    xem: Annotated[str, Query()] = OPEN,
    trang: Annotated[str, Query()] = "1",
) -> Response:
    """The exception list, filtered, a page at a time."""
    context = context_of(request)
    number = int(trang) if trang.isascii() and trang.isdigit() and len(trang) < 7 else 1
    wanted = Filter(
        site="" if "\0" in diem else diem.strip()[:40],
        kind=loai if loai.isidentifier() and loai.isascii() else "",
        owner=ai if ai in ("site", "province") else "",
        state=CLOSED if xem == CLOSED else OPEN,
        page=max(1, number),
    )
    with context.db.transaction() as conn:
        found = lines.find(conn, wanted)
        known = lines.kinds(conn)
    return operator_page(
        request, "operator_lines.html", session=session, wanted=wanted, found=found, kinds=known
    )


@router.get("/ngoai-le/{site}/{line}")
def line_page(
    request: Request,
    session: Operator,
    site: str,
    line: LineNumber,
    xong: Annotated[str, Query()] = "",
) -> Response:
    """One line, and what may be decided about it."""
    return _line(request, session, site, line, done=bool(xong))


@router.post("/ngoai-le/{site}/{line}", dependencies=[Depends(own_form)])
def resolve(
    request: Request,
    session: Operator,
    site: str,
    line: LineNumber,
    decision: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Records a decision."""
    context = context_of(request)
    try:
        with context.db.transaction() as conn:
            resolving.resolve_line(
                conn,
                context.keys,
                site.replace("\0", ""),
                line,
                decision,
                reason,
                session.login,
                context.clock(),
            )
    except Refused as wrong:
        problems = [words.refusal(each) for each in wrong.errors]
        return _line(
            request, session, site, line, problems=problems, reason=reason, decision=decision
        )
    follow(context.db, site)
    context.wake(site)
    return go(f"/tinh/ngoai-le/{site}/{line}", xong="1")


def _line(
    request: Request,
    session: Operator,
    site: str,
    line: int,
    *,
    done: bool = False,
    problems: list[str] | None = None,
    reason: str = "",
    decision: str = "",
) -> Response:
    with context_of(request).db.transaction() as conn:
        row = lines.one(conn, site.replace("\0", ""), line)
        if row is None:
            return _missing(request, session)
        subject = lines.subject(conn, row) if row.subject else None
        pending = lines.waiting(conn, row)
    return operator_page(
        request,
        "operator_line.html",
        400 if problems else 200,
        session=session,
        row=row,
        subject=subject,
        pending=pending,
        decisions=resolving.decisions(row.kind),
        done=done,
        problems=problems or [],
        reason=reason,
        decision=decision,
        longest=resolving.LONGEST,
    )


# --- days -------------------------------------------------------------------------------


@router.get("/ngay")
def days_page(request: Request, session: Operator, ngay: Annotated[str, Query()] = "") -> Response:
    """Which sites are done with a day."""
    context = context_of(request)
    today = overview.day_of(context.clock())
    day = _day(ngay) or today
    with context.db.transaction() as conn:
        found = closings.of_day(conn, day)
    return operator_page(
        request,
        "operator_days.html",
        session=session,
        day=day,
        today=today,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1) if day < today else None,
        found=found,
        done=sum(each.done for each in found),
        opened=sum(each.opened for each in found),
        silent=sum(each.count(SILENT) > 0 for each in found),
    )


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if _EARLIEST < found < _LATEST else None


# --- ordinals ---------------------------------------------------------------------------


@router.get("/so")
def ordinals_page(
    request: Request, session: Operator, xong: Annotated[str, Query()] = ""
) -> Response:
    """How far each day's ordinals are; frozen days."""
    return _ordinals(request, session, done=bool(xong))


@router.post("/so", dependencies=[Depends(own_form)])
def thaw(
    request: Request,
    session: Operator,
    ngay: Annotated[str, Form()] = "",
    tu: Annotated[str, Form()] = "",
) -> Response:
    """Lets a frozen day's ordinals be leased again."""
    context = context_of(request)
    day = _day(ngay) or date.min
    first = int(tu) if tu.isascii() and tu.isdigit() and len(tu) < 10 else 0
    try:
        with context.db.transaction() as conn:
            ordinals.thaw(conn, day, first, session.login, context.clock())
    except Refused as wrong:
        problems = [words.refusal(each) for each in wrong.errors]
        return _ordinals(request, session, problems=problems, wrong=day, typed=tu[:10])
    return go("/tinh/so", xong="1")


def _ordinals(
    request: Request,
    session: Operator,
    *,
    done: bool = False,
    problems: list[str] | None = None,
    wrong: date | None = None,
    typed: str = "",
) -> Response:
    context = context_of(request)
    with context.db.transaction() as conn:
        found = ordinals.days(conn, overview.day_of(context.clock()))
        safe = {each.day: ordinals.safe(conn, each.day) for each in found if each.frozen}
    return operator_page(
        request,
        "operator_ordinals.html",
        400 if problems else 200,
        session=session,
        found=found,
        safe=safe,
        done=done,
        problems=problems or [],
        wrong=wrong,
        typed=typed,
    )


# --- the province's list of codes -------------------------------------------------------


@router.get("/ma")
def codes_page(request: Request, session: Operator) -> Response:
    """Where the list is handed in."""
    return operator_page(
        request, "operator_codes.html", session=session, most=MOST_LINES, problems=[], read=None
    )


@router.post("/tep/ma", dependencies=[Depends(own_form)])
def bind_codes(
    request: Request, session: Operator, file: Annotated[UploadFile | None, File()] = None
) -> Response:
    """Binds what fits; tells the others line by line."""
    context = context_of(request)
    data = file.file.read() if file is not None else b""
    try:
        read = list(
            binding.import_list(
                context.db, context.keys, data, session.login, context.clock(), most=MOST_LINES
            )
        )
    except Refused as wrong:
        return operator_page(
            request,
            "operator_codes.html",
            400,
            session=session,
            most=MOST_LINES,
            problems=[words.refusal(each) for each in wrong.errors],
            read=None,
        )
    bad = [each for each in read if not each.ok]
    return operator_page(
        request,
        "operator_codes.html",
        session=session,
        most=MOST_LINES,
        problems=[],
        read=read,
        bad=bad,
        shown=[(each, words.refusal(each.error) if each.error else "") for each in bad[:SHOWN]],
        bound=sum(each.result == binding.BOUND for each in read),
        already=sum(each.result == binding.ALREADY for each in read),
    )
