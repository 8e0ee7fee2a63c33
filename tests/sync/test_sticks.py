"""A stick to central and its answer: what a line would have done, in two files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import HealthCheck, given, settings, strategies as st

from central import sticks
from central.enrolment import new_code
from central.keys import open_keys
from central.sites import revoke_station, set_site
from core.domain import events as ev
from core.domain.chain import Head
from sync.wire.batch import compress, decode_batch, encode_batch
from sync.wire.bundle import (
    TO_CENTRAL,
    LeaseWish,
    ToCentral,
    ToStation,
    read_to_station,
    seal_letter,
)
from sync.wire.signing import check_head
from tests.sync.api_support import Served, enrol_request
from tests.sync.central_support import NOW, SITE, Author, Province


@dataclass
class Stick:
    """A station that only ever meets central by stick."""

    province: Province
    author: Author
    reply: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    cursor: str = ""

    def message(self, **changed: object) -> ToCentral:
        """What it wants to say: all that its author wrote, in one batch an event."""
        batches = [
            compress(encode_batch(self.author.batch(n, n + 1)))
            for n in range(len(self.author.events))
        ]
        made = ToCentral(
            site=self.author.site,
            station=self.author.station,
            made_at=NOW,
            cursor=self.cursor,
            reply_key=self.reply.public_key().public_bytes_raw(),
            batches=tuple(batches),
        )
        return msgspec.structs.replace(made, **changed)

    def write(self, message: ToCentral) -> bytes:
        """The file."""
        return seal_letter(
            message, self.author.public, self.author.key.sign, self.province.keys.box_public
        )

    def read(self, answer: bytes) -> ToStation:
        """The answer, believed."""
        return read_to_station(answer, self.reply, self.province.keys.public)

    def travel(self, **changed: object) -> ToStation:
        """There and back."""
        return self.read(self.apply(self.write(self.message(**changed))))

    def apply(self, data: bytes) -> bytes:
        return sticks.apply(self.province.db, self.province.keys, data, NOW)

    def heads(self, told: ToStation) -> list[Head]:
        """The acknowledgements."""
        return [check_head(self.province.keys.public, head) for head in told.changes.heads]

    def refused(self, data: bytes) -> str:
        """The code with which a file is refused."""
        with pytest.raises(sticks.StickRefused) as wrong:
            self.apply(data)
        return wrong.value.code


def everything(province: Province) -> list[tuple[object, ...]]:
    """What central holds of stations."""
    return province.rows(
        "SELECT site, stream, seq, hash FROM frame ORDER BY site, stream, seq"
    ) + province.rows("SELECT day, first, last, stream FROM lease ORDER BY day, first")


@pytest.fixture
def stick(province: Province) -> Stick:
    """Of an enrolled station with three events."""
    made = Stick(province, province.author())
    made.author.receive()
    made.author.receive()
    return made


def test_a_stick_brings_events_and_takes_heads_back(stick: Stick) -> None:
    told = stick.travel()

    (head,) = stick.heads(told)
    assert (head.stream, head.seq, head.hash) == (
        stick.author.stream,
        3,
        stick.author.hashes[2],
    )
    assert (told.site, told.station, told.enrolled) == (SITE, 3, None)
    assert stick.province.rows("SELECT count(*) FROM dossier") == [(2,)]


def test_the_same_stick_twice_changes_nothing(stick: Stick) -> None:
    wishes = (LeaseWish(stick.author.stream, "2026-11-26", 0, 0),)
    data = stick.write(stick.message(wishes=wishes))
    first = stick.read(stick.apply(data))
    before = everything(stick.province)

    again = stick.read(stick.apply(data))

    assert everything(stick.province) == before
    assert stick.heads(again) == stick.heads(first)


def test_ordinals_come_back_by_stick(stick: Stick) -> None:
    told = stick.travel(wishes=(LeaseWish(stick.author.stream, "2026-11-26", 0, 0),))

    bodies = [ev.decode(e).body for d in told.changes.batches for e in decode_batch(d).events]
    (block,) = [body for body in bodies if isinstance(body, ev.BlockLeased)]
    assert (block.stream, block.day) == (stick.author.stream.hex(), date(2026, 11, 26))


def test_wishes_for_what_was_not_stored_are_passed_over(stick: Stick) -> None:
    told = stick.travel(wishes=(LeaseWish(b"x" * 16, "2026-11-26", 0, 0),))

    assert stick.heads(told)[0].seq == 3
    assert stick.province.rows("SELECT count(*) FROM lease") == [(0,)]


def test_a_station_joins_by_its_first_stick(province: Province) -> None:
    author = Author()
    author.set_up()
    stick = Stick(province, author)
    with province.db.transaction() as conn:
        set_site(conn, SITE)
        code = new_code(conn, province.keys, SITE, 3, NOW)
    asked = enrol_request(code, SITE, 3, author.key, streams=(author.stream.hex(),))
    data = stick.write(stick.message(enrol=asked))

    told, again = stick.read(stick.apply(data)), stick.read(stick.apply(data))

    assert told.enrolled is not None
    assert again.enrolled == told.enrolled
    assert stick.heads(told)[0].seq == 1
    assert stick.travel().enrolled is None


def test_a_wrong_code_on_a_stick_stores_nothing(province: Province) -> None:
    author = Author()
    author.set_up()
    stick = Stick(province, author)
    province.site()
    asked = enrol_request("0000-0000-0000-0000", SITE, 3, author.key)

    assert stick.refused(stick.write(stick.message(enrol=asked))) == "code_wrong"
    assert everything(province) == []


def test_nobody_joins_in_anothers_name(stick: Stick) -> None:
    other = Author()
    asked = enrol_request("0000-0000-0000-0000", SITE, 3, other.key)

    assert stick.refused(stick.write(stick.message(enrol=asked))) == "not_for_us"


def test_a_stick_of_a_stranger_is_refused(province: Province) -> None:
    author = Author()
    author.set_up()
    stick = Stick(province, author)
    province.site()

    assert stick.refused(stick.write(stick.message())) == "key_unknown"
    assert everything(province) == []


@pytest.mark.parametrize("changed", [{"site": "H49.999"}, {"station": 4}])
def test_a_stick_speaks_for_its_own_station(stick: Stick, changed: dict[str, object]) -> None:
    assert stick.refused(stick.write(stick.message(**changed))) == "not_for_us"


def test_a_stick_brings_no_stream_of_a_neighbour(stick: Stick) -> None:
    neighbour = stick.province.author(SITE, 4)
    stolen = (compress(encode_batch(neighbour.batch())),)

    told = stick.travel(batches=stolen)

    assert told.changes.heads == ()
    assert stick.province.rows(
        "SELECT count(*) FROM frame WHERE stream = %s", neighbour.stream
    ) == [(0,)]


def test_a_stick_for_another_central_does_not_open(stick: Stick, tmp_path: Path) -> None:
    other = open_keys(tmp_path / "other")
    data = seal_letter(
        stick.message(), stick.author.public, stick.author.key.sign, other.box_public
    )

    assert stick.refused(data) == "not_for_us"


@pytest.mark.parametrize("data", [b"", b"QMC", TO_CENTRAL, TO_CENTRAL + bytes(31), b"\0" * 5_000])
def test_what_is_no_stick_is_refused(stick: Stick, data: bytes) -> None:
    assert stick.refused(data) in ("malformed", "not_for_us")


def test_a_reply_key_must_be_one(stick: Stick) -> None:
    assert stick.refused(stick.write(stick.message(reply_key=b"short"))) == "malformed"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, (1 << 20) - 1), st.booleans())
def test_a_stick_with_a_flipped_bit_or_cut_is_refused(stick: Stick, draw: int, cut: bool) -> None:
    data = bytearray(stick.write(stick.message()))
    at = draw * len(data) * 8 >> 20
    if cut:
        del data[at // 8 :]
    else:
        data[at // 8] ^= 1 << at % 8

    assert stick.refused(bytes(data)) in ("malformed", "not_for_us")
    assert everything(stick.province) == []


def test_a_broken_batch_costs_its_stream_only_what_follows_it(stick: Stick) -> None:
    other = Author(SITE, 3, key=stick.author.key)
    other.began(stick.author)
    good = [compress(encode_batch(stick.author.batch(n, n + 1))) for n in range(3)]
    broken = bytearray(good[1])
    broken[-1] ^= 1

    told = stick.travel(
        batches=(good[0], bytes(broken), good[2], compress(encode_batch(other.batch())))
    )

    assert {head.stream: head.seq for head in stick.heads(told)} == {
        stick.author.stream: 1,
        other.stream: 1,
    }
    assert sorted(head.seq for head in stick.heads(stick.travel())) == [1, 3]


def test_a_revoked_stations_stick_is_kept_and_told_nothing_new(stick: Stick) -> None:
    stick.travel()
    with stick.province.db.transaction() as conn:
        revoke_station(conn, SITE, 3, NOW, None)
    stick.author.receive()

    told = stick.travel(wishes=(LeaseWish(stick.author.stream, "2026-11-26", 0, 0),))

    assert stick.heads(told)[0].seq == 4
    assert (told.changes.batches, told.changes.dossiers) == ((), ())
    assert stick.province.rows("SELECT count(*) FROM lease") == [(0,)]
    assert [kind for kind, _ in stick.province.exceptions()] == ["revoked_key"]


def test_a_cursor_of_another_central_begins_anew(stick: Stick) -> None:
    told = stick.travel(cursor="%%%")

    assert told.changes.cursor
    assert stick.heads(told)[0].seq == 3


def test_all_that_is_new_comes_in_one_answer(stick: Stick, monkeypatch: pytest.MonkeyPatch) -> None:
    neighbour = stick.province.author(SITE, 4)
    for _ in range(5):
        neighbour.receive()
    stick.province.push(neighbour)
    monkeypatch.setattr("central.feed.DOSSIERS_AT_ONCE", 2)

    told = stick.travel()

    assert len(told.changes.dossiers) == 5
    assert not told.changes.more


def test_sticks_travel_by_line_from_wherever_there_is_one(served: Served) -> None:
    stick = Stick(served.province, served.station().author)

    answer = served.post("/v1/sticks", stick.write(stick.message()))
    refused = served.post("/v1/sticks", TO_CENTRAL + bytes(100))
    garbage = served.post("/v1/sticks", bytes(5_000_000))

    assert answer.status == 200
    assert stick.heads(stick.read(answer.body))[0].seq == 1
    assert (refused.status, refused.code) == (403, "not_for_us")
    assert (garbage.status, garbage.code) == (400, "malformed")
