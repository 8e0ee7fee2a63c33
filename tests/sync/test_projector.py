"""From frames to tables: order, causes that come late, values that cannot be stored, the thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from central import projector
from central.projector import Projector, follow
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.dossier_view import DossierView, fold
from core.domain.numbering import Number
from core.domain.text import fold_code
from tests.sync.central_support import MONDAY, SITE, Author, Province, bulk, new_id


def view_of(province: Province, uid: str) -> DossierView:
    ((view,),) = province.rows("SELECT view FROM dossier WHERE uid = %s", uid)
    return msgspec.convert(view, DossierView)


def folded(author: Author, uid: str) -> DossierView | None:
    """What the station itself makes of a dossier."""
    view = None
    for data, digest in zip(author.events, author.hashes, strict=True):
        event = ev.decode(data)
        if event.subject == uid:
            view = fold(view, event, digest)
    return view


def test_tables_say_what_the_station_says(province: Province) -> None:
    author = province.author()
    uids = [author.receive() for _ in range(3)]
    author.printed(uids[0])
    author.amend(uids[0], note="Thêm giấy", fee_vnd=12_000)
    author.give_back(uids[1])
    author.cancel(uids[2])
    province.push(author)
    for uid in uids:
        assert view_of(province, uid) == folded(author, uid)
    rows = province.rows("SELECT state, station, day, procedure_code FROM dossier ORDER BY number")
    assert [r[0] for r in rows] == [State.RECEIVED, State.RETURNED, State.CANCELLED]
    assert {r[1:] for r in rows} == {(3, MONDAY, "1.001193")}
    assert province.rows("SELECT amount_vnd FROM fee WHERE uid = %s", uids[0]) == [(12_000,)]
    assert province.exceptions() == []


def test_every_number_finds_its_dossier(province: Province) -> None:
    author = province.author()
    number = Number("T03ABCD-261123-001", MONDAY, 1, provisional=True)
    uid = author.receive(number=number)
    author.write(ev.CodeBound(Number("H49.215-261123-0777", MONDAY, 777)), uid)
    province.push(author)
    rows = province.rows("SELECT key FROM dossier_number WHERE uid = %s ORDER BY key", uid)
    assert [key for (key,) in rows] == sorted(
        [fold_code("H49.215-261123-0777"), fold_code("T03ABCD-261123-001")]
    )
    assert province.rows("SELECT number, official_code FROM dossier") == [
        ("H49.215-261123-0777", "H49.215-261123-0777")
    ]


def test_following_again_changes_nothing_and_goes_on_where_it_was(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    province.store(author)
    assert follow(province.db, SITE) == 2
    assert follow(province.db, SITE) == 0
    author.printed(uid)
    province.store(author)
    assert follow(province.db, SITE) == 1
    assert province.rows("SELECT position, projected, crossed FROM site WHERE site = %s", SITE) == [
        (3, 3, 3)
    ]


def test_many_runs_make_the_same_as_one(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = province.author()
    uids = [author.receive() for _ in range(5)]
    for uid in uids:
        author.printed(uid)
        author.amend(uid, note="x")
    monkeypatch.setattr(projector, "AT_ONCE", 2)
    province.push(author)
    assert [view_of(province, uid) for uid in uids] == [folded(author, uid) for uid in uids]


def test_a_large_event_is_a_run_of_its_own(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projector, "BYTES_AT_ONCE", 3_000)
    author = province.author()
    uids = [author.receive(note="x" * size) for size in (10, 200_000, 10)]
    province.push(author)
    assert province.rows("SELECT count(*) FROM dossier") == [(len(uids),)]


# --- causes that come late ------------------------------------------------------------


def test_an_effect_waits_visibly_for_its_cause(province: Province) -> None:
    old, new = province.author(), Author()
    uid = old.receive()
    province.enrol(new.public)
    new.began(old)
    new.printed(uid)
    new.give_back(uid)
    province.push(new)
    assert province.rows("SELECT count(*) FROM dossier") == [(0,)]
    assert province.rows("SELECT count(*) FROM waiting") == [(2,)]
    assert province.exceptions() == [("cause_missing", uid)] * 2
    province.push(old)
    assert view_of(province, uid).state is State.RETURNED
    assert province.rows("SELECT count(*) FROM waiting") == [(0,)]
    assert province.exceptions() == []
    rows = province.rows("SELECT DISTINCT resolved_by, resolution FROM exception")
    assert rows == [("", "cause_arrived")]
    assert province.rows("SELECT position FROM dossier") == [(5,)]  # readers see that it moved


def test_a_cause_and_its_effects_may_come_in_one_run(province: Province) -> None:
    old, new = province.author(), Author()
    uid = old.receive()
    province.enrol(new.public)
    new.began(old)
    new.amend(uid, note="sau")
    province.store(new)
    province.store(old)
    follow(province.db, SITE)
    assert view_of(province, uid).content.note == "sau"
    assert province.exceptions() == []
    assert province.rows("SELECT count(*) FROM waiting") == [(0,)]


def test_an_effect_waits_for_just_the_event_that_its_author_had_seen(province: Province) -> None:
    old = province.author()
    uid = old.receive()
    province.push(old)
    old.amend(uid, note="trước")  # at the station, not here yet
    new = Author()
    province.enrol(new.public)
    new.began(old)
    new.amend(uid, note="sau")
    province.push(new)
    assert view_of(province, uid).content.note == ""
    assert province.exceptions() == [("cause_missing", uid)]
    province.push(old)
    assert view_of(province, uid).content.note == "sau"
    assert province.exceptions() == []


# --- what cannot be read or stored ------------------------------------------------------


def test_kinds_of_a_newer_program_cost_one_line_a_kind(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    for n in range(3):
        author.write(ev.DossierCancelled("x"), f"ticket-{n}", kind="ticket_taken")
    author.write(ev.DossierCancelled("x"), uid, v=2)
    author.printed(uid)
    province.push(author)
    assert sorted(province.exceptions()) == [("newer_event", ""), ("newer_event", uid)]
    assert view_of(province, uid).printed_at is not None


def test_a_value_that_postgresql_cannot_hold_costs_one_line(province: Province) -> None:
    author = province.author()
    good = author.receive()
    bad = author.receive(note="a\0b", number=Number("H49.215-261123-9001", MONDAY, 9001))
    author.printed(bad)
    huge = author.receive(fee_vnd=1 << 70)
    after = author.receive()
    province.push(author)
    rows = province.rows("SELECT uid FROM dossier ORDER BY position")
    assert [uid for (uid,) in rows] == [good, after]
    rows = province.rows("SELECT kind, subject, number FROM exception ORDER BY id")
    assert rows[0] == ("newer_event", bad, "H49.215-261123-9001")
    assert {(kind, subject) for kind, subject, _ in rows[1:]} == {
        ("cause_missing", bad),
        ("newer_event", huge),
    }
    bulk(author, 10)
    province.push(author)  # quick again
    assert province.rows("SELECT count(*) FROM dossier") == [(12,)]


def test_an_amendment_without_sense_costs_one_line(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    author.amend(uid, fee_vnd="rất nhiều")
    author.amend(uid, note="ổn")
    province.push(author)
    assert province.exceptions() == [("newer_event", uid)]
    assert view_of(province, uid).content.note == "ổn"


# --- closings -------------------------------------------------------------------------


def test_closings_of_days_and_offices_have_their_tables(province: Province) -> None:
    author = province.author()
    author.receive()
    author.close_day()
    lines = (ev.RosterLine(3, "complete", 3),)
    author.write(ev.OfficeClosed(MONDAY, lines, "Hà"), f"office:{MONDAY}")
    province.push(author)
    ((station, day, seq, body),) = province.rows("SELECT station, day, seq, body FROM day_close")
    assert (station, day, seq, body["officer_name"]) == (3, MONDAY, 3, "Hà")
    ((day, body),) = province.rows("SELECT day, body FROM office_close")
    assert (day, body["lines"]) == (MONDAY, [{"station": 3, "state": "complete", "last": 3}])


def test_a_closed_day_never_changes(province: Province) -> None:
    author = province.author()
    author.receive()
    author.close_day()
    province.push(author)
    before = province.rows("SELECT * FROM day_close")
    late = author.receive()
    author.printed(late)
    author.close_day()
    author.day = MONDAY + timedelta(days=1)
    author.receive()
    province.push(author)
    assert province.rows("SELECT * FROM day_close") == before
    assert province.exceptions() == [("late_after_close", late), ("late_after_close", "")]
    assert province.rows("SELECT count(*) FROM dossier") == [(3,)]  # the number counts all the same


# --- the thread, and several of them ---------------------------------------------------


def test_only_one_follows_at_a_time(province: Province) -> None:
    author = province.author()
    bulk(author, 3)
    province.store(author)
    with province.db.transaction() as conn:
        assert projector.lock_projection(conn, SITE, wait=False)
        assert follow(province.db, SITE) == 0
    assert follow(province.db, SITE) == 4


def test_the_thread_follows_what_it_is_woken_for(province: Province) -> None:
    author = province.author()
    bulk(author, 3)
    thread = Projector(province.db, every=30)
    thread.start()
    try:
        province.store(author)
        thread.wake(SITE)
        until(lambda: province.rows("SELECT projected FROM site WHERE site=%s", SITE) == [(4,)])
        author.receive()
        province.store(author)
        thread.wake()  # some site's
        until(lambda: province.rows("SELECT projected FROM site WHERE site=%s", SITE) == [(5,)])
        assert thread.alive
    finally:
        thread.stop()
    assert not thread.alive


def test_the_thread_looks_by_itself_and_survives_a_database_that_went(
    province: Province,
) -> None:
    author = province.author()
    thread = Projector(province.db, every=0.02)
    thread.start()
    try:
        with province.db.transaction() as conn:
            conn.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        bulk(author, 3)
        province.store(author)
        until(lambda: province.rows("SELECT crossed FROM site WHERE site = %s", SITE) == [(4,)])
    finally:
        thread.stop()


def until(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    """Asks again and again, at most so long."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("did not come true")


def test_the_same_frames_give_other_sites_their_own_tables(province: Province) -> None:
    here, there = province.author(), province.author("H49.216")
    uid = new_id()
    here.receive(uid)
    there.receive(uid)
    province.push(here, there)
    assert province.rows("SELECT site, uid FROM dossier ORDER BY site") == [
        (SITE, uid),
        ("H49.216", uid),
    ]
