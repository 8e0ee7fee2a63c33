"""Who may ask: signatures, numbers that only rise, keys that are known and not revoked."""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings, strategies as st

from central.database import Database
from central.limits import REMEMBERED, Buckets, caller_of
from central.settings import Settings
from central.sites import revoke_station
from sync.wire.batch import compress, encode_batch
from sync.wire.signing import ANSWER_HEADER, authorise
from tests.sync.api_support import Served, Station, new_site, serving
from tests.sync.central_support import Author, Cluster, Province


def heads(served: Served, site: str) -> list[tuple[int, bytes]]:
    """What central holds of a site's stations."""
    rows = served.province.rows(
        "SELECT head_seq, head_hash FROM stream WHERE site = %s AND station > 0", site
    )
    return [(seq, bytes(digest)) for seq, digest in rows]


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Basic dXNlcjpwYXNz",
        "Counter",
        "Counter a:b:c",
        f"Counter {'0' * 64}:1:{'0' * 127}",
        f"Counter {'0' * 64}:-1:{'0' * 128}",
        f"Counter {'0' * 64}:0:{'0' * 128}",
        f"Counter {'0' * 64}:{1 << 63}:{'0' * 128}",
        f"Counter {'0' * 64}:1:{'0' * 128}:1",
        "Counter " + "9" * 2_000,
    ],
)
def test_a_header_that_is_no_signature_is_refused(served: Served, header: str) -> None:
    answer = served.client.get("/v1/changes", headers={"Authorization": header})

    assert (answer.status_code, answer.json()["code"]) == (401, "authorization_missing")
    assert ANSWER_HEADER not in answer.headers


def test_a_stranger_is_refused_by_a_signed_answer(served: Served) -> None:
    """A station that a restored central has forgotten must learn it from central itself."""
    stranger = Station(served, Author(new_site(), 3))

    refused = stranger.ask("GET", "/v1/changes")

    assert (refused.status, refused.code, refused.signed) == (401, "key_unknown", True)


@pytest.mark.parametrize("what", ["method", "path", "query", "number", "body", "key", "signature"])
def test_a_signature_holds_for_one_request_only(served: Served, what: str) -> None:
    station = served.station()
    target, body = f"/v1/streams/{station.author.stream.hex()}/events", b"x"
    value, _ = authorise(station.author.key, 1, "POST", target, body)
    key, number, signature = value.removeprefix("Counter ").split(":")
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    sent = {
        "method": ("GET", f"/v1/streams/{station.author.stream.hex()}/head", b"x", value),
        "path": ("POST", "/v1/leases", body, value),
        "query": ("POST", target + "?a=1", body, value),
        "number": ("POST", target, body, f"Counter {key}:2:{signature}"),
        "body": ("POST", target, b"y", value),
        "key": ("POST", target, body, f"Counter {other}:{number}:{signature}"),
        "signature": ("POST", target, body, f"Counter {key}:{number}:{'0' * 128}"),
    }
    method, where, content, header = sent[what]

    answer = served.send(method, where, content, Authorization=header)

    assert (answer.status, answer.code, answer.signed) == (401, "request_signature_wrong", False)


def test_a_number_is_taken_once_and_only_upwards(served: Served) -> None:
    station = served.station()

    first = station.ask("GET", "/v1/changes", number=7)
    again = station.ask("GET", "/v1/changes", number=7)
    lower = station.ask("GET", "/v1/changes", number=6)
    higher = station.ask("GET", "/v1/changes", number=900)

    assert (first.status, higher.status) == (200, 200)
    for refused in (again, lower):
        assert (refused.status, refused.signed) == (409, True)
        assert (refused.json["code"], refused.json["last"]) == ("replayed", 7)


def test_a_push_that_is_replayed_does_nothing(served: Served) -> None:
    station = served.station()
    batch = station.author.batch()
    station.push(batch, number=5)
    before = heads(served, station.site)

    replayed = station.push(batch, number=5)

    assert replayed.json["code"] == "replayed"
    assert heads(served, station.site) == before


def test_a_refused_request_spends_its_number_too(served: Served) -> None:
    station = served.station()

    station.ask("POST", "/v1/leases", b"no", number=3)
    again = station.ask("POST", "/v1/leases", b"no", number=3)

    assert again.json["code"] == "replayed"


def test_of_many_at_once_with_one_number_one_is_heard(served: Served) -> None:
    station = served.station()
    barrier = threading.Barrier(8)

    def ask() -> int:
        barrier.wait(10)
        return station.ask("GET", "/v1/changes", number=1).status

    with ThreadPoolExecutor(8) as pool:
        found = sorted(future.result() for future in [pool.submit(ask) for _ in range(8)])

    assert found == [200, *[409] * 7]


def test_a_revoked_station_may_still_hand_in_and_nothing_else(served: Served) -> None:
    station = served.station()
    station.push()
    with served.db.transaction() as conn:
        revoke_station(conn, station.site, 3, datetime.now(UTC), None)
    station.author.receive()

    pushed = station.push()

    assert station.believed(pushed).seq == 2
    targets = ["/v1/changes", f"/v1/streams/{station.author.stream.hex()}/head"]
    for refused in [*(station.ask("GET", t) for t in targets), station.ask("POST", "/v1/leases")]:
        assert (refused.status, refused.code, refused.signed) == (403, "revoked", True)
    (revoked_from,) = served.province.rows(
        "SELECT revoked_from FROM stream_key WHERE site = %s", station.site
    )[0]
    assert revoked_from == 2


