"""What a station asks of central over HTTP, and what it is answered."""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain.events import GENESIS
from sync.wire.batch import compress, decode_batch, encode_batch
from sync.wire.bundle import LeaseWish
from sync.wire.enrolment import Enrolled, enrolled_message, fingerprint, read_code
from sync.wire.limits import MAX_BODY, MAX_EXPANDED
from sync.wire.signing import verify
from tests.sync.api_support import Served, Station, enrol_request, new_site
from tests.sync.central_support import Author


def test_a_station_joins_pushes_and_reads_its_head(served: Served) -> None:
    site = new_site()
    author = Author(site, 3)
    code = served.code(site, 3)
    asked = enrol_request(code, site, 3, author.key, streams=(author.stream.hex(),))
    joined = served.post("/v1/enrol", msgspec.json.encode(asked))

    assert joined.status == 200, joined
    enrolled = msgspec.json.decode(joined.body, type=Enrolled)
    key = bytes.fromhex(enrolled.signing_key)
    assert fingerprint(key) == read_code(code)[1]
    verify(
        key, bytes.fromhex(enrolled.signature), enrolled_message(asked.proof, enrolled), "enrolment"
    )
    author.set_up()
    author.receive()
    station = Station(served, author)
    head = station.believed(station.push())
    assert (head.stream, head.seq, head.hash) == (author.stream, 2, author.hashes[1])
    assert station.head() == head
    asked_hash = station.ask("GET", f"/v1/streams/{author.stream.hex()}/hash?seq=1")
    assert asked_hash.json == {"stream": author.stream.hex(), "hash": author.hashes[0].hex()}
    assert asked_hash.signed


def test_events_are_stored_byte_for_byte(served: Served) -> None:
    station = served.station()
    station.author.receive()
    station.push()

    rows = served.province.rows(
        "SELECT bytes FROM frame WHERE site = %s ORDER BY position", station.site
    )
    assert [bytes(row[0]) for row in rows] == station.author.events


def test_a_push_said_again_is_absorbed(served: Served) -> None:
    station = served.station()
    batch = station.author.batch()
    first = station.believed(station.push(batch))

    again = station.push(batch)

    assert again.status == 200
    assert station.believed(again) == first


def test_a_gap_is_answered_with_the_head(served: Served) -> None:
    station = served.station()
    station.push()
    for _ in range(3):
        station.author.receive()
    refused = station.push(station.author.batch(after=2))

    assert refused.status == 409
    assert station.believed(refused).seq == 1
    assert station.head().seq == 1


def test_another_history_of_a_stream_changes_nothing(served: Served) -> None:
    station = served.station()
    other = Author(station.site, 3, key=station.author.key, stream=station.author.stream)
    station.author.receive()
    station.push()
    other.set_up()
    other.receive()
    refused = station.push(other.batch())

    assert refused.status == 409
    assert station.believed(refused).hash == station.author.hashes[1]


def test_a_stream_that_nobody_sent_has_no_events(served: Served) -> None:
    station = served.station(begun=False)

    head = station.head()

    assert (head.seq, head.hash) == (0, GENESIS)
    hashed = station.ask("GET", f"/v1/streams/{station.author.stream.hex()}/hash?seq=5")
    assert hashed.json["hash"] is None


def test_a_station_sees_and_writes_no_stream_of_another(served: Served) -> None:
    mine = served.station(new_site(), 3)
    mine.push()
    neighbour = served.station(mine.site, 4)
    stranger = served.station(new_site(), 3)
    mine.author.receive()
    batch = mine.author.batch()

    for other in (neighbour, stranger):
        assert other.head(mine.author.stream).seq == 0
        asked = other.ask("GET", f"/v1/streams/{mine.author.stream.hex()}/hash?seq=1")
        assert asked.json["hash"] is None
        pushed = other.push(batch)
        assert pushed.signed
        assert pushed.status >= 400
        assert [h.value.stream for h in other.changes().heads] == []
    whole = Author.batch(mine.author, after=0)
    assert neighbour.push(whole).code == "not_for_us"
    assert stranger.push(whole).code == "not_for_us"
    assert mine.head().seq == 1
    assert served.province.rows("SELECT 1 FROM frame WHERE site = %s", stranger.site) == []


