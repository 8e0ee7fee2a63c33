"""Storing: overlap absorbed, gaps and other histories told, nothing true refused."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from central import ingest
from central.database import Database
from central.ingest import NotOnChain
from core.domain import events as ev
from core.domain.chain import Batch, Seal
from sync.wire.limits import WireError
from tests.sync.central_support import (
    NOW,
    SITE,
    Author,
    Province,
    bulk,
    folder_batches,
)
from tests.unit.station_support import station


def positions(province: Province, site: str = SITE) -> list[int]:
    return [
        p for (p,) in province.rows("SELECT position FROM frame WHERE site=%s ORDER BY 1", site)
    ]


def test_a_real_station_folder_is_stored_byte_for_byte(province: Province, tmp_path: Path) -> None:
    (tmp_path / "ward").mkdir()
    with station(tmp_path / "ward") as ward:
        for _ in range(7):
            ward.receive()
        sender = province.enrol(bytes.fromhex(ward.store.public_key()), SITE, 3)
        batches = folder_batches(ward.store, at_most=5)
        held = [bytes(data) for (data,) in ward.store.conn.execute("SELECT bytes FROM journal")]
    for batch in batches:
        with province.db.transaction() as conn:
            hashes = ingest.check(conn, sender, batch)
            head = ingest.store(conn, sender, batch, hashes, NOW)
            assert head.seq == batch.last
    rows = province.rows("SELECT bytes FROM frame ORDER BY position")
    assert [bytes(data) for (data,) in rows] == held
    assert positions(province) == list(range(1, len(held) + 1))


def test_head_position_seals_and_frames_go_together(province: Province) -> None:
    author = province.author()
    bulk(author, 250)
    head = province.store(author)
    assert (head.seq, head.hash, head.epoch, head.backed_up_seq) == (251, author.hashes[-1], 1, 0)
    assert province.rows("SELECT position FROM site WHERE site = %s", SITE) == [(251,)]
    seals = province.rows("SELECT first, last FROM seal ORDER BY last")
    assert seals == [(1, 100), (101, 200), (201, 251)]
    with province.db.transaction() as conn:
        assert ingest.heads(conn, SITE, 3) == [head]
        unknown = os.urandom(16)
        assert [h.seq for h in ingest.heads(conn, SITE, 3, [author.stream, unknown])] == [251, 0]
        assert ingest.heads(conn, SITE, 4) == []


def test_what_is_there_already_is_absorbed(province: Province) -> None:
    author = province.author()
    bulk(author, 20)
    first = author.batch(0, 12)
    province.store(author, first)
    assert province.store(author, first).seq == 12
    assert province.store(author, author.batch(4, 9)).seq == 12
    assert province.store(author, author.batch(5, every=4)).seq == 21
    seals = province.rows("SELECT first, last FROM seal ORDER BY last")
    assert seals == [(1, 12), (10, 13), (14, 17), (18, 21)]  # what was proved stays so
    assert positions(province) == list(range(1, 22))


def test_a_gap_is_told_with_our_head(province: Province) -> None:
    author = province.author()
    bulk(author, 20)
    province.store(author, author.batch(0, 5))
    with pytest.raises(NotOnChain) as other:
        province.store(author, author.batch(8, 12))
    assert other.value.head.seq == 5
    assert positions(province) == [1, 2, 3, 4, 5]


def test_a_stream_never_seen_is_asked_for_from_its_beginning(province: Province) -> None:
    author = province.author()
    bulk(author, 5)
    with pytest.raises(NotOnChain) as other:
        province.store(author, author.batch(2))
    assert (other.value.head.seq, other.value.head.hash) == (0, ev.GENESIS)


def test_another_history_is_told_with_our_head(province: Province) -> None:
    author = province.author()
    bulk(author, 10)
    clone = Author(
        author.site, author.station, author.key, author.stream,
        list(author.events[:6]), list(author.ids[:6]), list(author.hashes[:6]), dict(author.seen),
    )  # fmt: skip
    bulk(clone, 5)
    province.store(author)
    for batch in (clone.batch(0), clone.batch(6), clone.batch(4, 8)):
        with pytest.raises(NotOnChain) as other:
            province.store(clone, batch)
        assert other.value.head.hash == author.hashes[-1]
    assert province.store(clone, clone.batch(0, 6)).seq == 11  # what both have


def test_the_bytes_before_a_batch_must_be_ours(province: Province) -> None:
    author = province.author()
    bulk(author, 5)
    province.store(author, author.batch(0, 3))
    batch = author.batch(3)
    other = Batch(batch.stream, 4, bytes(32), batch.events, ())
    hashes = other.hashes()
    message = ev.seal_message(batch.stream, 4, 6, hashes[-1])
    forged = msgspec.structs.replace(
        other, seals=(Seal(4, 6, hashes[-1], author.key.sign(message)),)
    )
    with pytest.raises(NotOnChain):
        province.store(author, forged)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", 7),
        ("stream", "00" * 16),
        ("id", ""),
        ("kind", "x" * 201),
        ("subject", "a\0b"),
        ("at", "yesterday"),
    ],
)
def test_an_event_out_of_place_is_structurally_false(
    province: Province, field: str, value: object
) -> None:
    author = province.author()
    author.receive()
    told = msgspec.json.decode(author.events[-1])
    author.events[-1] = msgspec.json.encode({**told, field: value})
    author.hashes[-1] = ev.chain(author.hashes[-2], author.events[-1])
    with pytest.raises(WireError) as wrong:
        province.store(author)
    assert wrong.value.code == "event_invalid"
    assert positions(province) == []


def test_a_kind_that_nobody_knows_is_stored(province: Province) -> None:
    author = province.author()
    author.write(ev.DossierCancelled("x"), "something", kind="ticket_taken", v=4)
    assert province.store(author).seq == 2


def test_a_stream_begins_with_its_beginning(province: Province) -> None:
    author = province.author(begun=False)
    author.receive()
    with pytest.raises(WireError) as wrong:
        province.store(author)
    assert wrong.value.code == "event_invalid"


@pytest.mark.parametrize(("site", "number"), [("H49.999", 3), (SITE, 4)])
def test_a_folder_of_somebody_else_is_not_for_us(
    province: Province, site: str, number: int
) -> None:
    author = province.author(begun=False)
    author.write(ev.StationSetUp(site, "x", number, author.public.hex()), ev.STATION)
    with pytest.raises(WireError) as wrong:
        province.store(author)
    assert wrong.value.code == "not_for_us"


def test_a_station_cannot_append_to_a_stream_of_another(province: Province) -> None:
    author, thief = province.author(), province.author(station=4)
    province.store(author)
    author.receive()
    batch = author.batch()
    with pytest.raises(WireError) as wrong, province.db.transaction() as conn:
        ingest.check(conn, thief.sender, batch)
    assert wrong.value.code == "not_for_us"
    relay = province.enrol(os.urandom(32), SITE, 9, "relay")
    with province.db.transaction() as conn:
        hashes = ingest.check(conn, relay, batch)
        assert ingest.store(conn, relay, batch, hashes, NOW).seq == 2


def test_a_relay_may_bring_a_stream_that_follows(province: Province) -> None:
    author = province.author()
    province.store(author)
    later = Author(SITE, 3, author.key)
    later.began(author)
    relay = province.enrol(os.urandom(32), SITE, 9, "relay")
    with province.db.transaction() as conn:
        hashes = ingest.check(conn, relay, later.batch())
        ingest.store(conn, relay, later.batch(), hashes, NOW)
    rows = province.rows(
        "SELECT station, began_as, before_stream, before_seq FROM stream WHERE stream = %s",
        later.stream,
    )
    assert rows == [(3, "restored", author.stream, 1)]


def test_a_site_that_nobody_made(db: Database, province: Province) -> None:
    author = Author("H49.888", 3)
    author.set_up()
    with pytest.raises(WireError) as wrong:
        province.store(author)
    assert wrong.value.code == "key_unknown"


def test_frames_lie_in_the_month_of_receiving(province: Province) -> None:
    author = province.author()
    province.store(author, now=datetime(2029, 1, 31, 23, 30, tzinfo=UTC))
    author.receive()
    province.store(author, now=datetime(2029, 2, 1, 0, 30, tzinfo=UTC))
    rows = province.rows("SELECT tableoid::regclass::text, seq FROM frame ORDER BY seq")
    assert rows == [("frame_2029_01", 1), ("frame_2029_02", 2)]


# --- keys -----------------------------------------------------------------------------


def test_a_rotated_key_seals_from_the_next_event_on(province: Province) -> None:
    author = province.author()
    author.receive()
    old = author.sender
    author.rotate()
    author.receive()
    with province.db.transaction() as conn:
        hashes = ingest.check(conn, old, author.batch())
        ingest.store(conn, old, author.batch(), hashes, NOW)
    author.sent = 4
    author.receive()
    assert province.store(author).seq == 5
    rows = province.rows("SELECT from_seq, key FROM stream_key ORDER BY from_seq")
    assert rows == [(1, old.key), (4, author.public)]
    assert province.rows("SELECT station FROM sender WHERE key = %s", author.public) == [(3,)]


def test_a_new_key_cannot_vouch_for_itself(province: Province) -> None:
    author = province.author()
    province.store(author)
    author.rotate()
    author.receive()
    across = author.batch()
    one_seal = msgspec.structs.replace(across, seals=(author.seal(2, 3),))
    with pytest.raises(WireError) as wrong:
        province.store(author, one_seal)
    assert wrong.value.code == "not_sealed"
    assert province.store(author, across).seq == 3


def test_a_rotation_needs_the_new_keys_proof(province: Province) -> None:
    author = province.author()
    other = os.urandom(32).hex()
    author.write(ev.KeyRotated(other, "00" * 64), ev.STATION)
    with pytest.raises(WireError) as wrong:
        province.store(author)
    assert wrong.value.code == "signature_wrong"


def test_an_old_key_is_worth_nothing_after_its_rotation(province: Province) -> None:
    author = province.author()
    old = author.key
    author.rotate()
    province.store(author)
    author.receive()
    batch = author.batch()
    message = ev.seal_message(batch.stream, 3, 3, author.hashes[-1])
    forged = msgspec.structs.replace(
        batch, seals=(Seal(3, 3, author.hashes[-1], old.sign(message)),)
    )
    with pytest.raises(WireError) as wrong:
        province.store(author, forged)
    assert wrong.value.code == "signature_wrong"


def revoked(province: Province) -> list[tuple[int, int | None]]:
    rows = province.rows("SELECT from_seq, revoked_from FROM stream_key ORDER BY stream, from_seq")
    return [(a, b) for a, b in rows]


def test_what_a_revoked_key_sends_is_stored(province: Province) -> None:
    author = province.author()
    province.store(author)
    with province.db.transaction() as conn:
        ingest.revoke(conn, SITE, author.public, NOW)
    author.receive()
    assert province.store(author).seq == 2
    assert revoked(province) == [(1, 2)]


def test_a_revoked_key_brings_no_new_key_and_no_new_stream_to_honour(province: Province) -> None:
    author = province.author()
    author.receive()
    province.store(author)
    old = author.key
    with province.db.transaction() as conn:
        ingest.revoke(conn, SITE, author.public, NOW, {author.stream: 2})
    sender = author.sender
    author.rotate()
    batch = author.batch()
    with province.db.transaction() as conn:
        ingest.store(conn, sender, batch, ingest.check(conn, sender, batch), NOW)
    assert revoked(province) == [(1, 2), (4, 4)]
    assert province.rows("SELECT 1 FROM sender WHERE key = %s", author.public) == []
    later = Author(SITE, 3, old)
    later.began(author)
    province.store(later)
    rows = province.rows("SELECT revoked_from FROM stream_key WHERE stream = %s", later.stream)
    assert rows == [(1,)]
