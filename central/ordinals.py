"""A day's ordinals across the province, for people: how far they are, frozen days and thawing.

After a restore central does not know which ordinals it had leased since its
backup, so those days are frozen: stations use up what they hold, then give
provisional numbers. A person who lets a day be leased again says from which
ordinal on, above all that may have been given.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from msgspec import Struct

from central.database import Conn
from core.domain.errors import FieldError, Refused

#: days before today that are shown, frozen or not
BACK: Final = timedelta(days=2)
#: provisional numbers and those of slips
_NOT_OFFICIAL: Final = "^[TBK][0-9]{2}[0-9A-Z]{4}-"


class OrdinalDay(Struct, frozen=True):
    """One day.

    Attributes:
        next: the ordinal that the next lease begins with.
        leases: blocks known here.
        frozen: leases nothing until a person says so.
        thawed_at, thawed_by: when it was let go and by whom.
    """

    day: date
    next: int
    leases: int
    frozen: bool
    thawed_at: datetime | None
    thawed_by: str


class Safe(Struct, frozen=True):
    """From where a frozen day may be leased again.

    Attributes:
        least: above all that is known to be given; less is refused.
        advised: also above one further lease of every active station.
        most: last ordinal that the code's width allows.
    """

    least: int
    advised: int
    most: int


def days(conn: Conn, today: date) -> list[OrdinalDay]:
    """Frozen days, and those from just before today on, the earliest first."""
    rows = conn.execute(
        "SELECT d.day, d.next, (SELECT count(*) FROM lease l WHERE l.day = d.day), d.frozen,"
        " d.thawed_at, d.thawed_by FROM ordinal_day d WHERE d.frozen OR d.day >= %s"
        " ORDER BY d.day LIMIT 400",
        (today - BACK,),
    )
    return [OrdinalDay(*row) for row in rows]


def safe(conn: Conn, day: date) -> Safe:
    """What is known of a day's ordinals; takes no lock.

    Raises:
        Refused: ``day_not_frozen``.
    """
    row = conn.execute(
        "SELECT d.next, c.ordinal_width FROM ordinal_day d, central c WHERE d.day = %s AND frozen",
        (day,),
    ).fetchone()
    if row is None:
        raise Refused(FieldError("day_not_frozen", "day", {"day": f"{day:%d/%m/%Y}"}))
    least = max(row[0], _highest(conn, day) + 1)
    (stations,) = conn.execute(
        "SELECT coalesce(sum(s.lease_size), 0)::integer FROM station t JOIN site s USING (site)"
        " WHERE t.active"
    ).fetchone() or (0,)
    most = 10 ** int(row[1]) - 1
    return Safe(least, least + int(stations), most)


def _highest(conn: Conn, day: date) -> int:
    """The highest ordinal of a day on a dossier, in a conflict or in a lease; 0 for none."""
    (highest,) = conn.execute(
        "SELECT greatest("
        " (SELECT max(substring(d.official_code FROM '[0-9]+$')::integer) FROM site s"
        "  JOIN dossier d ON d.site = s.site AND d.day = %(day)s"
        "  WHERE d.official_code ~ %(tail)s),"
        " (SELECT max(substring(number FROM '[0-9]+$')::integer) FROM exception"
        "  WHERE number ~ %(tail)s AND number !~ %(other)s),"
        " (SELECT max(last) FROM lease WHERE day = %(day)s), 0)",
        {"day": day, "tail": f"-{day:%y%m%d}-[0-9]{{1,6}}$", "other": _NOT_OFFICIAL},
    ).fetchone() or (0,)
    return int(highest)


def thaw(conn: Conn, day: date, first: int, actor: str, now: datetime) -> None:
    """Lets a frozen day's ordinals be leased again, from ``first`` on.

    Args:
        conn: inside a transaction.
        day: a frozen one.
        first: what the next lease begins with.
        actor: the operator.
        now: central's clock, aware.

    Raises:
        Refused: ``day_not_frozen``, ``ordinal_given`` for an ordinal that may
            have been given, or that the code has no room for.
    """
    conn.execute("SELECT 1 FROM ordinal_day WHERE day = %s FOR UPDATE", (day,))
    known = safe(conn, day)
    if not known.least <= first <= known.most:
        params = {"low": known.least, "high": known.most}
        raise Refused(FieldError("ordinal_given", "first", params))
    conn.execute(
        "UPDATE ordinal_day SET frozen = false, next = %s, thawed_at = %s, thawed_by = %s"
        " WHERE day = %s",
        (first, now, actor, day),
    )
