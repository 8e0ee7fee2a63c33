"""``close-day``: a station's business day, and the whole office's."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from core.domain.account import Right
from core.domain.day_close import closing
from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.domain.events import DayClosed
from core.domain.office_close import roster_lines
from core.domain.timezone import local
from core.services.close_day import Signed, close_day as close, close_office, day_facts
from core.services.context import Context
from counter_app import day_paper
from counter_app.bootstrap import Programme
from counter_app.output import OK, iso, say, told, write
from db import day as days
from db.files import write_atomically
from db.store import Store
from ui import closing_words, messages


def close_day(programme: Programme, args: argparse.Namespace) -> int:
    """Closes a day, or tells what closing it would say; ``--office`` the whole office's."""
    day = _day(args.date)
    with programme.session() as (store, context):
        sheet = _target(args.sheet)
        if args.office:
            _close_office(day, args, store, context)
        elif args.dry_run:
            _look(day, sheet, store, context)
        else:
            done = close(day, Signed(args.explain or ""), store, context)
            named = closing_words.params(done.facts)
            result = {"closed": True, "dry_run": False, **_told(done.closed, named)}
            _tell(result, done.closed, sheet, store, context)
            say(
                f"Đã đóng ngày {done.facts.day:%d/%m/%Y}. Việc làm thêm tự ghi vào ngày làm việc kế"
                " tiếp, có ghi bổ sung."
            )
    return OK


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(FieldError("date_invalid", "date")) from None


def _target(name: str | None) -> Path | None:
    """Where the sheet goes; looked at before anything is closed."""
    if name is None:
        return None
    path = Path(name).absolute()
    if not path.parent.is_dir():
        raise Refused(FieldError("folder_missing", "sheet", {"path": name}))
    return path


def _look(day: date | None, sheet: Path | None, store: Store, context: Context) -> None:
    """What closing would say; of a closed day what it said, with the work that came late."""
    context.require(Right.READ_DOSSIER)
    done = days.closing(store.conn, day) if day is not None else None
    if done is not None:
        named = closing_words.params_of(done.body)
        result = {"closed": True, "dry_run": True, **_told(done.body, named)}
        _tell(result, done.body, sheet, store, context)
        return
    act = store.new_act()  # read from only
    facts = day_facts(day, act, context)
    name = act.officer_name(context.actor.login)
    body = closing(facts, officer_name=name, explained="", answers=())
    told = {"closed": False, "dry_run": True, **_told(body, closing_words.params(facts))}
    _tell(told, body, sheet, store, context)


def _told(body: DayClosed, named: Mapping[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ok": True,
        **{name: getattr(body, name) for name in DayClosed.__struct_fields__},
        "day": iso(body.day),
        "numbers": [
            {name: getattr(line, name) for name in line.__struct_fields__} for line in body.numbers
        ],
        "answers": msgspec.to_builtins(body.answers),
        "signed_by": body.officer_name,
        "warnings": [
            {"code": code, "field": "", "message": closing_words.day_warning(code, named)}
            for code in body.warnings
        ],
    }
    del result["officer_name"]
    return result


def _tell(
    result: dict[str, Any], body: DayClosed, sheet: Path | None, store: Store, context: Context
) -> None:
    done = days.closing(store.conn, body.day)
    late = days.late_work(store.conn, body.day)
    result["signed_at"] = iso(local(done.at)) if done else None
    result["late_work"] = [
        {
            "at": iso(local(each.at)),
            "kind": each.kind,
            "dossier_code": each.number,
            "day": iso(each.day),
        }
        for each in late
    ]
    result["sheet"] = result["appendix"] = None
    if sheet is not None:
        try:
            result |= _papers(sheet, body, done, late, store, context)
        except EnvironmentFault as found:  # what was closed stays closed
            wrong = FieldError("sheet_not_written", "sheet")
            result["warnings"] += told([wrong])
            say(messages.fault(found))
    write(result)
    for warning in result["warnings"]:
        say(warning["message"])


def _papers(
    sheet: Path,
    body: DayClosed,
    done: days.Closed | None,
    late: list[days.Late],
    store: Store,
    context: Context,
) -> dict[str, str]:
    """Writes the sheet and, beside it, the appendix when there is late work."""
    now = context.clock()
    write_atomically(sheet, day_paper.render_sheet(body, store, context, now), mode=0o644)
    if not late or done is None:
        return {"sheet": str(sheet)}
    beside = sheet.with_name(f"{sheet.stem}-phu-luc{sheet.suffix}")
    pdf = day_paper.render_appendix(done, late, store, context, now)
    write_atomically(beside, pdf, mode=0o644)
    return {"sheet": str(sheet), "appendix": str(beside)}


def _close_office(
    day: date | None, args: argparse.Namespace, store: Store, context: Context
) -> None:
    """By the roster; ``--explain`` holds for all stations that are not complete."""
    chosen = day or days.closed_day(store.conn)
    if chosen is None:
        raise Refused(FieldError("day_not_open", "date", {"day": ""}))
    if args.dry_run:
        context.require(Right.READ_DOSSIER)
        record = days.office(store.conn, chosen)
        lines = record.closed.lines if record.closed else roster_lines(record)
        closed = record.closed is not None
    else:
        body = close_office(chosen, {}, args.explain or "", store, context)
        lines, closed = body.lines, True
    write(
        {
            "ok": True,
            "day": iso(chosen),
            "closed": closed,
            "dry_run": args.dry_run,
            "stations": [msgspec.to_builtins(line) for line in lines],
        }
    )
