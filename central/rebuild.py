"""Makes a site's tables anew from its frames, as after an upgrade or a restore (design §3)."""

from __future__ import annotations

from typing import Final

from psycopg import sql

from central.database import Conn, Database
from central.exceptions import cross_numbers
from central.projector import Run, advance, follow, lock_projection

#: tables that are nothing but functions of the frames, led by their site
PROJECTIONS: Final = (
    "dossier",
    "dossier_number",
    "fee",
    "waiting",
    "moved_event",
    "day_close",
    "office_close",
)


def rebuild(db: Database, site: str | None = None) -> int:
    """Rebuilds one site, or all of them one after the other.

    Each in one transaction: whoever reads sees the old tables until the new
    ones are whole, and storing goes on meanwhile. Lines of the exception list
    keep their number and what was decided; those whose cause is gone go.

    Returns:
        How many frames were interpreted.

    Raises:
        EnvironmentFault: the database's; the site at hand is as it was.
    """
    if site is not None:
        return _rebuild(db, site)
    with db.transaction() as conn:
        sites = [name for (name,) in conn.execute("SELECT site FROM site ORDER BY site")]
    return sum(_rebuild(db, name) for name in sites)


def _rebuild(db: Database, site: str) -> int:
    with db.transaction() as conn:
        lock_projection(conn, site, wait=True)
        _clear(conn, site)
        run, done = Run(0), 0
        while frames := advance(conn, site, run):
            done += frames
        cross_numbers(conn, site, run.keys)
        conn.execute("DELETE FROM exception WHERE site = %s AND stale", (site,))
        # last, because it keeps this site's senders waiting until the transaction ends
        conn.execute("UPDATE site SET projected = %s, crossed = 0 WHERE site = %s", (run.at, site))
    return done + follow(db, site)


def _clear(conn: Conn, site: str) -> None:
    for table in PROJECTIONS:
        conn.execute(
            sql.SQL("DELETE FROM {} WHERE site = %s").format(sql.Identifier(table)), (site,)
        )
    conn.execute("UPDATE exception SET stale = true WHERE site = %s", (site,))
