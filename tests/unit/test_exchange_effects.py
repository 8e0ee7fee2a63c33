"""What central's events do at a station: numbers, codes, decisions, people, rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.data import load_calendar, load_rule_packs
from core.domain import events as ev
from core.domain.account import Role
from core.domain.dossier import Content, Party, State
from core.domain.dossier_view import fold
from core.domain.errors import Refused
from core.domain.numbering import Number
from core.domain.province import RosterEntry
from core.domain.working_calendar import CalendarYear, DayOff
from core.services.change_dossier import cancel_dossier
from core.services.receipts import record_printed
from counter_app import cli, session
from counter_app.bootstrap import Programme, rules_of
from db import central_queries, journal, queries, site_dossiers
from db.exchange import StationExchange
from db.verify import verify
from tests.unit.central_voice import NOON, TUESDAY, Joined, join
from tests.unit.station_support import Station, station

MONDAY = date(2026, 11, 23)


@pytest.fixture
def joined(blockless: Station) -> Joined:
    """A station without a written block: its ordinals are leased."""
    return join(blockless)


@pytest.fixture
def blocked(tmp_path: Path) -> Iterator[Station]:
    """Another station, with a written block."""
    (tmp_path / "other").mkdir()
    with station(tmp_path / "other") as made:
        yield made


def shown(joined: Joined, number: str) -> Any:
    found = queries.dossier(joined.ward.store.conn, number)
    assert found is not None
    return found


def sound(joined: Joined) -> None:
    report = verify(joined.ward.store, full=True)
    assert report["ok"], report


# --- numbers ----------------------------------------------------------------------------


def test_a_lease_numbers_the_dossiers_of_its_day(joined: Joined) -> None:
    assert joined.ward.receive().why_provisional == "no_block"
    joined.lease(41, 42, MONDAY)
    joined.lease(61, 61, MONDAY)
    joined.lease(71, 99, TUESDAY)
    assert joined.exchange.counts().numbers_left == 3
    numbers = [joined.ward.receive().number for _ in range(3)]
    assert numbers == [f"H49.215-261123-{n:04d}" for n in (41, 42, 61)]
    used_up = joined.ward.receive()
    assert used_up.why_provisional == "block_used_up"
    assert joined.exchange.counts().numbers_left == 0
    sound(joined)


def test_ordinals_of_another_stream_are_not_ours(joined: Joined) -> None:
    joined.lease(1, 20, MONDAY, stream=bytes(16))
    assert joined.ward.receive().provisional
    assert joined.ward.store.conn.execute("SELECT count(*) FROM lease").fetchone() == (0,)
    sound(joined)


def test_ordinals_are_wanted_ahead_of_time(joined: Joined) -> None:
    holiday = CalendarYear(2026, off=(DayOff(date(2026, 11, 25), name="nghỉ"),))
    joined.hear((ev.CalendarSet(holiday), "calendar:2026"))
    exchange = StationExchange(
        joined.ward.store,
        clock=joined.ward.clock,
        calendar=lambda: rules_of(joined.ward.store)[1],
    )
    wishes = exchange.wishes(MONDAY)
    days = [wish.day.day for wish in wishes]
    assert days == [23, 24, 26, 27, 30, 1, 2, 3], "today and seven working days, not the 25th"
    assert {(wish.left, wish.held) for wish in wishes} == {(0, 0)}
    joined.lease(1, 4, MONDAY)
    joined.lease(5, 8, TUESDAY)
    assert [wish.day.day for wish in exchange.wishes(MONDAY)] == days[2:]
    joined.ward.receive()
    joined.ward.receive()
    assert MONDAY not in [wish.day for wish in exchange.wishes(MONDAY)], "half of them are left"
    joined.ward.receive()
    first, *_ = exchange.wishes(MONDAY)
    assert (first.day, first.left, first.held) == (MONDAY, 1, 4)


def test_a_written_block_needs_no_lease_and_without_central_nothing_is_wanted(
    blocked: Station, blockless: Station
) -> None:
    assert StationExchange(blockless.store).wishes(MONDAY) == []
    assert join(blocked).exchange.wishes(MONDAY) == []


def test_ordinals_are_wanted_for_the_opened_day_when_the_clock_fell_behind(joined: Joined) -> None:
    joined.ward.receive()
    wishes = joined.exchange.wishes(date(2020, 1, 1))
    assert wishes[0].day == MONDAY


def test_an_ordinal_that_somebody_elses_code_bears_is_passed_over(joined: Joined) -> None:
    joined.lease(1, 4, MONDAY)
    arrived = ev.PortalDossierArrived("H49.215-261123-0002", NOON, CONTENT)
    joined.hear(
        (arrived, "0" * 32),
        (ev.CodeBound(Number("H49.215-261123-0003", MONDAY, 3)), "1" * 32),
    )
    assert joined.exchange.counts().numbers_left == 2
    numbers = [joined.ward.receive().number for _ in range(2)]
    assert numbers == ["H49.215-261123-0001", "H49.215-261123-0004"]
    assert joined.ward.receive().provisional
    sound(joined)


# --- dossiers ---------------------------------------------------------------------------


def bind(joined: Joined, uid: str, code: str) -> None:
    joined.hear((ev.CodeBound(Number(code, MONDAY, int(code[-4:]), agency_id="H49")), uid))


def test_an_official_code_joins_the_provisional_number(joined: Joined) -> None:
    conn = joined.ward.store.conn
    received = joined.ward.receive()
    record_printed(received.uid, "receipt", joined.ward.store, joined.ward.context)
    jobs = queries.waiting_prints(conn)
    bind(joined, received.uid, "H49.215-261123-0077")
    found = shown(joined, "h49.215 261123 0077")
    assert (found.number, found.official_code) == ("H49.215-261123-0077",) * 2
    assert found.provisional_number == received.number
    assert not found.provisional
    assert shown(joined, received.number).uid == received.uid
    for typed in (received.number, "261123-0077", "2611230077", "261123-001", "huyền diệu"):
        assert [f.id for f in queries.find(conn, typed)] == [received.uid], typed
    assert queries.waiting_prints(conn) == jobs, "no paper by itself: the citizen is not there"
    (renewed,) = central_queries.receipts_to_renew(conn)
    assert (renewed.uid, renewed.number) == (received.uid, "H49.215-261123-0077")
    record_printed(received.uid, "receipt", joined.ward.store, joined.ward.context)
    assert central_queries.receipts_to_renew(conn) == []
    sound(joined)


def test_a_second_code_for_the_same_dossier_changes_nothing(joined: Joined) -> None:
    received = joined.ward.receive()
    bind(joined, received.uid, "H49.215-261123-0077")
    bind(joined, received.uid, "H49.215-261123-0078")
    assert shown(joined, received.uid).number == "H49.215-261123-0077"
    sound(joined)


def test_a_code_given_twice_leaves_both_dossiers_whole(joined: Joined) -> None:
    first, second = joined.ward.receive(), joined.ward.receive()
    for received in (first, second):
        bind(joined, received.uid, "H49.215-261123-0077")
    assert shown(joined, "H49.215-261123-0077").uid == first.uid
    assert shown(joined, second.number).number == "H49.215-261123-0077"
    assert {f.id for f in queries.find(joined.ward.store.conn, "2611230077")} == {
        first.uid,
        second.uid,
    }
    sound(joined)


def decide(joined: Joined, uid: str, state: str, **fields: Any) -> None:
    body = ev.DecisionRecorded(state, datetime(2026, 11, 24, 3, 0, tzinfo=UTC), **fields)
    joined.hear((body, uid))


def test_the_agencys_decisions_move_the_dossier(joined: Joined) -> None:
    received = joined.ward.receive()
    later = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    decide(joined, received.uid, "processing", note="đã nhận", due_at=later)
    found = shown(joined, received.uid)
    assert (found.state, found.reason, found.due_at) == (State.PROCESSING, "đã nhận", later)
    decide(joined, received.uid, "finished")
    assert shown(joined, received.uid).state is State.FINISHED
    row = joined.ward.store.conn.execute(
        "SELECT finished_at, due_at FROM dossier WHERE uid = ?", (received.uid,)
    ).fetchone()
    assert row == ("2026-11-24T10:00:00+07:00", "2026-12-01T16:00:00+07:00"), "local time"
    with pytest.raises(Refused):
        cancel_dossier(received.number, {"reason": "nhầm"}, joined.ward.store, joined.ward.context)
    sound(joined)


@pytest.mark.parametrize("state", ["returned", "processing", "abolished", "draft"])
def test_a_decision_that_does_not_fit_leaves_the_dossier(joined: Joined, state: str) -> None:
    received = joined.ward.receive()
    cancel_dossier(received.number, {"reason": "nhầm"}, joined.ward.store, joined.ward.context)
    decide(joined, received.uid, state)
    assert shown(joined, received.uid).state is State.CANCELLED
    assert joined.exchange.cursor() == "next", "and what comes behind it is taken in"
    sound(joined)


def test_what_concerns_another_stations_dossier_is_stored_and_passed_over(joined: Joined) -> None:
    decide(joined, "f" * 32, "processing")
    bind(joined, "f" * 32, "H49.215-261123-0077")
    assert queries.dossier(joined.ward.store.conn, "H49.215-261123-0077") is None
    sound(joined)


CONTENT = Content("1.001193", "Thủ tục đăng ký khai sinh", Party("Lê Thị Mơ"))


def test_a_dossier_of_the_portal_is_found_by_its_code(joined: Joined) -> None:
    submitted = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    joined.hear((ev.PortalDossierArrived("G22.99-261120-0012", submitted, CONTENT), "9" * 32))
    found = shown(joined, "G22.99-261120-0012")
    assert found.state is State.REGISTERED
    assert found.day == MONDAY, "half past one in the morning here"
    assert [f.id for f in queries.find(joined.ward.store.conn, "le thi mo")] == ["9" * 32]
    assert joined.exchange.counts().dossiers_unsent == 0
    again = ev.PortalDossierArrived("G22.99-261120-0012", submitted, CONTENT)
    joined.hear((again, "9" * 32), (again, "8" * 32))
    sound(joined)


# --- people and rules -------------------------------------------------------------------


def change(joined: Joined, login: str, password: str = "", **fields: Any) -> None:
    values: dict[str, Any] = {"name": "Trần Thị Thu Hà", "role": Role.SUPERVISOR.value, **fields}
    hashed = session.hash_password(password) if password else "x"
    joined.hear((ev.AccountChanged(login, password_hash=hashed, **values), f"account:{login}"))


def test_a_shut_account_cannot_sign_in(joined: Joined) -> None:
    store = joined.ward.store
    change(joined, "ha", "mật khẩu mới", role=Role.CLERK.value)
    assert session.sign_in(store, "ha", "mật khẩu mới").role is Role.CLERK
    change(joined, "ha", "mật khẩu mới", active=False)
    with pytest.raises(Refused) as refused:
        session.sign_in(store, "ha", "mật khẩu mới")
    assert refused.value.errors[0].code == "account_closed"
    with pytest.raises(Refused) as refused:
        session.sign_in(store, "ha", "sai")
    assert refused.value.errors[0].code == "password_wrong", "a stranger is not told"
    assert queries.logins(store.conn) == []
    change(joined, "ha", "mật khẩu mới", role="minister")
    with pytest.raises(Refused) as refused:
        session.sign_in(store, "ha", "mật khẩu mới")
    assert refused.value.errors[0].code == "role_unknown"
    sound(joined)


def test_an_account_comes_from_central(joined: Joined) -> None:
    joined.hear((ev.AccountCreated("ha", "Hà khác", "clerk", "y"), "account:ha"))
    joined.hear((ev.AccountCreated("moi", "Người Mới", "clerk", "y"), "account:moi"))
    conn = joined.ward.store.conn
    assert queries.account(conn, "moi") == ("Người Mới", "clerk", "y", True)
    assert queries.account(conn, "ha") == ("Hà khác", "clerk", "y", True), "the last word counts"
    sound(joined)


def test_rules_of_the_journal_stand_above_those_shipped(joined: Joined) -> None:
    store = joined.ward.store
    assert rules_of(store) == (load_rule_packs(), load_calendar())
    shipped = load_rule_packs()[-1]
    stricter = msgspec.structs.replace(shipped, same_day_cut_off=time(9, 0))
    newer = msgspec.structs.replace(
        shipped, id="2027", effective_from=date(2027, 1, 1), ordinal_width=5
    )
    joined.hear((ev.RulePackSet(stricter), "pack"), (ev.RulePackSet(newer), "pack"))
    holiday = CalendarYear(2026, off=(DayOff(date(2026, 11, 25), name="nghỉ"),))
    joined.hear((ev.CalendarSet(holiday), "calendar:2026"))
    packs, calendar = rules_of(store)
    assert [pack.id for pack in packs] == [*(p.id for p in load_rule_packs()), "2027"]
    assert next(p for p in packs if p.id == shipped.id).same_day_cut_off == time(9, 0)
    assert not calendar.is_working(date(2026, 11, 25))
    assert calendar.covers(date(2027, 1, 1)), "other years stay as shipped"
    context = Programme(joined.ward.data).context(joined.ward.context.actor, store=store)
    assert (context.packs, context.calendar) == (packs, calendar)
    assert context.pack(date(2027, 1, 2)).id == "2027"
    sound(joined)


def test_the_roster_is_the_last_one_told(joined: Joined) -> None:
    one, two = RosterEntry(3, "Quầy 3"), RosterEntry(4, "Quầy 4", active=False)
    joined.hear((ev.RosterSet((one, two)), "roster"))
    assert central_queries.roster(joined.ward.store.conn) == [one, two]
    joined.hear((ev.RosterSet((one,)), "roster"))
    assert central_queries.roster(joined.ward.store.conn) == [one]
    sound(joined)


def test_centrals_catalogue_makes_versions_of_what_changed_alone(joined: Joined) -> None:
    conn = joined.ward.store.conn
    known = [procedure for procedure, _ in queries.procedures(conn)]
    changed = msgspec.structs.replace(known[0], limit="9 working_days")
    joined.hear((ev.ProceduresImported("tỉnh", "", (changed, *known[1:])), "catalogue"))
    versions = dict(conn.execute("SELECT code, max(version) FROM procedure GROUP BY code"))
    assert versions == {p.code: 2 if p.code == changed.code else 1 for p in known}
    assert queries.procedure(conn, changed.code) == (changed, 2)
    sound(joined)


def test_an_agencys_identifier_from_central_numbers_its_dossiers(joined: Joined) -> None:
    joined.lease(1, 20, MONDAY)
    assert joined.ward.receive(procedure_code="1.004222").why_provisional == "agency_unknown"
    joined.hear((ev.AgencyIdentified("Công an cấp xã", "H49.CA"), "agency"))
    assert joined.ward.receive(procedure_code="1.004222").number == "H49.CA-261123-0001"


# --- what is only looked at -------------------------------------------------------------


def view_of(joined: Joined, uid: str) -> Any:
    view = None
    for stored in journal.replay(joined.ward.store.conn):
        if stored.event.subject == uid:
            view = fold(view, stored.event, stored.hash)
    assert view is not None
    return view


def test_other_stations_dossiers_are_found_and_not_counted(
    joined: Joined, blocked: Station
) -> None:
    other = Joined(blocked, joined.key, joined.voice, StationExchange(blocked.store))
    received = blocked.receive(applicant={"name": "Đỗ Đình Đắc"})
    view = view_of(other, received.uid)
    joined.others((4, view))
    conn = joined.ward.store.conn
    assert site_dossiers.find(conn, received.number.lower()) == [(4, view)]
    assert site_dossiers.find(conn, received.uid) == [(4, view)]
    (row,) = site_dossiers.page(conn, "do dinh dac", 10)
    assert (row.uid, row.station, row.state) == (received.uid, 4, "received")
    assert queries.dossier(conn, received.number) is None
    assert joined.exchange.counts().dossiers_unsent == 0
    cancel_dossier(received.number, {"reason": "nhầm"}, blocked.store, blocked.context)
    joined.others((4, view_of(other, received.uid)))
    (row,) = site_dossiers.page(conn, "", 10)
    assert row.state == "cancelled"
    assert site_dossiers.page(conn, "", 10, before=row.id) == []
    assert site_dossiers.page(conn, "khong co ai", 10) == []
    sound(joined)


def test_our_own_dossier_is_read_from_our_own_tables(joined: Joined) -> None:
    received = joined.ward.receive()
    joined.others((3, view_of(joined, received.uid)))
    assert site_dossiers.find(joined.ward.store.conn, received.number) == []


def test_due_on_the_command_line_counts_by_centrals_calendar(
    joined: Joined, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_KEYRING", "off")
    holiday = CalendarYear(2026, off=(DayOff(date(2026, 11, 25), name="nghỉ"),))
    joined.hear((ev.CalendarSet(holiday), "calendar:2026"))
    asked = ["due", "--received", "2026-11-24T09:00", "--limit", "1 working_days"]
    assert cli.main(["--data", str(joined.ward.data), *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["due_at"] == "2026-11-26T17:00:00+07:00"


def test_who_is_signed_in_acts_in_the_role_of_the_moment(joined: Joined) -> None:
    store = joined.ward.store
    change(joined, "ha", "mật khẩu mới", role=Role.SUPERVISOR.value)
    actor = session.sign_in(store, "ha", "mật khẩu mới")
    assert session.still_allowed(store, actor) is actor
    change(joined, "ha", role=Role.INSPECTOR.value)
    assert session.still_allowed(store, actor).role is Role.INSPECTOR
    change(joined, "ha", active=False)
    with pytest.raises(Refused) as refused:
        session.still_allowed(store, actor)
    assert refused.value.errors[0].code == "account_closed"