def test_stations_of_one_number_may_be_revoked_and_one_enrolled_anew(served: Served) -> None:
    lost = served.station()
    with served.db.transaction() as conn:
        revoke_station(conn, lost.site, 3, datetime.now(UTC), None)
    new = served.station(lost.site, 3)

    assert new.push().status == 200
    assert lost.ask("GET", "/v1/changes").code == "revoked"


# --- any bit --------------------------------------------------------------------------


def raw_request(station: Station, target: str, body: bytes) -> bytes:
    """A push as it goes over the line."""
    signing, _ = station.signed("POST", target, body)
    head = [
        f"POST {target} HTTP/1.1",
        "Host: central",
        f"Authorization: {signing['Authorization']}",
        f"Content-Length: {len(body)}",
        "Content-Type: application/octet-stream",
        "Connection: close",
    ]
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


def say(served: Served, data: bytes) -> bytes:
    """Sends bytes and reads until central closes, or has nothing to say to half a request."""
    where = urlsplit(served.url)
    with socket.create_connection((where.hostname, where.port), timeout=0.4) as line:
        line.sendall(data)
        got = b""
        try:
            while part := line.recv(65_536):
                got += part
        except (TimeoutError, ConnectionError):
            pass
        return got


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, (1 << 20) - 1))
def test_any_bit_flipped_on_the_way_is_refused_or_changes_nothing(
    served: Served, draw: int
) -> None:
    """A flip may hit what is not signed (Host, Connection): then the true events are stored."""
    station = served.station()
    author = station.author
    body = compress(encode_batch(author.batch()))
    true = raw_request(station, f"/v1/streams/{author.stream.hex()}/events", body)
    bit = draw * len(true) * 8 >> 20
    flipped = bytearray(true)
    flipped[bit // 8] ^= 1 << bit % 8

    got = say(served, bytes(flipped))

    held = heads(served, station.site)
    assert held in ([], [(1, author.hashes[0])])
    assert b"Traceback" not in got
    assert b" 500 " not in got[:20]
    if b" 200 " in got[:20]:
        assert held == [(1, author.hashes[0])]
    station.number += 1
    assert station.believed(station.push()).seq == 1


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_on_the_line_are_survived(served: Served, noise: bytes) -> None:
    got = say(served, noise + b"\r\n\r\n")

    assert b" 500 " not in got[:20]
    assert served.get("/healthz").status == 200


# --- how often ------------------------------------------------------------------------


def test_a_bucket_empties_and_fills() -> None:
    now = 0.0
    bucket = Buckets(2.0, 3.0, lambda: now)

    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert bucket.take("b") == 0
    now = 0.5
    assert bucket.take("a") == 0
    assert bucket.take("a") == pytest.approx(0.5)
    now = 1_000.0
    assert [bucket.take("a") for _ in range(3)] == [0, 0, 0]


def test_buckets_forget_who_was_longest_silent() -> None:
    bucket = Buckets(0.001, 1.0, lambda: 0.0)
    bucket.take("first")

    for caller in range(REMEMBERED):
        bucket.take(caller)

    assert bucket.take("first") == 0
    assert bucket.take(REMEMBERED - 1) > 0


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "-"),
        ("", "-"),
    ],
)
def test_a_caller_is_an_address_or_a_network(address: str, caller: str) -> None:
    assert caller_of(address) == caller


def test_too_many_requests_of_one_station_wait(province: Province) -> None:
    limits = Settings(sender_rate=0.01, sender_burst=3)
    with serving(province, limits) as served:
        station, other = served.station(), served.station()

        found = [station.ask("GET", "/v1/changes") for _ in range(4)]

        assert [answer.status for answer in found] == [200, 200, 200, 429]
        assert found[3].signed
        assert found[3].code == "too_often"
        assert int(found[3].headers["Retry-After"]) > 50
        assert other.ask("GET", "/v1/changes").status == 200


def test_too_many_requests_of_one_address_wait(province: Province) -> None:
    with serving(province, Settings(address_rate=0.01, address_burst=3)) as served:
        found = [served.get("/healthz") for _ in range(4)]

    assert [answer.status for answer in found] == [200, 200, 200, 429]
    assert found[3].code == "too_often"


def test_behind_a_proxy_every_station_has_its_own_bucket(province: Province) -> None:
    with serving(province, Settings(address_rate=0.01, address_burst=1)) as served:
        asked = ["192.0.2.1", "192.0.2.2", "192.0.2.1"]
        found = [
            served.client.get("/healthz", headers={"X-Forwarded-For": each}).status_code
            for each in asked
        ]

    assert found == [200, 200, 429]


def test_a_database_that_is_away_is_said_so_and_signed(
    postgres: Cluster, province: Province
) -> None:
    with serving(province) as served:
        station = served.station()
        assert station.ask("GET", "/v1/changes").status == 200
        province.db.close()

        refused = station.ask("GET", "/v1/changes")

        assert (refused.status, refused.code) == (503, "database_away")
        assert refused.signed
        assert refused.headers["Retry-After"]
        assert served.get("/healthz").status == 503


def test_tables_that_no_longer_follow_are_no_health(province: Province) -> None:
    with serving(province) as served:
        assert served.get("/healthz").status == 200
        served.context.projector.stop()

        assert (served.get("/healthz").status, served.get("/healthz").code) == (500, "internal")


def test_a_database_that_never_answers_is_no_database() -> None:
    with pytest.raises(Exception, match="database_unreachable"):
        Database("host=127.0.0.1 port=1 dbname=none connect_timeout=1")
