"""The journal: chained, signed, append-only, and the tables a function of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain import events as ev
from core.domain.errors import EnvironmentFault
from db import journal, queries
from db.connection import IntegrityError
from db.mark import Mark
from db.verify import rebuild, seal_finished_month, verify
from tests.unit.station_support import Station


def test_events_are_gapless_and_each_knows_its_parent(ward: Station) -> None:
    received = ward.receive()
    from core.services.receipts import record_printed

    record_printed(received.uid, "receipt", ward.store, ward.context)
    events = [s.event for s in journal.replay(ward.store.conn)]
    assert [e.seq for e in events] == list(range(1, len(events) + 1))
    first, second = queries.history(ward.store.conn, received.uid)
    assert (first.parent, second.parent) == (None, first.id)


def test_the_bytes_hash_to_the_chain(ward: Station) -> None:
    ward.receive()
    digest = ev.GENESIS
    for data, stored in ward.store.conn.execute("SELECT bytes, hash FROM journal ORDER BY pos"):
        digest = ev.chain(digest, data)
        assert digest == stored


def test_the_journal_refuses_change_deletion_and_gaps(ward: Station) -> None:
    ward.receive()
    ward.store.sign()
    for statement in (
        "UPDATE journal SET kind = 'x' WHERE pos = 1",
        "DELETE FROM journal WHERE pos = 1",
        "UPDATE signature SET last = 0",
        "DELETE FROM signature",
        "INSERT INTO journal SELECT pos + 100, stream, seq + 100, id, kind, subject, at, doubtful,"
        " hash, bytes FROM journal WHERE pos = 1",
    ):
        with pytest.raises(IntegrityError):
            ward.store.conn.execute(statement)


def test_the_head_is_signed_at_least_every_hundred_events(ward: Station) -> None:
    while journal.head(ward.store.conn, ward.store.station().stream)[0] < 205:
        ward.receive()
    assert journal.last_signed(ward.store.conn, ward.store.station().stream) == 200
    report = verify(ward.store)
    assert report["ok"]
    assert report["streams"][0]["signed_to"] == 200


def test_a_rebuilt_database_says_the_same(ward: Station) -> None:
    ward.receive(applicant={"name": "Đỗ Đình Đắc"})
    scratch = rebuild(ward.store.conn)
    assert [f.owner for f in queries.find(scratch, "do dinh dac")] == ["Đỗ Đình Đắc"]
    scratch.close()


def test_a_table_that_the_journal_does_not_explain_is_named(ward: Station) -> None:
    received = ward.receive()
    ward.store.conn.execute(
        "UPDATE dossier SET owner = 'Kẻ Khác' WHERE number = ?", (received.number,)
    )
    report = verify(ward.store, full=True)
    assert not report["ok"]
    assert {t for t, rows in report["tables"].items() if rows} == {"dossier"}


def test_a_search_term_that_the_journal_does_not_explain_is_noticed(ward: Station) -> None:
    ward.receive()
    ward.store.conn.execute("INSERT INTO dossier_search (rowid, words) VALUES (999, 'lạ')")
    report = verify(ward.store, full=True)
    assert {t for t, rows in report["tables"].items() if rows} == {"dossier_search"}


def test_a_finished_month_is_sealed_and_later_checks_begin_there(ward: Station) -> None:
    ward.receive()
    assert seal_finished_month(ward.store, ward.clock()) is None
    for _ in range(4):
        ward.clock.now += timedelta(days=2)
        assert not ward.receive().doubtful
    assert verify(ward.store, full=True)["ok"]
    assert seal_finished_month(ward.store, ward.clock()) == "2026-11"
    assert seal_finished_month(ward.store, ward.clock()) is None
    report = verify(ward.store)
    assert report["ok"]
    assert report["from"] > 0
    assert verify(ward.store, full=True)["ok"]


def test_a_mark_ahead_of_the_database_begins_a_new_stream(ward: Station) -> None:
    first = ward.receive()
    facts = ward.store.station()
    ward.store.mark.raise_to(Mark(facts.stream, 10_000, 261123, 7, 0))
    ward.reopen()
    assert ward.store.found == "behind_mark"
    assert ward.store.station().generation == 2
    after = ward.receive()
    assert after.provisional
    assert after.why_provisional == "no_block"
    assert after.number != first.number
    from core.services.station import grant_block

    assert grant_block("1-500", "none", ward.store, ward.context) == (1, 500, 7)
    assert ward.receive().number == "H49.215-261123-0008"
    assert verify(ward.store, full=True)["ok"]


def test_a_missing_mark_is_no_witness(ward: Station) -> None:
    ward.receive()
    ward.store.close()
    ward.data.with_name("data.mark").unlink()
    ward.reopen()
    assert ward.store.found == "mark_missing"
    ward.reopen()
    assert ward.store.found == ""


def test_unknown_kinds_and_broken_bytes_are_told_apart() -> None:
    with pytest.raises(EnvironmentFault) as fault:
        ev.decode(b"{")
    assert fault.value.code == "damaged"


def test_a_database_of_a_newer_program_is_left_alone(ward: Station) -> None:
    ward.store.conn.execute("PRAGMA user_version = 99")
    with pytest.raises(EnvironmentFault) as fault:
        ward.reopen()
    assert fault.value.code == "newer_database"
