"""What the province hands back: catalogue, agencies, rules, calendars, accounts, rosters."""

from __future__ import annotations

import argparse
import re
import secrets
from pathlib import Path
from typing import Final

from central import reference
from central.cli import OK, write
from central.commands.reading import actor, check_known, password_given, read_file
from central.context import system_clock
from central.database import Conn
from central.house import opened
from central.operators import LOGIN
from central.passwords import SHORTEST_ACCOUNT, check_password, hash_password
from central.settings import check_site
from core.domain import events as ev
from core.domain.catalogue_file import MAX_FILE
from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.domain.text import clean

#: of a rule pack or a calendar; it travels as one event
MAX_RULES: Final = 400_000
_NAME, _PERSON = 100, 300
_STATION = re.compile(r"([0-9]{1,4})(?:=(.*))?", re.DOTALL)


def catalogue_import(args: argparse.Namespace) -> int:
    """Procedures that are new or changed go to everybody."""
    data = read_file(args.file, MAX_FILE)
    origin = Path(args.file).name[:200]
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        rows, changed = reference.import_catalogue(
            conn, house.keys, data, origin, actor(), system_clock()
        )
    write({"ok": True, "procedures": rows, "changed": changed})
    return OK


def agency_set(args: argparse.Namespace) -> int:
    """The identifier under which an agency's dossiers are numbered."""
    name, identifier = clean(args.name), clean(args.identifier)
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        reference.set_agency(conn, house.keys, name, identifier, actor(), system_clock())
    write({"ok": True, "name": name, "identifier": identifier})
    return OK


def rule_pack_import(args: argparse.Namespace) -> int:
    """A rule pack, new or in place of the one of the same id."""
    data = read_file(args.file, MAX_RULES)
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        pack = reference.set_rule_pack(conn, house.keys, data, actor(), system_clock())
    write(
        {
            "ok": True,
            "id": pack.id,
            "effective_from": pack.effective_from,
            "code_pattern": pack.code_pattern,
            "ordinal_width": pack.ordinal_width,
        }
    )
    return OK


def calendar_import(args: argparse.Namespace) -> int:
    """A year's days off, in place of that year's earlier table."""
    data = read_file(args.file, MAX_RULES)
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        year = reference.set_calendar(conn, house.keys, data, actor(), system_clock())
    write(
        {
            "ok": True,
            "year": year.year,
            "provisional": year.provisional,
            "off": len(year.off),
            "work": len(year.work),
        }
    )
    return OK


# --- accounts ---------------------------------------------------------------------------


def account_set(args: argparse.Namespace) -> int:
    """An account of a site; what is not given stays as the province last set it."""
    check_site(args.site)
    if not LOGIN.fullmatch(args.login):
        raise Refused(FieldError("login_invalid", "login"))
    name = None if args.name is None else clean(args.name)
    if name is not None and len(name) > _PERSON:
        params = {"length": len(name), "limit": _PERSON}
        raise Refused(FieldError("too_long", "name", params))
    password = password_given(args)
    if password is not None:
        check_password(password, SHORTEST_ACCOUNT)
    with opened(args.data, args.database) as house:
        hashed = hash_password(password) if password is not None else None
        with house.db.transaction() as conn:
            check_known(conn, args.site)
            account = _account(conn, args, name, hashed)
            reference.set_account(conn, house.keys, args.site, account, actor(), system_clock())
    write(
        {
            "ok": True,
            "site": args.site,
            "login": account.login,
            "name": account.name,
            "role": account.role,
            "active": account.active,
        }
    )
    return OK


def _account(
    conn: Conn, args: argparse.Namespace, name: str | None, hashed: str | None
) -> ev.AccountChanged:
    """What is given, and for the rest what is known; a shut account needs no password."""
    known = _known(conn, args.site, args.login)
    if hashed is None and known is not None:
        hashed = known.password_hash
    if hashed is None and args.inactive:
        hashed = hash_password(secrets.token_hex())  # nobody's
    if hashed is None:
        raise Refused(FieldError("password_needed", "password"))
    return ev.AccountChanged(
        login=args.login,
        name=name if name is not None else known.name if known else "",
        role=args.role or (known.role if known else ""),
        password_hash=hashed,
        active=not args.inactive,
    )


def _known(conn: Conn, site: str, login: str) -> ev.AccountChanged | ev.AccountCreated | None:
    """The account as the site's journals last said, the province's own word first."""
    row = conn.execute(
        "SELECT f.bytes FROM frame f JOIN stream s USING (site, stream) WHERE f.site = %s"
        " AND f.subject = %s AND f.kind IN ('account_changed', 'account_created')"
        " ORDER BY s.station = 0 DESC, f.position DESC LIMIT 1",
        (site, f"account:{login}"),
    ).fetchone()
    if row is None:
        return None
    try:
        body: ev.AccountChanged | ev.AccountCreated = ev.decode(bytes(row[0])).body
    except EnvironmentFault:  # a newer station's
        return None
    return body


# --- rosters ----------------------------------------------------------------------------


def roster_set(args: argparse.Namespace) -> int:
    """All stations of a site; those that are left out do not count any more."""
    check_site(args.site)
    named = [_entry(text) for text in args.stations]
    numbers = [number for number, _ in named]
    if len(set(numbers)) < len(numbers):
        raise Refused(FieldError("station_twice", "stations"))
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        check_known(conn, args.site)
        rows = conn.execute("SELECT station, name FROM station WHERE site = %s", (args.site,))
        before = dict(rows.fetchall())
        entries = [
            ev.RosterEntry(number, name if name is not None else before.get(number, ""))
            for number, name in sorted(named, key=lambda each: each[0])
        ]
        reference.set_roster(conn, house.keys, args.site, entries, actor(), system_clock())
    stations = [{"station": entry.station, "name": entry.name} for entry in entries]
    write({"ok": True, "site": args.site, "stations": stations})
    return OK


def _entry(text: str) -> tuple[int, str | None]:
    """``STATION`` or ``STATION=NAME``; without a name it keeps the one it has."""
    match = _STATION.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= 99:
        raise Refused(FieldError("station_invalid", "stations"))
    name = None if match[2] is None else clean(match[2])
    if name is not None and len(name) > _NAME:
        raise Refused(FieldError("too_long", "stations", {"length": len(name), "limit": _NAME}))
    return int(match[1]), name
