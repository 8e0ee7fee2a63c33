"""The station's side of sync: who speaks, what is sent, what central acknowledged."""

from __future__ import annotations

import secrets

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.domain import events as ev
from core.domain.chain import Batch
from core.domain.errors import Refused
from core.services.receipts import record_printed
from db import journal, unsent
from db.exchange import StationExchange
from db.verify import verify
from sync.wire.batch import check_batch, decode_batch, encode_batch
from tests.unit.central_voice import NOON, Joined, join
from tests.unit.station_support import Station

MEGABYTES = 4_000_000


@pytest.fixture
def joined(ward: Station) -> Joined:
    return join(ward)


def whole(joined: Joined, batch: Batch | None) -> Batch:
    """A batch that central would believe."""
    assert batch is not None
    key = bytes.fromhex(joined.exchange.identity().public_key)
    check_batch(decode_batch(encode_batch(batch)), lambda _: key)
    return batch


def test_a_station_says_who_it_is_and_signs_with_its_key(ward: Station) -> None:
    exchange = StationExchange(ward.store)
    who = exchange.identity()
    assert (who.site, who.station, who.practice) == ("H49.215", 3, False)
    assert who.streams == (ward.store.station().stream.hex(),)
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(who.public_key))
    key.verify(exchange.sign(b"hello"), b"hello")


def test_joining_is_logged_once(ward: Station) -> None:
    assert StationExchange(ward.store).joined() is None
    joined = join(ward)
    told = joined.exchange.joined()
    assert told is not None
    assert told.province == "Quảng Ninh"
    events = ward.store.station(), journal.last_pos(ward.store.conn)
    joined.exchange.join(told)
    assert events == (ward.store.station(), journal.last_pos(ward.store.conn))
    assert verify(ward.store, full=True)["ok"]


def test_request_numbers_only_rise_whatever_becomes_of_the_program(joined: Joined) -> None:
    first = joined.exchange.request_numbers(count=10)
    joined.ward.reopen()
    exchange = StationExchange(joined.ward.store)
    assert exchange.request_numbers(count=10) == first + 10
    assert exchange.request_numbers(at_least=5_000) == 5_001
    assert exchange.request_numbers() == 6_001


def test_small_state_is_kept_until_it_is_forgotten(joined: Joined) -> None:
    joined.exchange.keep("stick", b"key")
    joined.exchange.keep("cursor", b"not sync's own")
    joined.ward.reopen()
    exchange = StationExchange(joined.ward.store)
    assert (exchange.kept("stick"), exchange.cursor()) == (b"key", "")
    exchange.keep("stick", None)
    assert exchange.kept("stick") is None


# --- what is sent -----------------------------------------------------------------------


def test_nothing_is_sent_that_no_signature_vouches_for(joined: Joined) -> None:
    joined.ward.receive()
    assert joined.exchange.batch(joined.stream, 0, 500, MEGABYTES) is None
    joined.exchange.seal()
    batch = whole(joined, joined.exchange.batch(joined.stream, 0, 500, MEGABYTES))
    (own,) = joined.exchange.own_streams()
    assert (batch.first, batch.last) == (1, own.last)
    assert joined.exchange.batch(joined.stream, own.last, 500, MEGABYTES) is None
    before = joined.ward.store.conn.total_changes
    joined.exchange.seal()
    assert joined.ward.store.conn.total_changes == before, "nothing new costs no transaction"


def test_a_batch_ends_at_a_seal_and_is_the_stored_bytes(joined: Joined) -> None:
    for _ in range(3):
        for _ in range(5):
            joined.ward.receive()
        joined.exchange.seal()
    stored = [row[0] for row in joined.ward.store.conn.execute("SELECT bytes FROM journal")]
    seals = [row[0] for row in joined.ward.store.conn.execute("SELECT last FROM signature")]
    sent: list[bytes] = []
    ends = []
    while batch := joined.exchange.batch(joined.stream, len(sent), 7, MEGABYTES):
        whole(joined, batch)
        assert batch.first == len(sent) + 1
        sent += batch.events
        ends.append(batch.last)
    assert sent == stored
    assert ends == sorted(seals), "seven events hold no two seals' spans"


def test_a_batch_keeps_to_its_size_but_always_brings_one_span(joined: Joined) -> None:
    for _ in range(4):
        joined.ward.receive()
        joined.exchange.seal()
    sizes = [
        row[0]
        for row in joined.ward.store.conn.execute(
            "SELECT (SELECT sum(length(bytes)) FROM journal WHERE seq BETWEEN first AND last)"
            " FROM signature ORDER BY last"
        )
    ]
    assert len(sizes) >= 4
    two = whole(joined, joined.exchange.batch(joined.stream, 0, 500, sizes[0] + sizes[1]))
    assert len(two.seals) == 2
    one = whole(joined, joined.exchange.batch(joined.stream, 0, 500, 10))
    assert len(one.seals) == 1


def test_a_batch_may_begin_inside_a_span(joined: Joined) -> None:
    joined.ward.receive()
    joined.exchange.seal()
    batch = whole(joined, joined.exchange.batch(joined.stream, 2, 500, MEGABYTES))
    assert batch.first == 3
    assert batch.previous == joined.exchange.hash_at(joined.stream, 2)


