"""What central hands back: its own streams, the feed of changes, leases, codes, decisions."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from central import decisions, reference
from central.feed import changes
from central.leases import take, top_up
from central.projector import follow
from central.streams import PROVINCE, append
from core.data import load_calendar_years, load_rule_packs
from core.domain import events as ev
from core.domain.dossier import State
from core.domain.errors import Refused
from core.domain.numbering import Number
from sync.wire.batch import check_batch, decode_batch
from sync.wire.bundle import LeaseWish
from sync.wire.changes import Changes
from sync.wire.limits import WireError
from sync.wire.signing import check_head
from tests.sync.central_support import MONDAY, NOW, SITE, Author, Province
from tests.unit.station_support import ROWS, catalogue

OTHER = "H49.216"


@pytest.fixture
def author(province: Province) -> Author:
    province.site()
    made = province.author()
    province.push(made)
    return made


def told(province: Province, author: Author, cursor: str = "") -> Changes:
    with province.db.transaction() as conn:
        return changes(conn, province.keys, author.sender, cursor, NOW)


def whole(province: Province, author: Author) -> list[ev.Event[ev.Body]]:
    """All events of central's that a station is told, every frame believed."""
    found: list[ev.Event[ev.Body]] = []
    cursor, more = "", True
    while more:
        answer = told(province, author, cursor)
        for data in answer.batches:
            batch = decode_batch(data)
            check_batch(batch, lambda _: province.keys.public)
            found += map(ev.decode, batch.events)
        cursor, more = answer.cursor, answer.more
    return found


def test_catalogue_goes_to_everybody_once(province: Province, author: Author) -> None:
    data = catalogue(*ROWS)
    with province.db.transaction() as conn:
        assert reference.import_catalogue(conn, province.keys, data, "QĐ 1", "chi", NOW) == (4, 4)
        assert reference.import_catalogue(conn, province.keys, data, "QĐ 1", "chi", NOW) == (4, 0)
    first = told(province, author)
    kinds = [e.kind for b in first.batches for e in map(ev.decode, decode_batch(b).events)]
    assert kinds == ["central_stream_began", "procedures_imported"]
    again = told(province, author, first.cursor)
    assert (again.batches, again.dossiers, again.more) == ((), (), False)
    assert (again.exceptions, again.stations) == (None, None)
    assert len(msgspec.msgpack.encode(again)) < 1000


def test_heads_are_signed_and_of_the_asking_station_only(
    province: Province, author: Author
) -> None:
    other = province.author(station=4)
    author.receive()
    province.push(author, other)
    heads = [check_head(province.keys.public, signed) for signed in told(province, author).heads]
    assert [(h.stream, h.seq, h.hash) for h in heads] == [(author.stream, 2, author.hashes[-1])]


def test_other_stations_dossiers_are_told_with_their_changes(
    province: Province, author: Author
) -> None:
    other = province.author(station=4)
    uid = other.receive()
    author.receive()
    province.push(author, other)
    follow(province.db, SITE)
    first = told(province, author)
    assert [(d.station, d.view.uid, d.view.state) for d in first.dossiers] == [
        (4, uid, State.RECEIVED)
    ]
    other.cancel(uid)
    province.push(other)
    follow(province.db, SITE)
    second = told(province, author, first.cursor)
    assert [d.view.state for d in second.dossiers] == [State.CANCELLED]
    assert told(province, author, second.cursor).dossiers == ()


def test_many_dossiers_come_in_parts_without_gap(province: Province, author: Author) -> None:
    other = province.author(station=4)
    uids = {other.receive() for _ in range(450)}
    province.push(other)
    follow(province.db, SITE)
    cursor, seen, rounds, more = "", [], 0, True
    while more:
        answer = told(province, author, cursor)
        seen += [d.view.uid for d in answer.dossiers]
        cursor, more, rounds = answer.cursor, answer.more, rounds + 1
    assert (len(seen), set(seen), rounds) == (450, uids, 3)