def test_a_batch_of_a_key_that_nobody_knows_is_refused(served: Served) -> None:
    station = served.station()
    forged = Author(station.site, 3, stream=station.author.stream)
    forged.set_up()
    station.push()
    forged.receive()

    refused = station.push(forged.batch(after=1))

    assert (refused.status, refused.code) in {(400, "signature_wrong"), (400, "chain_broken")}
    assert station.head().seq == 1


def test_the_stream_in_the_address_must_be_the_batchs(served: Served) -> None:
    station = served.station()
    body = compress(encode_batch(station.author.batch()))

    refused = station.ask("POST", f"/v1/streams/{'ab' * 16}/events", body)

    assert (refused.status, refused.code) == (400, "malformed")


def broken_bodies(station: Station) -> dict[str, tuple[bytes, str]]:
    """Bodies that are not a batch, with the code that says so."""
    whole = encode_batch(station.author.batch())
    packed = compress(whole)
    return {
        "empty": (b"", "malformed"),
        "no zlib": (b"\x00" * 50, "malformed"),
        "not compressed": (whole, "malformed"),
        "cut": (packed[:-7], "malformed"),
        "followed": (packed + b"x", "malformed"),
        "cut inside": (compress(whole[:-20]), "event_invalid"),
        "no events": (compress(whole.partition(b"\n")[0]), "malformed"),
        "html": (compress(b"<html>Please log in</html>"), "malformed"),
        "bomb": (zlib.compress(bytes(MAX_EXPANDED + 1_000_000), 9), "too_large"),
        "older": (compress(whole.replace(b'"v":"1"', b'"v":"0"')), "protocol_unknown"),
    }


@pytest.mark.parametrize(
    "name",
    [
        *("empty", "no zlib", "not compressed", "cut", "followed", "cut inside", "no events"),
        *("html", "bomb", "older"),
    ],
)
def test_what_is_no_batch_is_refused_and_signed(served: Served, name: str) -> None:
    station = served.station()
    body, code = broken_bodies(station)[name]

    refused = station.ask("POST", f"/v1/streams/{station.author.stream.hex()}/events", body)

    assert refused.signed
    assert refused.code == code
    assert refused.json["message"]
    assert station.head().seq == 0


def test_a_body_that_is_too_large_is_not_even_read(served: Served) -> None:
    station = served.station()
    target = f"/v1/streams/{station.author.stream.hex()}/events"

    refused = station.ask("POST", target, bytes(MAX_BODY + 1))
    plain = served.post("/v1/enrol", bytes(300_000))

    assert (refused.status, refused.code) == (413, "too_large")
    assert (plain.status, plain.code) == (413, "too_large")
    assert station.head().seq == 0