def test_a_large_event_is_signed_at_once(joined: Joined) -> None:
    conn = joined.ward.store.conn
    joined.ward.receive()
    with joined.ward.store.act() as act:
        stored = act.append(
            ev.EventsMoved("00" * 16, 1, ("x" * journal.SIGN_AFTER_BYTES,)),
            subject=ev.STATION, actor="ha", at=NOON, day=None, doubtful=True,
        )  # fmt: skip
    assert journal.last_signed(conn, joined.stream) == stored.seq


def test_nobody_asks_for_a_strangers_stream(joined: Joined) -> None:
    stranger = secrets.token_bytes(16)
    assert joined.exchange.batch(stranger, 0, 500, MEGABYTES) is None
    assert joined.exchange.hash_at(stranger, 1) is None
    assert joined.exchange.hash_at(joined.stream, 0) == ev.GENESIS
    assert joined.exchange.hash_at(joined.stream, 10_000) is None


# --- what central acknowledged ----------------------------------------------------------


def test_counts_follow_centrals_signed_heads(joined: Joined) -> None:
    first = joined.ward.receive()
    first_seq = joined.exchange.own_streams()[0].last
    joined.ward.receive()
    counts = joined.exchange.counts()
    assert (counts.at_central, counts.backed_up, counts.dossiers_unsent) == (0, 0, 2)
    assert counts.here == joined.exchange.own_streams()[0].last
    head = joined.head(first_seq, backed_up_seq=first_seq - 1)
    joined.exchange.acknowledged(head, b"witness")
    counts = joined.exchange.counts()
    assert (counts.at_central, counts.backed_up) == (first_seq, first_seq - 1)
    assert counts.dossiers_unsent == 1
    record_printed(first.uid, "receipt", joined.ward.store, joined.ward.context)
    assert joined.exchange.counts().dossiers_unsent == 2, "it has an event that is not there yet"
    joined.acknowledge_all()
    counts = joined.exchange.counts()
    assert (counts.dossiers_unsent, counts.oldest_unsent) == (0, None)
    assert counts.at_central == counts.here


def test_the_witness_is_kept_and_an_older_head_is_passed_over(joined: Joined) -> None:
    joined.exchange.acknowledged(joined.head(5), b"newer")
    joined.exchange.acknowledged(joined.head(3), b"older")
    row = joined.ward.store.conn.execute("SELECT seq, sent, witness FROM local_head").fetchone()
    assert row == (5, 5, b"newer")
    (own,) = joined.exchange.own_streams()
    assert own.head == joined.head(5)
    assert own.agreed == 5


def test_a_head_of_another_history_acknowledges_nothing(joined: Joined) -> None:
    joined.exchange.acknowledged(joined.head(3), b"ours")
    joined.exchange.acknowledged(joined.head(5, hash=bytes(range(32))), b"a clone's")
    (own,) = joined.exchange.own_streams()
    assert own.head is not None
    assert (own.head.seq, own.agreed) == (5, 3)
    assert joined.exchange.counts().at_central == 3


def test_a_head_that_is_further_than_we_are_counts_once_its_hash_was_asked(
    joined: Joined,
) -> None:
    last = joined.exchange.own_streams()[0].last
    joined.exchange.acknowledged(joined.head(last + 20, hash=bytes(range(32))), b"of the lost part")
    assert joined.exchange.counts().at_central == 0
    joined.exchange.agreed(joined.stream, last)
    assert joined.exchange.counts().at_central == last


def test_a_restored_central_is_offered_again_what_it_lost(joined: Joined) -> None:
    first = joined.ward.receive()
    kept = joined.exchange.own_streams()[0].last
    joined.ward.receive()
    record_printed(first.uid, "receipt", joined.ward.store, joined.ward.context)
    joined.acknowledge_all()
    assert joined.exchange.counts().dossiers_unsent == 0
    joined.exchange.acknowledged(joined.head(kept, epoch=2), b"restored")
    counts = joined.exchange.counts()
    assert (counts.at_central, counts.dossiers_unsent) == (kept, 2)
    joined.exchange.acknowledged(joined.head(counts.here, epoch=1), b"of the old epoch")
    assert joined.exchange.counts().at_central == kept


def test_another_central_has_nothing_of_ours(joined: Joined) -> None:
    joined.ward.receive()
    joined.acknowledge_all()
    joined.exchange.arrive(joined.answer(cursor="far"), NOON)
    told = joined.exchange.joined()
    assert told is not None
    joined.exchange.join(msgspec.structs.replace(told, signing_key="11" * 32))
    counts = joined.exchange.counts()
    assert (counts.at_central, counts.dossiers_unsent) == (0, 1)
    assert joined.exchange.cursor() == ""


def test_the_oldest_unsent_dossier_is_told(joined: Joined) -> None:
    conn = joined.ward.store.conn
    assert unsent.oldest(conn) is None
    first = joined.ward.receive()
    second = joined.ward.receive()
    assert unsent.oldest(conn) == first.received_at
    joined.acknowledge_all()
    third = joined.ward.receive()
    assert unsent.oldest(conn) == third.received_at
    assert joined.exchange.counts().oldest_unsent == third.received_at
    joined.acknowledge_all()
    record_printed(second.uid, "receipt", joined.ward.store, joined.ward.context)
    printed = unsent.oldest(conn)
    assert printed is not None
    assert printed > third.received_at


def test_a_refused_act_leaves_no_unsent_dossier(joined: Joined) -> None:
    before = joined.exchange.counts()
    with pytest.raises(Refused), joined.ward.store.act() as act:
        act.append(ev.DossierCancelled("x"), subject="unknown", actor="ha", at=NOON, day=None)
    assert joined.exchange.counts() == before