def test_another_site_is_invisible(province: Province, author: Author) -> None:
    province.site(OTHER)
    foreign = province.author(site=OTHER, station=1)
    foreign.receive()
    province.push(foreign)
    follow(province.db, OTHER)
    with province.db.transaction() as conn:
        account = ev.AccountChanged("lan", "Vũ Thị Lan", "clerk", "$argon2id$x")
        reference.set_account(conn, province.keys, OTHER, account, "chi", NOW)
    answer = told(province, author)
    assert (answer.dossiers, answer.batches) == ((), ())
    kinds = [e.kind for e in whole(province, foreign)]
    assert kinds == ["central_stream_began", "account_changed"]


def test_restored_station_hears_of_its_own_lost_dossiers(
    province: Province, author: Author
) -> None:
    lost = author.receive()
    province.push(author)
    follow(province.db, SITE)
    assert told(province, author).dossiers == ()
    again = Author(SITE, author.station, key=author.key)
    again.began(author, at=1)
    province.push(again)
    follow(province.db, SITE)
    assert [d.view.uid for d in told(province, again).dossiers] == [lost]


def test_cursor_of_an_older_epoch_begins_anew_for_dossiers(
    province: Province, author: Author
) -> None:
    other = province.author(station=4)
    other.receive()
    province.push(other)
    follow(province.db, SITE)
    before = told(province, author)
    with province.db.transaction() as conn:
        conn.execute("UPDATE central SET epoch = epoch + 1")
    after = told(province, author, before.cursor)
    assert after.epoch == before.epoch + 1
    assert len(after.dossiers) == 1


@pytest.mark.parametrize("cursor", ["%", "AAAA", "x" * 5000, "g6VlcG9jaA"])
def test_a_cursor_that_is_none_is_refused(province: Province, author: Author, cursor: str) -> None:
    with pytest.raises(WireError, match="malformed"):
        told(province, author, cursor)


# --- leases ---------------------------------------------------------------------------


def wish(author: Author, day: date = MONDAY, left: int = 0, held: int = 0) -> LeaseWish:
    return LeaseWish(author.stream, day.isoformat(), left, held)


def asked(province: Province, author: Author, *wishes: LeaseWish) -> int:
    with province.db.transaction() as conn:
        return top_up(conn, province.keys, author.sender, wishes, NOW)


def leased(province: Province, author: Author) -> list[tuple[date, int, int]]:
    bodies = [e.body for e in whole(province, author)]
    return [(b.day, b.first, b.last) for b in bodies if isinstance(b, ev.BlockLeased)]


def test_a_lost_answer_leases_once(province: Province, author: Author) -> None:
    assert asked(province, author, wish(author)) == 1
    assert asked(province, author, wish(author)) == 0  # it does not know of the first yet
    assert asked(province, author, wish(author, left=12, held=20)) == 0
    assert asked(province, author, wish(author, left=9, held=20)) == 1
    assert leased(province, author) == [(MONDAY, 1, 20), (MONDAY, 21, 40)]


