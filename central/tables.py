"""A site's tables as `central.interpret` asks for them.

Everything that a run of events is likely to need is fetched in one query a
table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from central.database import Conn
from central.exceptions import NOT_APPLIED, raised_before
from central.frames import Frame, read_steps
from central.steps import (
    Past,
    Step,
    Triple,
    Twin,
    number_of,
    past_of,
    triple_of,
)
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.dossier_view import DossierView
from core.domain.text import fold_code

_view = msgspec.json.Decoder(DossierView)


class Tables:
    """The `central.interpret.Known` of PostgreSQL, for one run of events."""

    def __init__(self, conn: Conn, site: str, steps: Sequence[Step], projected: int) -> None:
        """Fetches what the steps will need.

        Args:
            conn: inside the run's transaction.
            site: whose.
            steps: to be taken, in order.
            projected: position before the first of them.
        """
        self._conn, self._site, self._projected = conn, site, projected
        self.views: dict[str, DossierView] = {}
        self.stations: dict[str, int] = {}
        self.lined = raised_before(conn, site)
        self._histories: dict[str, dict[str, Past]] = {}
        self._procedures: dict[str, bool] = {}
        self._revoked = self._load_revoked()
        ((self.restored,),) = self._rows("SELECT restored FROM site WHERE site = %s", site)
        subjects = list({step.subject for step in steps})
        self._load_views(subjects)
        self.stored = frozenset(self.views)
        self.waiting = self._load_waiting(subjects)
        likely = [*steps, *(step for held in self.waiting.values() for step in held)]
        self.numbers = self._load_numbers(likely)
        self._twins = self._load_twins(_triples(likely))
        days = list({step.day for step in likely if step.day is not None} | _closings(steps))
        self.closed_days = {
            (station, day)
            for station, day in self._rows(
                "SELECT station, day FROM day_close WHERE site = %s AND day = ANY(%s)", site, days
            )
        }
        self.closed_offices = {
            day
            for (day,) in self._rows(
                "SELECT day FROM office_close WHERE site = %s AND day = ANY(%s)", site, days
            )
        }

    def _rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._conn.execute(sql.encode(), values).fetchall()

    # --- reading ----------------------------------------------------------------------

    def _load_views(self, subjects: list[str]) -> None:
        for uid, station, view in self._rows(
            "SELECT uid, station, view::text FROM dossier WHERE site = %s AND uid = ANY(%s)",
            self._site,
            subjects,
        ):
            self.views[uid] = _view.decode(view)
            self.stations[uid] = station

    def _load_numbers(self, steps: Sequence[Step]) -> dict[str, set[str]]:
        keys = {fold_code(number) for step in steps if (number := number_of(step))}
        found: dict[str, set[str]] = {key: set() for key in keys}
        for key, uid in self._rows(
            "SELECT key, uid FROM dossier_number WHERE site = %s AND key = ANY(%s)",
            self._site,
            list(keys),
        ):
            found[key].add(uid)
        return found

    def _load_waiting(self, subjects: list[str]) -> dict[str, list[Step]]:
        rows = self._rows(
            "SELECT w.subject, w.id, f.stream, f.seq, f.position, f.id, f.kind, f.subject, f.day,"
            "  f.received_at, f.hash, f.bytes FROM waiting w"
            " JOIN frame f ON f.site = w.site AND f.stream = w.stream AND f.seq = w.seq"
            " WHERE w.site = %s AND w.subject = ANY(%s)",
            self._site,
            subjects,
        )
        frames = {(bytes(row[2]), row[3]): Frame(*row[2:]) for row in rows}
        steps = read_steps(self._conn, self._site, list(frames.values()), again=True)
        by_id = {step.id: step for step in steps}
        found: dict[str, list[Step]] = {}
        for row in rows:
            found.setdefault(row[0], []).append(by_id[row[1]])
        return found

    def _load_twins(self, triples: set[Triple]) -> dict[Triple, list[Twin]]:
        found: dict[Triple, list[Twin]] = {triple: [] for triple in triples}
        if triples:
            days, codes, owners = zip(*triples, strict=True)
            for *triple, uid, station, number in self._rows(
                "SELECT d.day, d.procedure_code, d.owner_key, d.uid, d.station, d.number"
                " FROM dossier d JOIN unnest(%s::date[], %s::text[], %s::text[])"
                "  AS t(day, procedure_code, owner_key) USING (day, procedure_code, owner_key)"
                " WHERE d.site = %s AND d.state <> ALL(%s)"
                "  AND d.number IS DISTINCT FROM d.view->>'slip_number'",
                *(list(days), list(codes), list(owners), self._site),
                [State.CANCELLED.value, State.NOT_ACCEPTED.value],
            ):
                found[triple[0], triple[1], triple[2]].append(Twin(uid, station, number))
        return found

    def twins(self, triple: Triple) -> Sequence[Twin]:
        """Dossiers of that person, procedure and day, as the tables hold them."""
        if triple not in self._twins:
            self._twins |= self._load_twins({triple})
        return self._twins[triple]

    def _load_revoked(self) -> dict[bytes, list[tuple[int, int | None]]]:
        found: dict[bytes, list[tuple[int, int | None]]] = {}
        for stream, begin, revoked in self._rows(
            "SELECT stream, from_seq, revoked_from FROM stream_key k WHERE site = %s AND EXISTS"
            " (SELECT 1 FROM stream_key r WHERE r.site = k.site AND r.stream = k.stream"
            "  AND r.revoked_from IS NOT NULL) ORDER BY from_seq",
            self._site,
        ):
            found.setdefault(bytes(stream), []).append((begin, revoked))
        return found

    def revoked(self, stream: bytes, seq: int) -> bool:
        """Whether the key that sealed an event was no longer believed there."""
        held = [until for begin, until in self._revoked.get(stream, ()) if begin <= seq]
        return bool(held) and held[-1] is not None and held[-1] <= seq

    def procedure_unknown(self, code: str) -> bool:
        """Whether the province's catalogue, once there is one, lacks a code."""
        if code and code not in self._procedures:
            (unknown,) = self._conn.execute(
                "SELECT EXISTS (SELECT 1 FROM procedure)"
                " AND NOT EXISTS (SELECT 1 FROM procedure WHERE code = %s)",
                (code,),
            ).fetchone() or (False,)
            self._procedures[code] = unknown
        return bool(code) and self._procedures[code]

    def history(self, subject: str) -> dict[str, Past]:
        """Events of a subject in earlier runs, by id."""
        if subject not in self._histories:
            self._histories[subject] = self._load_history(subject)
        return self._histories[subject]

    def _load_history(self, subject: str) -> dict[str, Past]:
        carried = self._rows(
            "SELECT id, carrier, carrier_seq FROM moved_event WHERE site = %s AND subject = %s",
            self._site,
            subject,
        )
        rows = self._rows(
            "SELECT stream, seq, position, id, kind, subject, day, received_at, hash, bytes"
            " FROM frame WHERE site = %s AND position <= %s AND (subject = %s OR (stream, seq) IN"
            "  (SELECT * FROM unnest(%s::bytea[], %s::bigint[])))",
            *(
                self._site,
                self._projected,
                subject,
                [c[1] for c in carried],
                [c[2] for c in carried],
            ),
        )
        refused = self._rows(
            "SELECT event FROM exception WHERE site = %s AND subject = %s"
            " AND kind = ANY(%s) AND NOT stale",
            *(self._site, subject, list(NOT_APPLIED)),
        )
        frames = [Frame(*row) for row in rows]
        known = {id_ for id_, *_ in carried} | {f.id for f in frames}
        gone = {id_ for (id_,) in refused}
        found = {}
        for step in read_steps(self._conn, self._site, frames, again=True):
            if step.subject == subject and step.id in known:
                past = past_of(step)
                if step.id in gone or self.revoked(step.stream, step.seq):
                    past = Past(past.parent)
                found[step.id] = past
        return found


def _triples(steps: Iterable[Step]) -> set[Triple]:
    """Of the dossiers that begin; those amended are asked for when they are."""
    found = set()
    for step in steps:
        body = step.event.body if step.event is not None else None
        content, number = getattr(body, "content", None), getattr(body, "number", None)
        if content is not None and number is not None:
            found.add(triple_of(number.day, content))
    return found


def _closings(steps: Iterable[Step]) -> set[date]:
    kinds = (ev.DayClosed, ev.OfficeClosed)
    bodies = (step.event.body for step in steps if step.event is not None)
    return {body.day for body in bodies if isinstance(body, kinds)}
