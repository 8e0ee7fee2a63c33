"""A station's key is replaced by an event that the old one seals."""

from __future__ import annotations

from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.domain import events as ev
from counter_app.bootstrap import new_id
from db import queries, signing, streams
from db.exchange import StationExchange
from db.signing import rotate_key
from db.store import open_store
from db.verify import verify
from sync.wire.batch import check_batch
from tests.unit.central_voice import NOON, Joined, join
from tests.unit.station_support import Station


@pytest.fixture
def joined(ward: Station) -> Joined:
    return join(ward)


def in_force(keys: list[tuple[int, str]], seq: int) -> bytes:
    return bytes.fromhex([key for begins, key in keys if begins <= seq][-1])


def believed(joined: Joined) -> list[tuple[int, str]]:
    """Pushes everything as central checks it; ``(from, key)`` pairs as central learns them."""
    joined.exchange.seal()
    conn = joined.ward.store.conn
    keys: list[tuple[int, str]] = []
    for own in joined.exchange.own_streams():
        keys = [(1, queries.public_key(conn, own.stream, 1))]
        seq = 0
        while seq < own.last:
            batch = joined.exchange.batch(own.stream, seq, 500, 4_000_000)
            assert batch is not None
            for number, data in enumerate(batch.events, batch.first):
                body = ev.decode(data).body
                if isinstance(body, ev.KeyRotated):
                    assert number in {seal.last for seal in batch.seals}, "sealed to just there"
                    message = ev.rotation_message(own.stream.hex(), keys[-1][1], body.public_key)
                    Ed25519PublicKey.from_public_bytes(bytes.fromhex(body.public_key)).verify(
                        bytes.fromhex(body.proof), message
                    )
                    keys.append((number + 1, body.public_key))
            check_batch(batch, partial(in_force, list(keys)))
            seq = batch.last
    return keys


def speaks(exchange: StationExchange) -> str:
    """The key by which requests are signed, proven."""
    public = exchange.identity().public_key
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    key.verify(exchange.sign(b"request"), b"request")
    return public


def test_the_new_key_seals_and_the_old_one_speaks_until_central_knows(joined: Joined) -> None:
    store, exchange = joined.ward.store, joined.exchange
    old = speaks(exchange)
    joined.ward.receive()
    new = rotate_key(store, actor="ha", at=NOON)
    joined.ward.receive()
    assert new != old
    assert store.public_key() == new
    assert speaks(exchange) == old
    assert [key for _, key in believed(joined)] == [old, new]
    joined.acknowledge_all()
    assert speaks(exchange) == new
    names = [row[0] for row in store.conn.execute("SELECT name FROM local_secret")]
    assert names == ["signing_key"], "nobody needs the old one any more"
    report = verify(store, full=True)
    assert report["ok"], report


def test_two_rotations_without_a_line(joined: Joined) -> None:
    first = speaks(joined.exchange)
    second = rotate_key(joined.ward.store, actor="ha", at=NOON)
    seq = joined.exchange.own_streams()[0].last
    joined.ward.receive()
    third = rotate_key(joined.ward.store, actor="ha", at=NOON)
    joined.ward.receive()
    assert [key for _, key in believed(joined)] == [first, second, third]
    assert speaks(joined.exchange) == first
    joined.exchange.acknowledged(joined.head(seq), b"signed")
    assert speaks(joined.exchange) == second
    joined.acknowledge_all()
    assert speaks(joined.exchange) == third
    assert verify(joined.ward.store, full=True)["ok"]


def test_another_program_that_is_open_seals_with_the_new_key(joined: Joined) -> None:
    other = open_store(joined.ward.data, NOON, new_id)
    try:
        other.signing_key()
        rotate_key(joined.ward.store, actor="ha", at=NOON)
        with other.act() as act:
            act.append(ev.DayOpened(NOON.date()), subject="day", actor="ha", at=NOON, day=None)
        other.sign()
    finally:
        other.close()
    assert verify(joined.ward.store, full=True)["ok"]


def test_a_rotation_that_a_fork_leaves_behind_never_happened(joined: Joined) -> None:
    old, stream = speaks(joined.exchange), joined.stream
    joined.ward.receive()
    common = joined.exchange.own_streams()[0].last
    joined.exchange.acknowledged(joined.head(common), b"signed")
    rotate_key(joined.ward.store, actor="ha", at=NOON)
    joined.ward.receive()
    joined.exchange.fork(stream, common, NOON)
    assert joined.ward.store.public_key() == speaks(joined.exchange) == old
    joined.ward.receive()
    believed(joined)
    assert verify(joined.ward.store, full=True)["ok"]


def test_a_stream_begun_later_goes_on_with_the_new_key(joined: Joined) -> None:
    new = rotate_key(joined.ward.store, actor="ha", at=NOON)
    streams.begin(joined.ward.store, "restored", NOON)
    joined.ward.receive()
    assert queries.public_key(joined.ward.store.conn, joined.stream) == new
    believed(joined)
    assert verify(joined.ward.store, full=True)["ok"]


def test_a_key_that_cannot_be_stored_is_no_key(
    joined: Joined, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nothing: an event without its secret would lock the station out."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = joined.ward.store.public_key(), joined.exchange.own_streams()
    monkeypatch.setattr(signing, "put", full)
    with pytest.raises(Exception, match="disk_full"):
        rotate_key(joined.ward.store, actor="ha", at=NOON)
    assert (joined.ward.store.public_key(), joined.exchange.own_streams()) == before
