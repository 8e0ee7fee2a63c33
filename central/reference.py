"""What the province decides for its stations: each act is an event of central's own (ADR 0007).

Catalogue, agencies, rule packs and calendars go to everybody; accounts and the
roster to one site. Tables of central's own use are written in the same
transaction. Whoever calls holds it and commits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from psycopg import Connection
from psycopg.types.json import Jsonb

from central.keys import CentralKeys
from central.streams import PROVINCE, append
from core.domain import events as ev
from core.domain.account import Role
from core.domain.catalogue_file import PART, read_catalogue
from core.domain.errors import FieldError, Refused
from core.domain.procedure import Procedure, agency_key
from core.domain.rule_pack import RulePack
from core.domain.text import clean, clean_name
from core.domain.working_calendar import CalendarYear

T = TypeVar("T")
_LONGEST_NAME = 300
#: a province's identifier (H49, H49.215, 000.21.41.H49); the rule pack says it more exactly
_IDENTIFIER = re.compile(r"[A-Z0-9]{1,10}(\.[A-Z0-9]{1,10}){0,7}")


def import_catalogue(
    conn: Connection[Any], keys: CentralKeys, data: bytes, origin: str, actor: str, now: datetime
) -> tuple[int, int]:
    """Imports a catalogue file; procedures that did not change are not sent again.

    Returns:
        ``(rows, changed or new)``.

    Raises:
        Refused: the file is not a catalogue; nothing was imported.
    """
    procedures = read_catalogue(data)
    rows = conn.execute("SELECT code, body FROM procedure").fetchall()
    known = {code: msgspec.convert(body, Procedure) for code, body in rows}
    differing = [p for p in procedures if known.get(p.code) != p]
    digest = hashlib.sha256(data).hexdigest()
    parts = [differing[at : at + PART] for at in range(0, len(differing), PART)]
    if parts:
        bodies = [(ev.ProceduresImported(origin, digest, tuple(p)), "catalogue") for p in parts]
        append(conn, keys, PROVINCE, bodies, actor=actor, now=now)
        with conn.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO procedure VALUES (%s,%s,%s) ON CONFLICT (code)"
                " DO UPDATE SET name = excluded.name, body = excluded.body",
                [(p.code, p.name, Jsonb(msgspec.to_builtins(p))) for p in differing],
            )
    return len(procedures), len(differing)


def set_agency(
    conn: Connection[Any],
    keys: CentralKeys,
    name: str,
    identifier: str,
    actor: str,
    now: datetime,
) -> None:
    """Tells everybody the identifier under which an agency's dossiers are numbered.

    Raises:
        Refused: ``missing`` name or identifier, ``too_long`` name,
            ``agency_identifier_invalid``.
    """
    name, identifier = clean(name), clean(identifier)
    for field, value in (("name", name), ("identifier", identifier)):
        if not value:
            raise Refused(FieldError("missing", field))
    if len(name) > _LONGEST_NAME:
        params = {"length": len(name), "limit": _LONGEST_NAME}
        raise Refused(FieldError("too_long", "name", params))
    if not _IDENTIFIER.fullmatch(identifier):
        told = {"identifier": identifier[:40]}
        raise Refused(FieldError("agency_identifier_invalid", "identifier", told))
    body = ev.AgencyIdentified(name, identifier)
    append(conn, keys, PROVINCE, [(body, "agency:" + identifier)], actor=actor, now=now)
    conn.execute(
        "INSERT INTO agency VALUES (%s,%s,%s) ON CONFLICT (key)"
        " DO UPDATE SET name = excluded.name, identifier = excluded.identifier",
        (agency_key(name), name, identifier),
    )


def set_rule_pack(
    conn: Connection[Any], keys: CentralKeys, data: bytes, actor: str, now: datetime
) -> RulePack:
    """A rule pack as a TOML file, in the shape of those shipped.

    Raises:
        Refused: ``file_invalid`` with the place.
    """
    pack = _toml(data, RulePack)
    body = ev.RulePackSet(pack)
    append(conn, keys, PROVINCE, [(body, "rule_pack:" + pack.id)], actor=actor, now=now)
    conn.execute(
        "UPDATE central SET ordinal_width = %s, code_pattern = %s",
        (pack.ordinal_width, pack.code_pattern),
    )
    return pack


def set_calendar(
    conn: Connection[Any], keys: CentralKeys, data: bytes, actor: str, now: datetime
) -> CalendarYear:
    """A year's days off as a TOML file, in the shape of those shipped.

    Raises:
        Refused: ``file_invalid`` with the place.
    """
    year = _toml(data, CalendarYear)
    body = ev.CalendarSet(year)
    append(conn, keys, PROVINCE, [(body, f"calendar:{year.year}")], actor=actor, now=now)
    return year


def _toml(data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.toml.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as wrong:
        raise Refused(FieldError("file_invalid", "file", {"detail": str(wrong)[:200]})) from None


def set_account(
    conn: Connection[Any],
    keys: CentralKeys,
    site: str,
    account: ev.AccountChanged,
    actor: str,
    now: datetime,
) -> None:
    """An account of a site: new, another role or password, or shut.

    Args:
        conn: inside a transaction.
        keys: central's.
        site: its code.
        account: with the argon2id hash in its encoded form.
        actor: the operator.
        now: central's clock.

    Raises:
        Refused: ``missing`` login or name, ``not_a_choice`` role.
        LookupError: no such site.
    """
    if not account.login or not clean_name(account.name):
        raise Refused(FieldError("missing", "login" if not account.login else "name"))
    if account.role not in {role.value for role in Role}:
        choices = ", ".join(role.value for role in Role)
        raise Refused(FieldError("not_a_choice", "role", {"choices": choices}))
    append(conn, keys, site, [(account, "account:" + account.login)], actor=actor, now=now)


def set_roster(
    conn: Connection[Any],
    keys: CentralKeys,
    site: str,
    stations: Sequence[ev.RosterEntry],
    actor: str,
    now: datetime,
) -> None:
    """All stations of a site, by which the office closes (design §6.11).

    Raises:
        Refused: ``out_of_range`` for a station that is not 1-99.
        LookupError: no such site.
    """
    for entry in stations:
        if not 1 <= entry.station <= 99:
            raise Refused(FieldError("out_of_range", "station", {"low": 1, "high": 99}))
    append(conn, keys, site, [(ev.RosterSet(tuple(stations)), "roster")], actor=actor, now=now)
    conn.execute("UPDATE station SET active = false WHERE site = %s", (site,))
    with conn.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO station (site, station, name, active) VALUES (%s,%s,%s,%s)"
            " ON CONFLICT (site, station) DO UPDATE SET name = excluded.name,"
            " active = excluded.active",
            [(site, e.station, e.name, e.active) for e in stations],
        )