def test_changes_bring_heads_and_a_cursor_and_then_nothing(served: Served) -> None:
    station = served.station()
    station.push()

    first = station.changes()
    again = station.changes(first.cursor)

    assert [head.value.seq for head in first.heads] == [1]
    assert first.stations is not None
    assert (again.batches, again.dossiers, again.exceptions, again.stations) == ((), (), None, None)
    assert abs(first.time - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_cursor_of_somebody_else_is_refused(served: Served) -> None:
    station = served.station()

    refused = station.ask("GET", "/v1/changes?cursor=%21%21")

    assert (refused.status, refused.code, refused.signed) == (400, "malformed", True)


def test_ordinals_are_leased_and_travel_in_the_changes(served: Served) -> None:
    station = served.station()
    station.push()
    wish = LeaseWish(station.author.stream, date(2026, 11, 26).isoformat(), 0, 0)

    leased = station.ask("POST", "/v1/leases", msgspec.json.encode([wish]))
    again = station.ask("POST", "/v1/leases", msgspec.json.encode([wish]))

    assert (leased.status, leased.json) == (200, {"leased": 1})
    assert again.json == {"leased": 0}  # it has not learnt of the first one yet
    events = [event for data in station.changes().batches for event in decode_batch(data).events]
    assert any(station.author.stream.hex().encode() in event for event in events)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[{}]", b"[" * 100_000, b'[{"stream":"","day":"x","left":0,"held":0}]']
)
def test_wishes_that_cannot_be_read_are_refused(served: Served, body: bytes) -> None:
    station = served.station()

    refused = station.ask("POST", "/v1/leases", body)

    assert (refused.status, refused.code, refused.signed) == (400, "malformed", True)


def test_ordinals_for_a_stream_of_somebody_else_are_refused(served: Served) -> None:
    mine, other = served.station(), served.station()
    other.push()
    wish = LeaseWish(other.author.stream, "2026-11-26", 0, 0)

    refused = mine.ask("POST", "/v1/leases", msgspec.json.encode([wish]))

    assert (refused.status, refused.code) == (403, "not_enrolled")


def test_central_notes_contact_clock_and_version(served: Served) -> None:
    station = served.station()
    ahead = datetime.now(UTC) + timedelta(hours=2)

    station.ask("GET", "/v1/changes", Counter_Time=ahead.isoformat(), User_Agent="quay-mot-cua/9")
    ((contact, offset, version),) = served.province.rows(
        "SELECT last_contact, clock_offset, version FROM station WHERE site = %s", station.site
    )

    assert abs(contact - datetime.now(UTC)) < timedelta(minutes=1)
    assert 7_100 < offset < 7_300
    assert version == "quay-mot-cua/9"


@pytest.mark.parametrize("clock", ["", "gestern", "2026-11-25", "2026-11-25T10:00:00", "9" * 300])
def test_a_clock_that_cannot_be_read_is_no_reason_to_refuse(served: Served, clock: str) -> None:
    station = served.station()

    answer = station.ask(
        "GET", "/v1/changes", Counter_Time=clock, User_Agent="\x7fé".encode().hex()
    )

    assert answer.status == 200


def test_health_is_asked_by_anybody(served: Served) -> None:
    answer = served.get("/healthz")

    assert (answer.status, answer.json, answer.signed) == (200, {"ok": True}, False)


@pytest.mark.parametrize(
    ("method", "target", "status", "code"),
    [
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/v1/enrol", 405, "method_not_allowed"),
        ("DELETE", "/healthz", 405, "method_not_allowed"),
        ("GET", "/docs", 404, "not_found"),
        ("POST", "/v1/enrol", 400, "malformed"),
        ("POST", "/v1/sticks", 400, "malformed"),
        ("GET", "/v1/changes", 401, "authorization_missing"),
        ("POST", "/v1/leases", 401, "authorization_missing"),
        ("GET", "/v1/streams/x/head", 401, "authorization_missing"),
    ],
)
def test_every_refusal_has_a_code_and_words(
    served: Served, method: str, target: str, status: int, code: str
) -> None:
    answer = served.send(method, target, b"Nguyen Van A" if method == "POST" else b"")

    assert (answer.status, answer.code) == (status, code)
    assert answer.json["message"].endswith((".", "…"))
    assert b"Nguyen" not in answer.body


@pytest.mark.parametrize(
    "target", ["/v1/streams/XYZ/head", "/v1/streams/{s}/hash", "/v1/streams/{s}/hash?seq=0",
               "/v1/streams/{s}/hash?seq=nguyenvana", f"/v1/streams/{{s}}/hash?seq={1 << 63}",
               f"/v1/changes?cursor={'a' * 9_000}"]
)  # fmt: skip
def test_a_wrong_parameter_is_refused_without_repeating_it(served: Served, target: str) -> None:
    station = served.station()

    refused = station.ask("GET", target.format(s=station.author.stream.hex()))

    assert (refused.status, refused.code, refused.signed) == (400, "input_invalid", True)
    assert b"nguyenvana" not in refused.body


def test_a_lost_answer_to_joining_is_given_again(served: Served) -> None:
    site, key = new_site(), Ed25519PrivateKey.generate()
    body = msgspec.json.encode(enrol_request(served.code(site, 7), site, 7, key))

    first, again = served.post("/v1/enrol", body), served.post("/v1/enrol", body)

    assert first.status == again.status == 200
    assert first.body == again.body
    assert len(served.province.rows("SELECT 1 FROM sender WHERE site = %s", site)) == 1
