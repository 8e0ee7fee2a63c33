"""What central does by itself: codes for provisional numbers, a turn for each chore, faults."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import Any

import pytest

from central import decisions, reference
from central.chores import CHORES, Chore, Chores, Turn, bind_codes, held
from central.decisions import bind_provisional
from central.projector import Projector, follow
from core.domain import events as ev
from core.domain.numbering import Number
from tests.sync.api_support import Served, serving
from tests.sync.central_support import MONDAY, NOW, SITE, Author, Province

AGENCY = "Ủy ban nhân dân phường Cửa Ông"
PATIENCE = 10.0


def provisional(author: Author, ordinal: int, **fields: Any) -> str:
    """A dossier with a provisional number; its number."""
    text = f"T{author.station:02d}ABCD-261123-{ordinal:03d}"
    author.receive(number=Number(text, MONDAY, ordinal, provisional=True), **fields)
    return text


def let_bind(province: Province, site: str = SITE) -> None:
    with province.db.transaction() as conn:
        conn.execute("UPDATE site SET binds = true WHERE site = %s", (site,))
        reference.set_agency(conn, province.keys, AGENCY, "H49.215", "chi", NOW)


def codes(province: Province) -> list[str]:
    """Official codes of the site's dossiers as they came."""
    follow(province.db, SITE)
    rows = province.rows("SELECT official_code FROM dossier WHERE site = %s ORDER BY number", SITE)
    return [code for (code,) in rows]


def bindings(province: Province) -> int:
    ((count,),) = province.rows("SELECT count(*) FROM frame WHERE kind = 'code_bound'")
    return int(count)


# --- binding ------------------------------------------------------------------------------


def test_provisional_dossiers_get_their_codes_soon_after_they_came(served: Served) -> None:
    """The real server: a push wakes the projector, and that wakes the chore."""
    station = served.station()
    let_bind(served.province, station.site)
    number = provisional(station.author, 1)
    assert station.push().status == 200
    until, kinds = time.monotonic() + PATIENCE, list[str]()
    while "code_bound" not in kinds:
        assert time.monotonic() < until
        kinds = [kind for (kind,) in served.province.rows(
            "SELECT kind FROM frame WHERE site = %s ORDER BY position", station.site
        )]  # fmt: skip
    follow(served.db, station.site)
    with served.db.transaction() as conn:
        _, view = decisions.find(conn, number)
    assert view.provisional_number == number
    assert kinds.count("code_bound") == 1


def test_only_where_the_province_lets_central(province: Province) -> None:
    author = province.author()
    provisional(author, 1)
    province.push(author)
    bind_codes(Turn(province.db, province.keys, None, NOW))
    assert codes(province) == [""]
    let_bind(province)
    bind_codes(Turn(province.db, province.keys, frozenset({"H49.999"}), NOW))
    assert codes(province) == [""]
    bind_codes(Turn(province.db, province.keys, frozenset({SITE}), NOW))
    assert codes(province) == ["H49.215-261123-0001"]


def test_agencies_that_nobody_knows_do_not_stand_in_the_way(province: Province) -> None:
    author = province.author()
    for n in range(1, 6):
        provisional(author, n, agency="Sở Chưa Biết")
    provisional(author, 6)
    province.push(author)
    let_bind(province)
    with province.db.transaction() as conn:
        first = bind_provisional(conn, province.keys, SITE, NOW, most=3)
        assert (first.bound, first.unknown) == (0, 3)
        assert first.last is not None
        then = bind_provisional(conn, province.keys, SITE, NOW, after=first.last, most=3)
        assert (then.bound, then.unknown) == (1, 2)
        assert then.last is not None
        assert bind_provisional(conn, province.keys, SITE, NOW, after=then.last).last is None
    assert codes(province).count("H49.215-261123-0001") == 1


def test_several_at_once_bind_each_dossier_once(province: Province) -> None:
    author = province.author()
    for n in range(1, 21):
        provisional(author, n)
    province.push(author)
    let_bind(province)
    turns = [
        threading.Thread(target=bind_codes, args=(Turn(province.db, province.keys, None, NOW),))
        for _ in range(4)
    ]
    for each in turns:
        each.start()
    for each in turns:
        each.join(30)
    assert bindings(province) == 20
    assert len(set(codes(province))) == 20
    assert province.exceptions() == []


def test_what_a_person_bound_meanwhile_stays(province: Province) -> None:
    author = province.author()
    number = provisional(author, 1)
    province.push(author)
    let_bind(province)
    with province.db.transaction() as conn:
        assert decisions.bind_code(conn, province.keys, number, "H49.1-261123-9001", "chi", NOW)
    bind_codes(Turn(province.db, province.keys, None, NOW))  # the tables do not follow yet
    assert codes(province) == ["H49.1-261123-9001"]
    assert bindings(province) == 1


