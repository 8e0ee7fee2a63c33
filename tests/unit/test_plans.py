"""What is asked all day long must not slow down as the folder grows: no statement reads a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core.services.receipts import record_printed
from db import unsent
from tests.unit.central_voice import NOON, TUESDAY, Joined, join
from tests.unit.station_support import Station

#: tables that grow with the work done
LARGE = {
    "journal", "signature", "dossier", "dossier_number", "component", "fee", "client_request",
    "form_print", "supplement", "refusal", "local_site_dossier", "local_site_number",
    "business_day", "day_counter", "lease",
}  # fmt: skip


@pytest.fixture
def joined(ward: Station) -> Joined:
    joined = join(ward)
    ward.receive()
    joined.acknowledge_all()
    return joined


@pytest.fixture
def asked(joined: Joined) -> Iterator[list[str]]:
    """Every statement that the folder's connection was asked while the test ran."""
    statements: list[str] = []
    conn: Any = joined.ward.store.conn
    conn.set_trace_callback(statements.append)
    yield statements
    conn.set_trace_callback(None)
    for sql in set(statements):
        if sql.lstrip()[:6].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE", "REPLAC"):
            for *_, step in conn.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall():
                words = step.split()
                assert words[0] != "SCAN" or words[1] not in tables_of(sql), (step, sql)


def tables_of(sql: str) -> set[str]:
    """Large tables of a statement and the names that it gives them."""
    names = set()
    words = sql.replace("(", " ( ").replace(")", " ) ").replace(",", " ").split()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in LARGE:
            names |= {word, following}
    return names


def test_an_act_reads_no_table_whole(joined: Joined, asked: list[str]) -> None:
    received = joined.ward.receive()
    record_printed(received.uid, "receipt", joined.ward.store, joined.ward.context)
    assert any("INSERT INTO journal" in sql for sql in asked)


def test_a_sync_with_nothing_new_reads_no_table_whole(joined: Joined, asked: list[str]) -> None:
    exchange = joined.exchange
    exchange.identity()
    exchange.sign(b"x")
    exchange.seal()
    exchange.own_streams()
    exchange.cursor()
    exchange.wishes(TUESDAY)
    exchange.request_numbers()
    exchange.arrive(joined.answer(), NOON)
    assert len(asked) > 10


def test_what_the_status_strip_shows_reads_no_table_whole(joined: Joined, asked: list[str]) -> None:
    joined.exchange.counts()
    unsent.oldest(joined.ward.store.conn)
    assert len(asked) > 5


def test_central_takes_and_tells_without_reading_a_table(joined: Joined, asked: list[str]) -> None:
    joined.ward.receive()
    joined.acknowledge_all()
    joined.lease(600, 620, TUESDAY)
    assert asked