def test_stations_of_all_sites_never_overlap(province: Province, author: Author) -> None:
    province.site(OTHER)
    authors = [author, province.author(station=4), province.author(site=OTHER, station=3)]
    province.push(*authors[1:])
    week = [MONDAY + timedelta(days=n) for n in range(5)]
    threads = [
        threading.Thread(target=asked, args=(province, a, *(wish(a, day) for day in order)))
        for a, order in zip(authors, (week, week[::-1], week), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    blocks = province.rows("SELECT day, first, last FROM lease ORDER BY day, first")
    assert len(blocks) == 15
    for (day, _, last), (next_day, first, _) in pairwise(blocks):
        assert next_day > day or first == last + 1


def test_the_width_of_the_code_is_never_exceeded(province: Province, author: Author) -> None:
    with province.db.transaction() as conn:
        conn.execute("UPDATE central SET ordinal_width = 2")
        blocks = [take(conn, MONDAY, 40, author.sender, author.stream) for _ in range(4)]
    assert blocks == [(1, 40), (41, 80), (81, 99), None]


def test_a_frozen_day_leases_nothing(province: Province, author: Author) -> None:
    with province.db.transaction() as conn:
        conn.execute("INSERT INTO ordinal_day VALUES (%s, 60, true)", (MONDAY,))
    assert asked(province, author, wish(author), wish(author, MONDAY + timedelta(days=1))) == 1
    assert [day for day, _, _ in leased(province, author)] == [MONDAY + timedelta(days=1)]


def test_wishes_for_others_or_nonsense_are_refused(province: Province, author: Author) -> None:
    other = province.author(station=4)
    province.push(other)
    for bad, code in (
        ([wish(other)], "key_unknown"),
        ([LeaseWish(author.stream, "31/12/2026", 0, 0)], "malformed"),
        ([wish(author)] * 16, "too_large"),
    ):
        with pytest.raises(WireError, match=code):
            asked(province, author, *bad)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(sizes=st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_blocks_of_a_day_follow_each_other(province: Province, sizes: list[int]) -> None:
    author = Author(SITE, 9)
    with province.db.transaction() as conn:
        conn.execute("DELETE FROM lease")
        conn.execute("DELETE FROM ordinal_day")
        blocks = [take(conn, MONDAY, size, author.sender, author.stream) for size in sizes]
    expected = 1
    for size, block in zip(sizes, blocks, strict=True):
        assert block == (expected, expected + size - 1)
        expected += size


# --- decisions and codes ----------------------------------------------------------------


def provisional(author: Author, ordinal: int = 1) -> tuple[str, str]:
    text = f"T{author.station:02d}ABCD-261123-{ordinal:03d}"
    return author.receive(number=Number(text, MONDAY, ordinal, provisional=True)), text


def test_central_binds_codes_once_where_the_province_lets_it(
    province: Province, author: Author
) -> None:
    uid, text = provisional(author)
    province.push(author)
    follow(province.db, SITE)
    with province.db.transaction() as conn:
        assert decisions.bind_provisional(conn, province.keys, SITE, NOW).bound == 0
        conn.execute("UPDATE site SET binds = true WHERE site = %s", (SITE,))
        assert decisions.bind_provisional(conn, province.keys, SITE, NOW).unknown == 1
        reference.set_agency(
            conn, province.keys, "Ủy ban nhân dân phường Cửa Ông", "H49.215", "chi", NOW
        )
        assert decisions.bind_provisional(conn, province.keys, SITE, NOW).bound == 1
        assert decisions.bind_provisional(conn, province.keys, SITE, NOW).bound == 0
    follow(province.db, SITE)
    with province.db.transaction() as conn:
        site, view = decisions.find(conn, text)
        assert (site, view.uid, view.official_code) == (SITE, uid, "H49.215-261123-0001")
        assert decisions.find(conn, view.official_code)[1].uid == uid
    assert asked(province, author, wish(author)) == 1  # central's own ordinal is not leased again
    assert leased(province, author) == [(MONDAY, 2, 21)]


def test_a_code_of_the_province_is_bound_by_hand(province: Province, author: Author) -> None:
    _, text = provisional(author)
    province.push(author)
    follow(province.db, SITE)
    code = "H49.1-261123-9001"
    with province.db.transaction() as conn:
        decisions.bind_code(conn, province.keys, text, code, "chi", NOW)
    follow(province.db, SITE)
    with province.db.transaction() as conn:
        decisions.bind_code(conn, province.keys, text, code, "chi", NOW)  # again: nothing
        with pytest.raises(Refused, match="code_bound_already"):
            decisions.bind_code(conn, province.keys, text, "H49.1-261123-9002", "chi", NOW)
        with pytest.raises(Refused, match="dossier_unknown"):
            decisions.bind_code(conn, province.keys, "T99ZZZZ-261123-001", code, "chi", NOW)
    bound = [e for e in whole(province, author) if e.kind == "code_bound"]
    assert len(bound) == 1


def test_decisions_reach_the_site(province: Province, author: Author) -> None:
    uid = author.receive()
    number = ev.decode(author.events[-1]).body.number.text
    province.push(author)
    follow(province.db, SITE)
    with province.db.transaction() as conn:
        for state in ("processing", "finished"):
            decision = ev.DecisionRecorded(state, NOW, document_no="12/QĐ")
            decisions.record_decision(conn, province.keys, number, decision, "chi", NOW)
        with pytest.raises(Refused, match="not_a_choice"):
            decisions.record_decision(
                conn, province.keys, number, ev.DecisionRecorded("returned", NOW), "chi", NOW
            )
    follow(province.db, SITE)
    with province.db.transaction() as conn:
        _, view = decisions.find(conn, number)
    assert (view.uid, view.state, view.finished_at) == (uid, State.FINISHED, NOW)


def test_portal_dossier_comes_once(province: Province, author: Author) -> None:
    author.receive()
    content = ev.decode(author.events[-1]).body.content
    arrived = ev.PortalDossierArrived("G22.99-261123-0001", NOW, content)
    with province.db.transaction() as conn:
        first = decisions.portal_dossier(conn, province.keys, SITE, arrived, "portal", NOW)
        again = decisions.portal_dossier(conn, province.keys, SITE, arrived, "portal", NOW)
    assert first == again
    follow(province.db, SITE)
    kinds = [e.kind for e in whole(province, author)]
    assert kinds == ["central_stream_began", "portal_dossier_arrived"]
    assert [d.view.state for d in told(province, author).dossiers] == [State.REGISTERED]


# --- the rest -------------------------------------------------------------------------


def test_packs_calendars_accounts_roster(province: Province, author: Author) -> None:
    pack = Path("core/data/rule_packs/2025.toml").read_bytes()
    year = Path("core/data/calendars/2026.toml").read_bytes()
    account = ev.AccountChanged("lan", "Vũ Thị Lan", "clerk", "$argon2id$x")
    stations = (ev.RosterEntry(3, "Quầy 3"), ev.RosterEntry(4, "Quầy 4", active=False))
    with province.db.transaction() as conn:
        keys = province.keys
        assert reference.set_rule_pack(conn, keys, pack, "chi", NOW) == load_rule_packs()[0]
        assert reference.set_calendar(conn, keys, year, "chi", NOW) == load_calendar_years()[0]
        reference.set_account(conn, keys, SITE, account, "chi", NOW)
        reference.set_roster(conn, keys, SITE, stations, "chi", NOW)
    found = [type(e.body) for e in whole(province, author)]
    assert found == [
        ev.CentralStreamBegan, ev.RulePackSet, ev.CalendarSet,
        ev.CentralStreamBegan, ev.AccountChanged, ev.RosterSet,
    ]  # fmt: skip
    active = province.rows("SELECT station, active FROM station WHERE site = %s ORDER BY 1", SITE)
    assert active == [(3, True), (4, False)]


@pytest.mark.parametrize(
    ("data", "field"),
    [(b"\xff", "file"), (b"id = 1", "file"), (b"[" * 5000, "file"), (b"", "file")],
)
def test_files_that_are_none_are_refused(province: Province, data: bytes, field: str) -> None:
    with province.db.transaction() as conn:
        for read in (reference.set_rule_pack, reference.set_calendar):
            with pytest.raises(Refused) as refused:
                read(conn, province.keys, data, "chi", NOW)
            assert [(e.code, e.field) for e in refused.value.errors] == [("file_invalid", "file")]
    assert province.rows("SELECT count(*) FROM frame") == [(0,)]


def test_a_site_that_nobody_made(province: Province) -> None:
    with province.db.transaction() as conn, pytest.raises(LookupError):
        append(conn, province.keys, "H49.999", [(ev.RosterSet(()), "roster")], actor="x", now=NOW)


def test_concurrent_appends_stay_gapless(province: Province) -> None:
    def add(n: int) -> None:
        for _ in range(10):
            with province.db.transaction() as conn:
                reference.set_agency(conn, province.keys, f"Sở {n}", f"H49.{n}", "chi", NOW)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    rows = province.rows("SELECT seq, position FROM frame WHERE site = %s ORDER BY seq", PROVINCE)
    assert rows == [(n, n) for n in range(1, 42)]


def test_clock_is_told(province: Province, author: Author) -> None:
    assert told(province, author).time == datetime(2026, 11, 23, 3, 5, tzinfo=NOW.tzinfo)
