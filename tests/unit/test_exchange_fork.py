"""Where central knows another history: the rest goes on in a new stream, byte for byte."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from core.domain import events as ev
from core.domain.errors import EnvironmentFault
from core.services.receipts import record_printed
from core.services.station import grant_block
from db import journal, own_streams, queries, streams
from db.mark import Mark
from db.verify import verify
from sync.wire.batch import check_batch
from tests.unit.central_voice import NOON, Joined, join
from tests.unit.station_support import Station

MONDAY = date(2026, 11, 23)


@pytest.fixture
def joined(ward: Station) -> Joined:
    return join(ward)


def bytes_of(joined: Joined, stream: bytes, after: int = 0) -> list[bytes]:
    rows = joined.ward.store.conn.execute(
        "SELECT bytes FROM journal WHERE stream = ? AND seq > ? ORDER BY seq", (stream, after)
    )
    return [row[0] for row in rows]


def bodies(joined: Joined, stream: bytes) -> list[Any]:
    return [ev.decode(data).body for data in bytes_of(joined, stream)]


def moved(joined: Joined, stream: bytes) -> list[tuple[str, int, bytes]]:
    """Every moved event of a stream with where it came from, those inside moved ones too."""
    found = []
    for body in bodies(joined, stream):
        found += unwrapped(body)
    return found


def unwrapped(body: Any) -> list[tuple[str, int, bytes]]:
    if not isinstance(body, ev.EventsMoved):
        return []
    found = []
    for seq, text in enumerate(body.events, body.first):
        found.append((body.stream, seq, text.encode()))
        found += unwrapped(ev.decode(text.encode()).body)
    return found


def sound(joined: Joined) -> dict[str, Any]:
    report = verify(joined.ward.store, full=True)
    assert report["ok"], report
    return report


def key_of(joined: Joined, stream: bytes, seq: int) -> bytes:
    return bytes.fromhex(queries.public_key(joined.ward.store.conn, stream, seq))


def sendable(joined: Joined) -> dict[str, list[bytes]]:
    """What a push would send from the beginning, each batch as central would believe it."""
    found = {}
    joined.exchange.seal()
    for own in joined.exchange.own_streams():
        sent: list[bytes] = []
        while len(sent) < own.last:
            batch = joined.exchange.batch(own.stream, len(sent), 500, 4_000_000)
            assert batch is not None, (own, len(sent))
            check_batch(batch, partial(key_of, joined, own.stream))
            sent += batch.events
        assert len(sent) == own.last
        found[own.stream.hex()] = sent
    return found


def test_the_rest_goes_on_in_a_new_stream_byte_for_byte(joined: Joined) -> None:
    for _ in range(3):
        joined.ward.receive()
    old, (own,) = joined.stream, joined.exchange.own_streams()
    common = own.last - 2
    tables = {d.number for d in all_dossiers(joined)}
    joined.exchange.fork(old, common, NOON)
    left, new = joined.exchange.own_streams()
    assert (left.stream, left.last) == (old, common)
    assert new.stream == joined.stream != old
    rest = bytes_of(joined, old, common)
    assert moved(joined, new.stream) == [
        (old.hex(), common + 1 + n, data) for n, data in enumerate(rest)
    ]
    began = bodies(joined, new.stream)[0]
    assert (began.reason, began.before, began.before_seq) == ("forked", old.hex(), common)
    assert began.before_hash == joined.exchange.hash_at(old, common).hex()  # type: ignore[union-attr]
    assert {d.number for d in all_dossiers(joined)} == tables
    sent = sendable(joined)
    assert sent[old.hex()] == bytes_of(joined, old)[:common]
    sound(joined)


def all_dossiers(joined: Joined) -> list[Any]:
    conn = joined.ward.store.conn
    uids = [row[0] for row in conn.execute("SELECT uid FROM dossier")]
    return [queries.dossier(conn, uid) for uid in uids]


def test_block_and_leases_do_not_follow_and_no_number_comes_twice(joined: Joined) -> None:
    joined.lease(600, 620, MONDAY)
    given = {joined.ward.receive().number for _ in range(3)}
    joined.exchange.fork(joined.stream, 2, NOON)
    after = joined.ward.receive()
    assert after.why_provisional == "no_block"
    assert joined.exchange.counts().numbers_left is None
    assert after.number not in given
    grant_block("1-500", "none", joined.ward.store, joined.ward.context)
    assert joined.ward.receive().number not in given
    sound(joined)


def test_the_mark_follows_and_nothing_begins_anew_at_the_next_start(joined: Joined) -> None:
    joined.ward.receive()
    joined.exchange.fork(joined.stream, 2, NOON)
    assert joined.ward.store.mark.read() == Mark(joined.stream, 1, 0, 0, 0)
    joined.ward.receive()
    joined.ward.reopen()
    assert joined.ward.store.found == ""
    assert joined.ward.store.station().generation == 2


def test_a_program_that_died_before_the_mark_moved_goes_on(joined: Joined) -> None:
    joined.ward.receive()
    before = joined.ward.store.mark.read()
    assert before is not None
    joined.exchange.fork(joined.stream, 2, NOON)
    joined.ward.store.mark.replace(before)
    joined.ward.reopen()
    assert joined.ward.store.found == ""
    assert joined.ward.store.station().generation == 2


def test_an_act_of_another_program_in_the_new_stream_keeps_its_mark(
    joined: Joined, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk's act may come between the fork's commit and the mark."""
    joined.ward.receive()
    raise_to = joined.ward.store.mark.raise_to
    given: list[str] = []

    def clerk_first(mark: Mark) -> Mark:
        monkeypatch.undo()
        given.append(joined.ward.receive().number)
        return raise_to(mark)

    monkeypatch.setattr(joined.ward.store.mark, "raise_to", clerk_first)
    joined.exchange.fork(joined.stream, 2, NOON)
    mark = joined.ward.store.mark.read()
    assert mark is not None
    assert given
    assert (mark.stream, mark.provisional) == (joined.stream, 1)
    assert mark.seq == journal.head(joined.ward.store.conn, joined.stream)[0]


