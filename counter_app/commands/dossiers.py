"""``receive``, ``find``, ``show``, ``act`` and ``form``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from core.domain.account import Right
from core.domain.dossier import Dossier
from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.domain.text import fold_code
from core.domain.timezone import VIETNAM
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.context import Context
from core.services.dossier_input import read_dossier
from core.services.intake import take_in
from core.services.receive_dossier import Received
from counter_app import jsonl, paper
from counter_app.bootstrap import Programme
from counter_app.output import ENVIRONMENT, OK, REFUSED, iso, say, told, told_fault, write
from db import queries
from db.files import sync_directory
from db.store import Store
from ui import messages

#: ``--at record``: each line's own ``received_at`` (practice folders only)
FROM_RECORD = "record"
#: rows that ``find`` gives at most
MOST_FOUND = 1_000_000


def parse_instant(text: str, field: str = "at") -> datetime:
    """An ISO time; without a zone it is Vietnam's wall clock.

    Raises:
        Refused: ``date_invalid``.
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(FieldError("date_invalid", field)) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=VIETNAM)


def receive(programme: Programme, args: argparse.Namespace) -> int:
    """Logs dossiers from JSON Lines; good lines are logged whatever stands around them."""
    stated = parse_instant(args.at) if args.at and args.at != FROM_RECORD else None
    worst = OK
    with _input(args.file) as stream, programme.session(stated) as (store, context):
        if args.at and not store.station().practice:
            raise Refused(FieldError("practice_only", "at"))
        folder = _receipts_folder(args.receipts)
        for number, item in jsonl.read(stream):
            if isinstance(item, FieldError):
                write({"ok": False, "line": number, "errors": told([item])})
                worst = max(worst, REFUSED)
                continue
            worst = max(worst, _receive_line(number, item, args.at, folder, store, context))
            _tidy(store)
        _close_gently(store)
    return worst


