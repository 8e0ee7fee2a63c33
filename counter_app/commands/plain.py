"""Commands that need no data folder, and the catalogue's."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from core.data import load_calendar, load_rule_packs
from core.domain.catalogue_file import MAX_FILE, read_catalogue
from core.domain.citizen_card import read_card
from core.domain.deadlines import Limit, due, parse_limit
from core.domain.errors import FieldError, Refused
from core.domain.procedure import base_code
from core.domain.rule_pack import RulePack, pack_for
from core.domain.working_calendar import WorkingCalendar
from core.services.import_catalogue import import_catalogue
from counter_app.bootstrap import Programme, rules_of
from counter_app.commands.dossiers import parse_instant
from counter_app.output import OK, iso, told, write
from db import queries
from ui import messages


def due_command(programme: Programme, args: argparse.Namespace) -> int:
    """When a result is due and how that was counted."""
    received = parse_instant(args.received, "received")
    limit = _limit(programme, args)
    packs, calendar = _rules(programme)
    pack = pack_for(received.date(), packs)
    found = due(received, limit, calendar, pack.office_hours, cut_off=pack.same_day_cut_off)
    result: dict[str, Any] = {
        "ok": True,
        "received_at": iso(found.received_at),
        "limit": str(limit),
        "due_at": iso(found.due_at),
        "rule_pack": pack.id,
        "explanation": messages.due_text(found),
        "counted": [
            {
                "date": iso(d.date),
                "counts": d.counts,
                "reason": d.reason,
                "text": messages.counted_day(d),
            }
            for d in found.counted
        ],
    }
    if found.warnings:
        result["warnings"] = told(found.warnings)
    write(result)
    return OK


def _rules(programme: Programme) -> tuple[tuple[RulePack, ...], WorkingCalendar]:
    """The folder's rules, those that the program carries when there is no folder."""
    if not (programme.data / "folder.json").exists():
        return load_rule_packs(), load_calendar()
    with programme.store() as store:
        return rules_of(store)


def _limit(programme: Programme, args: argparse.Namespace) -> Limit:
    if args.limit:
        return parse_limit(args.limit)
    code = base_code(args.procedure)
    procedure = None
    if (programme.data / "folder.json").exists():
        with programme.store() as store:
            found = queries.procedure(store.conn, code)
            procedure = found[0] if found else None
    else:
        procedure = next((p for p in read_catalogue(shipped_catalogue()) if p.code == code), None)
    if procedure is None:
        raise Refused(FieldError("procedure_unknown", "procedure", {"code": args.procedure[:60]}))
    if not procedure.limit:
        raise Refused(FieldError("limit_unknown", "procedure"))
    return parse_limit(procedure.limit)


def shipped_catalogue() -> bytes:
    """The catalogue that the program carries."""
    from importlib.resources import files

    return files("core.data").joinpath("catalogue/procedures.csv").read_bytes()


def card(programme: Programme, args: argparse.Namespace) -> int:
    """Decodes a citizen card's QR text."""
    raw: bytes | str = args.text
    if args.text == "-":
        raw = sys.stdin.buffer.read(100_000)
    found = read_card(raw, today=programme.clock().date())
    write(
        {
            "ok": True,
            "personal_no": found.personal_no,
            "old_id_no": found.old_id_no,
            "name": found.name,
            "birth": iso(found.birth),
            "sex": found.sex,
            "address": found.address,
            "issued": iso(found.issued),
            "extra": list(found.extra),
            "encoding": found.encoding,
            "warnings": told(found.warnings),
        }
    )
    return OK


def catalogue_import(programme: Programme, args: argparse.Namespace) -> int:
    """Imports a catalogue file; unchanged procedures stay as they are."""
    path = Path(args.file)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError:
        raise Refused(FieldError("file_unreadable", "file", {"path": args.file})) from None
    with programme.session() as (store, context):
        done = import_catalogue(data, path.name, store, context)
    write(
        {
            "ok": True,
            "rows": done.rows,
            "new": done.new,
            "changed": done.changed,
            "unchanged": done.unchanged,
            "local_keys": done.local_keys,
            "limit_asked": done.limit_asked,
            "fee_unknown": done.fee_unknown,
        }
    )
    return OK


def catalogue_list(programme: Programme, args: argparse.Namespace) -> int:
    """The catalogue in force, a line a procedure."""
    with programme.store() as store:
        for procedure, version in queries.procedures(store.conn):
            write(
                {
                    "code": procedure.code,
                    "version": version,
                    "name": procedure.name,
                    "field": procedure.field,
                    "level": procedure.level,
                    "agency": procedure.agency,
                    "limit": procedure.limit or None,
                    "fee_vnd": procedure.fee_vnd,
                    "immediate": procedure.immediate,
                    "local_key": procedure.local_key,
                    "documents": list(procedure.documents),
                    "source": procedure.source,
                }
            )
    return OK
