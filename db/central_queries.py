"""Reading what central said: where it is, rules, calendars, the roster, codes given later."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from core.domain.acts import CentralJoined
from core.domain.province import RosterEntry
from core.domain.rule_pack import RulePack
from core.domain.working_calendar import CalendarYear

_pack = msgspec.json.Decoder(RulePack)
_year = msgspec.json.Decoder(CalendarYear)


def joined(conn: Any) -> CentralJoined | None:
    """Where central is, None before enrolment."""
    row = conn.execute(
        "SELECT url, signing_key, box_key, province, epoch FROM central ORDER BY pos DESC LIMIT 1"
    ).fetchone()
    return CentralJoined(*row) if row else None


def rule_packs(conn: Any) -> list[RulePack]:
    """Rule packs that central set."""
    return [
        _pack.decode(body) for (body,) in conn.execute("SELECT body FROM rule_pack ORDER BY id")
    ]


def calendar_years(conn: Any) -> list[CalendarYear]:
    """Tables of days off that central set."""
    return [
        _year.decode(body) for (body,) in conn.execute("SELECT body FROM calendar ORDER BY year")
    ]


def rules_mark(conn: Any) -> tuple[int, int]:
    """Changes whenever central sets a pack or a calendar."""
    row = conn.execute(
        "SELECT (SELECT coalesce(max(pos), 0) FROM rule_pack),"
        " (SELECT coalesce(max(pos), 0) FROM calendar)"
    ).fetchone()
    return row[0], row[1]


def roster(conn: Any) -> list[RosterEntry]:
    """The site's stations as central lists them."""
    rows = conn.execute("SELECT station, name, active FROM roster ORDER BY station")
    return [RosterEntry(station, name, bool(active)) for station, name, active in rows]


class Bound(Struct, frozen=True):
    """A dossier whose official code came after its receipt."""

    uid: str
    number: str
    provisional_number: str
    owner: str


def receipts_to_renew(conn: Any, limit: int = 200) -> list[Bound]:
    """Dossiers that got their official code and no receipt with it yet, the newest first.

    Nothing is printed by itself: the citizen is not there. A window may list
    them for the day when they come.
    """
    rows = conn.execute(
        "SELECT d.uid, d.number, d.provisional_number, d.owner FROM dossier d"
        " WHERE d.provisional_number <> '' AND d.official_code <> ''"
        " AND (SELECT coalesce(max(pos), 0) FROM form_print WHERE dossier = d.id"
        "  AND form = 'receipt')"
        " < (SELECT max(pos) FROM journal WHERE subject = d.uid AND kind = 'code_bound')"
        " ORDER BY d.id DESC LIMIT ?",
        (limit,),
    )
    return [Bound(*row) for row in rows]