def _input(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError:
        raise Refused(FieldError("file_unreadable", "file", {"path": name})) from None


def _receipts_folder(name: str | None) -> Path | None:
    if name is None:
        return None
    folder = Path(name)
    try:
        for missing in [f for f in (folder, *folder.parents) if not f.exists()][::-1]:
            missing.mkdir(exist_ok=True)  # another program may make it this very moment
            sync_directory(missing.parent)
        paper.sweep(folder)
    except (OSError, EnvironmentFault) as wrong:
        say(f"Không tạo được thư mục giấy hẹn {name} ({wrong}); hồ sơ vẫn được lưu.")
    return folder


def _receive_line(
    number: int,
    item: dict[str, Any],
    at: str | None,
    folder: Path | None,
    store: Store,
    context: Context,
) -> int:
    try:
        if at == FROM_RECORD:
            context = _at_record(context, item)
        today = _today(store, context)
        received = take_in(read_dossier(item, today), store, context)
    except Refused as wrong:
        write({"ok": False, "line": number, "errors": told(wrong.errors)})
        return REFUSED
    except EnvironmentFault as found:
        if found.code == "damaged":  # nothing more is written to a damaged file
            raise
        write({"ok": False, "line": number, "errors": told_fault(found)})
        say(messages.fault(found))
        return ENVIRONMENT
    receipt, trouble = _print(received, folder, store, context)
    write(_result(number, received, receipt, trouble))
    return OK


def _today(store: Store, context: Context) -> date:
    """The latest day that is known to have come, whatever a wrong clock says."""
    if context.stated is not None:
        return context.stated.astimezone(VIETNAM).date()
    clock = context.clock().astimezone(VIETNAM).date()
    return max(clock, context.built, queries.last_day(store.conn) or context.built)


def _at_record(context: Context, item: dict[str, Any]) -> Context:
    """The context at the time that a practice record states."""
    stated = item.get("received_at")
    if not isinstance(stated, str):
        raise Refused(FieldError("missing", "received_at"))
    return replace(context, stated=parse_instant(stated))


def _print(
    received: Received, folder: Path | None, store: Store, context: Context
) -> tuple[str | None, list[FieldError]]:
    """The receipt's path; a failure leaves the dossier logged and the job waiting."""
    if folder is None:
        return None, []
    target = folder / paper.file_name(received.number)
    if received.job is None:
        return (str(target) if received.repeated and target.exists() else None), []
    try:
        paper.print_to_file(received.form, received.uid, target, store, context)
    except Refused as wrong:
        return None, [FieldError("receipt_not_printed", "receipt"), *wrong.errors]
    except EnvironmentFault as found:
        say(messages.fault(found))
        return None, [FieldError("receipt_not_printed", "receipt")]
    return str(target), []


def _result(
    number: int, received: Received, receipt: str | None, trouble: list[FieldError]
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ok": True,
        "line": number,
        "id": received.uid,
        "dossier_code": received.number,
        "state": received.state.key,
        "provisional": received.provisional,
        "due_at": iso(received.due_at),
        "received_at": iso(received.received_at),
        "receipt": receipt,
    }
    if received.why_provisional:
        result["why_provisional"] = messages.provisional(received.why_provisional)
    if received.doubtful:
        result["clock_doubtful"] = True
    if received.repeated:
        result["repeated"] = True
    if received.returned_at_once:
        result["returned"] = True
    if received.form != "receipt":
        result["form"] = received.form
    warnings = told([*received.warnings, *trouble])
    if warnings:
        result["warnings"] = warnings
    return result


def _tidy(store: Store) -> None:
    """Housekeeping may fail without harm: the acts before it are durable."""
    try:
        store.tidy()
    except EnvironmentFault as found:
        say(messages.fault(found))


def _close_gently(store: Store) -> None:
    try:
        store.sign()
    except EnvironmentFault as found:
        say(messages.fault(found))


def find(programme: Programme, args: argparse.Namespace) -> int:
    """Dossiers matching what was typed, the newest first."""
    with programme.session() as (store, context):
        context.require(Right.READ_DOSSIER)
        if not 1 <= args.limit <= MOST_FOUND:
            raise Refused(FieldError("out_of_range", "limit", {"low": 1, "high": MOST_FOUND}))
        for row in queries.find(store.conn, args.text, args.limit):
            write(asdict(row))
    return OK


def show(programme: Programme, args: argparse.Namespace) -> int:
    """One dossier with its events."""
    with programme.session() as (store, context):
        context.require(Right.READ_DOSSIER)
        dossier = _known(store, args.code)
        write(described(dossier, store))
    return OK


def _known(store: Store, code: str) -> Dossier:
    dossier = queries.dossier(store.conn, code) if fold_code(code) else None
    if dossier is None:
        raise Refused(FieldError("dossier_unknown", "code", {"code": code[:60]}))
    return dossier


def described(dossier: Dossier, store: Store) -> dict[str, Any]:
    """A dossier as ``show`` prints it."""
    content = msgspec.to_builtins(dossier.content)
    return {
        "id": dossier.uid,
        "dossier_code": dossier.number,
        "official_code": dossier.official_code or None,
        "provisional_number": dossier.provisional_number or None,
        "slip_number": dossier.slip_number or None,
        "state": dossier.state.key,
        "state_code": dossier.state.value,
        "day": iso(dossier.day),
        "received_at": iso(dossier.received_at),
        "due_at": iso(dossier.due_at),
        "original_due_at": iso(dossier.original_due_at),
        "rule_pack": dossier.pack,
        "book": dossier.book,
        "register_no": dossier.register_no,
        "lookup_code": dossier.lookup_code,
        "officer": dossier.officer,
        "clock_doubtful": dossier.doubtful,
        "printed_at": iso(dossier.printed_at),
        "reason": dossier.reason or None,
        **content,
        "events": [
            {
                "seq": event.seq,
                "id": event.id,
                "kind": event.kind,
                "parent": event.parent,
                "actor": event.actor,
                "at": iso(event.at),
                "day": iso(event.day),
                "clock_doubtful": event.doubtful,
                "body": msgspec.to_builtins(event.body),
            }
            for event in queries.history(store.conn, dossier.uid)
        ],
    }


def act(programme: Programme, args: argparse.Namespace) -> int:
    """Any other act on a dossier: amend, cancel."""
    body = jsonl.parse((args.json or "{}").encode("utf-8", "surrogateescape"))
    if isinstance(body, FieldError):
        raise Refused(FieldError(body.code, "json", body.params))
    with programme.session() as (store, context):
        if args.action == "cancel":
            dossier = cancel_dossier(args.code, body, store, context)
            write({"ok": True, **_brief(dossier), "reason": dossier.reason})
            return OK
        amended = amend_dossier(args.code, body, store, context)
        result: dict[str, Any] = {
            "ok": True,
            **_brief(amended.dossier),
            "due_changed": amended.due_changed,
            "reprint_waiting": True,
        }
        if amended.warnings:
            result["warnings"] = told(amended.warnings)
        write(result)
    return OK


def _brief(dossier: Dossier) -> dict[str, Any]:
    return {
        "id": dossier.uid,
        "dossier_code": dossier.number,
        "state": dossier.state.key,
        "due_at": iso(dossier.due_at),
    }


def form(programme: Programme, args: argparse.Namespace) -> int:
    """Prints a form of a dossier again, as PDF."""
    if args.name not in paper.FORMS:
        raise Refused(FieldError("form_unknown", "name", {"name": args.name[:40]}))
    with programme.session() as (store, context):
        dossier = _known(store, args.code)
        if not Path(args.out).absolute().parent.is_dir():
            raise Refused(FieldError("folder_missing", "out", {"path": args.out}))
        paper.print_to_file(args.name, dossier.uid, Path(args.out), store, context)
        write({"ok": True, "dossier_code": dossier.number, "file": args.out})
    return OK
