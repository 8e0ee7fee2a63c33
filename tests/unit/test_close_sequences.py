"""Random acts, clocks, restores and closings: what is closed stays as it was signed."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings, strategies as st

from core.domain import events as ev
from core.domain.day_close import facts_of
from core.domain.day_papers import fees_of
from core.domain.dossier import State
from core.domain.errors import Refused
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.close_day import Signed, close_day
from core.services.receipts import record_printed
from core.services.station import grant_block, open_day
from db import day as days, queries
from db.store import default_mark
from db.verify import verify
from tests.unit.station_support import Station, station

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.integers(0, 30_000)),
        st.tuples(st.just("amend"), st.integers(0, 30_000)),
        st.tuples(st.sampled_from(["cancel", "print", "close", "close", "open"]), st.just(0)),
        st.tuples(st.just("restore"), st.integers(0, 9)),
        st.tuples(st.just("clock"), st.integers(-3 * 86_400, 4 * 86_400)),
        st.tuples(st.just("clock"), st.integers(60, 30_000)),
    ),
    min_size=6,
    max_size=22,
)


class World:
    """A station, and what it signed."""

    def __init__(self, ward: Station) -> None:
        self.ward = ward
        self.numbers: list[str] = []
        self.signed: dict[date, ev.DayClosed] = {}
        self.last: date | None = None

    def do(self, step: str, value: int) -> None:
        ward = self.ward
        if step == "receive":
            self.numbers.append(ward.receive(fee_vnd=value).number)
        elif step == "clock":
            ward.clock.now += timedelta(seconds=value)
        elif step == "close":
            done = close_day(None, Signed("giải trình"), ward.store, ward.context)
            assert done.closed.day not in self.signed
            self.signed[done.closed.day] = done.closed
        elif step == "open":
            open_day(None, ward.store, ward.context)
        elif step == "restore":
            self.restore(value)
        elif self.numbers:
            self.change(step, value)

    def change(self, step: str, value: int) -> None:
        ward, number = self.ward, self.numbers[value % len(self.numbers)]
        if step == "amend":
            source = {"reason": "sai", "fee_vnd": value}
            amend_dossier(number, source, ward.store, ward.context)
        elif step == "cancel":
            cancel_dossier(number, {"reason": "nhầm"}, ward.store, ward.context)
        else:
            record_printed(number, "receipt", ward.store, ward.context)

    def restore(self, lost: int) -> None:
        """The mark is gone: a new stream, and a block above what the last receipt told."""
        ward = self.ward
        default_mark(ward.data).unlink(missing_ok=True)
        ward.reopen()
        day = queries.last_day(ward.store.conn)
        with ward.store.act() as act:
            used = act.used_ordinals(day) if day else 0
        told = f"H49.215-{day:%y%m%d}-{used + lost:04d}" if day and used + lost else "none"
        grant_block("1-900", told, ward.store, ward.context)

    def check(self) -> None:
        conn = self.ward.store.conn
        last = queries.last_day(conn)
        assert self.last is None or (last is not None and last >= self.last)
        self.last = last
        for day, body in self.signed.items():
            kept = days.closing(conn, day)
            record = days.record(conn, day)
            assert kept is not None
            assert kept.body == body
            assert record is not None
            again = facts_of(record, clock_day=day, clock_doubtful=False)
            assert (again.counts, again.fees_vnd) == (body.counts, body.fees_vnd)
            assert (again.numbers, again.late) == (body.numbers, body.late)

    def check_fees(self) -> None:
        """The days together are what all dossiers owe, when none was passed over unclosed."""
        conn = self.ward.store.conn
        opened = [
            date.fromisoformat(day) for (day,) in conn.execute("SELECT day FROM business_day")
        ]
        records = [days.record(conn, day) for day in sorted(opened)]
        if set(sorted(opened)[:-1]) <= self.signed.keys():
            dossiers = [queries.dossier(conn, number) for number in self.numbers]
            assert sum(fees_of(r.events, r.fees_before) for r in records if r) == sum(
                each.content.fee_vnd or 0
                for each in dossiers
                if each is not None and each.state is not State.CANCELLED
            )


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example([("open", 0), ("close", 0), ("restore", 0)])
def test_closed_days_stay_as_they_were_signed(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, station(Path(folder)) as ward:
        world = World(ward)
        for step, value in steps:
            with suppress(Refused):
                world.do(step, value)
            world.check()
        world.check_fees()
        assert len(set(world.numbers)) == len(world.numbers)
        assert verify(ward.store, full=True)["ok"]
