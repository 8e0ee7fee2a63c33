"""A province in which something of everything happened, and what its database holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from central.backup import tables_kept
from central.database import Database
from central.leases import take
from central.projector import follow
from central.rebuild import PROJECTIONS
from central.streams import PROVINCE, append
from core.domain import events as ev
from tests.sync.central_support import NOW, SITE, Author, Province

TODAY = date(2026, 11, 23)


def lived(province: Province) -> Author:
    """A province in which something of everything happened."""
    author = province.author()
    uid = author.receive()
    clone = Author(SITE, 3)
    province.enrol(clone.public)
    clone.began(author, "forked")
    author.give_back(uid)
    clone.cancel(uid)
    author.receive()
    province.push(author, clone)
    ((line,),) = province.rows("SELECT id FROM exception WHERE kind = 'hard_conflict'")
    author.write(ev.ExceptionResolved(line, "hard_conflict", "keep", "đã trả"), "x")
    author.close_day()
    province.push(author)
    with province.db.transaction() as conn:
        body = ev.AgencyIdentified("Sở Giả Định", "H49.1")
        append(conn, province.keys, PROVINCE, [(body, "agency")], actor="ha", now=NOW)
        lease = (ev.BlockLeased(author.stream.hex(), TODAY, 1, 20), "lease")
        append(conn, province.keys, SITE, [lease], actor="central", now=NOW)
        take(conn, TODAY, 20, author.sender, author.stream)
        conn.execute(
            "INSERT INTO enrolment VALUES (%s, 4, 'a', now(), 0, NULL), (%s, 3, 'b', now(), 0,"
            " now())",
            (SITE, SITE),
        )
    for site in (SITE, PROVINCE):
        follow(province.db, site)
    return author


def content(db: Database, *, without: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """All rows of all tables as text."""
    with db.transaction() as conn:
        names = [n for n in (*tables_kept(conn), *PROJECTIONS) if n not in without]
        return {
            name: conn.execute(f"SELECT t::text FROM {name} t ORDER BY 1".encode()).fetchall()
            for name in names
        }