def test_what_was_moved_is_unsent_until_its_carrier_arrived(joined: Joined) -> None:
    first = joined.ward.receive()
    common = joined.exchange.own_streams()[0].last
    joined.ward.receive()
    record_printed(first.uid, "receipt", joined.ward.store, joined.ward.context)
    old = joined.stream
    joined.exchange.acknowledged(joined.head(common), b"ours")
    joined.exchange.acknowledged(joined.head(common + 3, hash=bytes(range(32))), b"a clone's")
    assert joined.exchange.counts().dossiers_unsent == 2
    joined.exchange.fork(old, common, NOON)
    counts = joined.exchange.counts()
    assert (counts.dossiers_unsent, counts.at_central) == (2, common)
    joined.exchange.acknowledged(joined.head(1), b"the new stream began")
    assert joined.exchange.counts().dossiers_unsent == 2
    last = joined.exchange.own_streams()[-1].last
    joined.exchange.acknowledged(joined.head(last), b"all of it")
    counts = joined.exchange.counts()
    assert (counts.dossiers_unsent, counts.oldest_unsent) == (0, None)
    assert counts.at_central == counts.here
    joined.exchange.acknowledged(joined.head(1, epoch=2), b"central was restored")
    assert joined.exchange.counts().dossiers_unsent == 2


def test_a_second_fork_at_the_same_place_is_none(joined: Joined) -> None:
    joined.ward.receive()
    old = joined.stream
    joined.exchange.fork(old, 3, NOON)
    stream, events = joined.stream, journal.last_pos(joined.ward.store.conn)
    joined.exchange.fork(old, 3, NOON)
    assert (joined.stream, journal.last_pos(joined.ward.store.conn)) == (stream, events)