def test_cancelled_ones_get_none(province: Province) -> None:
    author = province.author()
    provisional(author, 1)
    author.cancel(next(iter(author.seen.keys() - {ev.STATION})))
    province.push(author)
    let_bind(province)
    bind_codes(Turn(province.db, province.keys, None, NOW))
    assert bindings(province) == 0


def test_a_frozen_day_waits_until_it_is_thawed(province: Province) -> None:
    author = province.author()
    provisional(author, 1)
    province.push(author)
    let_bind(province)
    with province.db.transaction() as conn:
        conn.execute("INSERT INTO ordinal_day VALUES (%s, 1, true)", (MONDAY,))
    bind_codes(Turn(province.db, province.keys, None, NOW))
    assert codes(province) == [""]
    with province.db.transaction() as conn:
        conn.execute("UPDATE ordinal_day SET frozen = false, next = 500")
    bind_codes(Turn(province.db, province.keys, None, NOW))
    assert codes(province) == ["H49.215-261123-0500"]


# --- the thread ---------------------------------------------------------------------------


class Probe:
    """A chore that tells of its turns."""

    def __init__(self, name: str = "probe", *, every: float = 60.0, fails: int = 0) -> None:
        self.turns: list[frozenset[str] | None] = []
        self.came = threading.Semaphore(0)
        self._fails = fails
        self.chore = Chore(name, self._work, every)

    def _work(self, turn: Turn) -> bool:
        self.turns.append(turn.sites)
        self.came.release()
        if len(self.turns) <= self._fails:
            raise ValueError("Nguyễn Văn Giả, 022194000001")
        return False

    def wait(self) -> None:
        assert self.came.acquire(timeout=PATIENCE)


def running(province: Province, *probes: Probe) -> Chores:
    chores = [each.chore for each in probes]
    made = Chores(province.db, province.keys, clock=lambda: NOW, chores=chores, pause=0.02)
    made.start()
    return made


def test_a_chore_looks_at_all_first_and_then_at_what_moved(province: Province) -> None:
    probe = Probe()
    chores = running(province, probe)
    projector = Projector(province.db, every=0.05, moved=chores.wake)
    try:
        probe.wait()
        author = province.author()
        author.receive()
        projector.start()
        province.store(author)
        projector.wake(SITE)
        probe.wait()
    finally:
        projector.stop()
        chores.stop()
    assert probe.turns == [None, frozenset({SITE})]
    assert not chores.alive


def test_a_chore_that_fails_keeps_nobody_up_and_tells_no_value(
    province: Province, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bad, good = Probe("bad", fails=9), Probe("good", every=0.01)
    chores = running(province, bad, good)
    try:
        bad.wait()
        for _ in range(2):
            good.wait()
        assert chores.alive
    finally:
        chores.stop()
    assert "bad failed: ValueError at" in caplog.text
    assert "Nguyễn" not in caplog.text
    assert "022194" not in caplog.text


def test_one_process_at_a_time_has_a_chores_turn(province: Province) -> None:
    probe, other = Probe("one"), Probe("two")
    with held(province.db, "one") as ours:
        assert ours
        with held(province.db, "one") as again:
            assert not again
        chores = running(province, probe, other)
        other.wait()  # passed over, the next one has its turn
        assert probe.turns == []
        chores.stop()
    chores = running(province, probe)
    try:
        probe.wait()
    finally:
        chores.stop()
    assert probe.turns == [None]


def test_what_moved_while_another_process_was_at_it_is_looked_at_afterwards(
    province: Province,
) -> None:
    probe, other = Probe("one"), Probe("two")
    chores = running(province, probe, other)
    try:
        probe.wait()
        other.wait()
        with held(province.db, "one") as ours:
            assert ours
            chores.wake(SITE)
            other.wait()
            assert probe.turns == [None]
        probe.wait()
    finally:
        chores.stop()
    assert probe.turns == [None, frozenset({SITE})]


def test_every_chore_of_ours_runs_on_an_empty_province(province: Province) -> None:
    assert len({chore.name for chore in CHORES}) == len(CHORES) >= 2
    for chore in CHORES:
        later = NOW + timedelta(days=3)
        assert chore.work(Turn(province.db, province.keys, None, later)) is False


def test_health_asks_for_the_chores_too(province: Province) -> None:
    with serving(province) as served:
        assert served.get("/healthz").status == 200
        served.context.chores.stop()
        assert served.get("/healthz").status == 500
