"""Operators of the province, and what they decide about the exception list."""

from __future__ import annotations

import argparse

from central.cli import OK, write
from central.commands.reading import actor, password_given
from central.context import system_clock
from central.house import opened
from central.operators import add_operator, remove_operator
from central.passwords import SHORTEST_OPERATOR, check_password, hash_password
from central.projector import follow
from central.resolving import resolve_line
from core.domain.errors import FieldError, Refused


def operator_add(args: argparse.Namespace) -> int:
    """An account for the pages under ``/tinh``, new or with another password."""
    password = password_given(args)
    if password is None:
        raise Refused(FieldError("password_needed", "password"))
    check_password(password, SHORTEST_OPERATOR)
    with opened(args.data, args.database) as house:
        hashed = hash_password(password)
        with house.db.transaction() as conn:
            fresh = add_operator(conn, args.login, args.name, hashed)
    write({"ok": True, "login": args.login, "new": fresh})
    return OK


def operator_remove(args: argparse.Namespace) -> int:
    """The account is gone, and whoever works with it is out."""
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        remove_operator(conn, args.login)
    write({"ok": True, "login": args.login})
    return OK


def exceptions_resolve(args: argparse.Namespace) -> int:
    """Closes a line of a site's exception list with a decision and its reason."""
    with opened(args.data, args.database) as house:
        with house.db.transaction() as conn:
            body = resolve_line(
                conn,
                house.keys,
                args.site,
                args.line,
                args.decision,
                args.reason,
                actor(),
                system_clock(),
            )
        follow(house.db, args.site)
    write(
        {
            "ok": True,
            "site": args.site,
            "id": body.exception,
            "kind": body.kind,
            "decision": body.decision,
        }
    )
    return OK