def test_moved_events_are_bundled_by_number_and_size(
    joined: Joined, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(12):
        joined.ward.receive()
    old = joined.stream
    sizes = [len(data) for data in bytes_of(joined, old)]
    monkeypatch.setattr(streams, "MOVED_EVENTS", 5)
    monkeypatch.setattr(streams, "MOVED_BYTES", max(sizes) + 1)
    joined.exchange.fork(old, 0, NOON)
    groups = [body for body in bodies(joined, joined.stream) if isinstance(body, ev.EventsMoved)]
    assert all(len(group.events) <= 5 for group in groups)
    for group in groups:
        size = sum(len(text.encode()) for text in group.events)
        assert len(group.events) == 1 or size <= max(sizes) + 1
    assert [data for _, _, data in moved(joined, joined.stream)] == bytes_of(joined, old)
    assert joined.exchange.own_streams()[0].last == 0, "central has nothing of it"
    sendable(joined)
    sound(joined)


def test_a_fork_may_be_forked_again_and_keeps_every_byte(joined: Joined) -> None:
    """The carriers are moved like any other event."""
    originals: dict[str, list[bytes]] = {}
    for _ in range(4):
        joined.ward.receive()
        originals[joined.stream.hex()] = bytes_of(joined, joined.stream)
        joined.exchange.fork(joined.stream, 1, NOON)
    found: dict[tuple[str, int], bytes] = {}
    for stream, seq, data in moved(joined, joined.stream):
        assert found.setdefault((stream, seq), data) == data
    for stream, frames in originals.items():
        assert [found[stream, seq] for seq in range(2, len(frames) + 1)] == frames[1:]
    assert joined.exchange.counts().dossiers_unsent == 4
    joined.acknowledge_all()
    assert joined.exchange.counts().dossiers_unsent == 0
    sendable(joined)
    sound(joined)


def test_a_stream_left_by_a_restore_is_sent_to_its_own_end(joined: Joined) -> None:
    joined.ward.receive()
    old, last = joined.stream, joined.exchange.own_streams()[0].last
    streams.begin(joined.ward.store, "restored", NOON)
    joined.ward.receive()
    left, current = joined.exchange.own_streams()
    assert (left.stream, left.last) == (old, last)
    assert current.stream == joined.stream
    assert sendable(joined)[old.hex()] == bytes_of(joined, old), "its end was signed"


def test_a_stream_left_before_may_turn_out_to_be_forked(joined: Joined) -> None:
    """A clone was restored, too: the old stream's rest moves, the one between stays whole."""
    joined.ward.receive()
    old, last = joined.stream, joined.exchange.own_streams()[0].last
    streams.begin(joined.ward.store, "restored", NOON)
    joined.ward.receive()
    between, end = joined.stream, journal.head(joined.ward.store.conn, joined.stream)[0]
    joined.exchange.fork(old, last - 1, NOON)
    ends = {own.stream: own.last for own in joined.exchange.own_streams()}
    assert (ends[old], ends[between]) == (last - 1, end)
    assert [(s, seq) for s, seq, _ in moved(joined, joined.stream)] == [(old.hex(), last)]
    sendable(joined)
    sound(joined)


def test_a_left_stream_can_be_sent_again_as_a_whole(joined: Joined) -> None:
    """Central may be restored later: the left stream ends at a signature of its own."""
    for _ in range(6):
        joined.ward.receive()
    joined.exchange.seal()
    joined.exchange.fork(joined.stream, 7, NOON)
    assert len(sendable(joined)) == 2
    report = sound(joined)
    assert [s["fault"] for s in report["streams"]] == ["", ""]


def test_an_act_too_large_to_be_moved_is_refused_at_the_counter(joined: Joined) -> None:
    received = joined.ward.receive()
    with pytest.raises(EnvironmentFault) as fault:
        cancel(joined, received.uid, "x" * journal.MAX_ACT)
    assert fault.value.code == "event_too_large"
    sound(joined)


def cancel(joined: Joined, uid: str, reason: str) -> None:
    with joined.ward.store.act() as act:
        act.append(ev.DossierCancelled(reason), subject=uid, actor="ha", at=NOON, day=MONDAY)


def test_the_largest_act_can_be_moved(joined: Joined) -> None:
    """Quotes are the worst that JSON can hold: each is escaped once more."""
    received = joined.ward.receive()
    cancel(joined, received.uid, '"' * (journal.MAX_ACT // 2 - 500))
    (own,) = own_streams.all_of(joined.ward.store.conn)
    joined.exchange.fork(own.stream, own.last - 1, NOON)
    sendable(joined)
    sound(joined)


def test_an_unknown_place_is_no_fork(joined: Joined) -> None:
    with pytest.raises(EnvironmentFault):
        joined.exchange.fork(joined.stream, 10_000, NOON)
    joined.exchange.fork(bytes(16), 1, NOON)
    assert joined.ward.store.station().generation == 1
