"""``counter-central serve`` and the commands beside it, each a process of its own."""

from __future__ import annotations

import json
import signal
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from central.cli import ENVIRONMENT, OK
from central.serve import listen
from core.domain.errors import EnvironmentFault
from sync.wire.enrolment import EnrolmentFile
from tests.sync.central_support import SITE, Author
from tests.sync.cli_support import Json, Server, Station, run, serving


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Short paths outside pytest's folder, which another run shuts for PostgreSQL's user."""
    with TemporaryDirectory(prefix="qmc-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def embedded(place: Path) -> Iterator[Server]:
    """A whole central started by one command."""
    with serving(place / "c", "--practice", "--province", "Tỉnh Giả Định") as server:
        yield server


def status_of(server: Server) -> Json:
    return run("--data", server.told["data"], "status").one


# --- one command starts everything ----------------------------------------------------


def test_one_command_serves_and_says_so_in_one_line(embedded: Server) -> None:
    assert embedded.get("/healthz").json() == {"ok": True}
    told = embedded.told
    assert (told["ok"], told["province"], told["practice"]) == (True, "Tỉnh Giả Định", True)
    assert (told["epoch"], told["workers"], told["pid"]) == (1, 1, embedded.process.pid)
    assert told["address"] == told["listening"]


def test_a_station_joins_by_the_code_that_enrol_prints(embedded: Server, place: Path) -> None:
    data, out = embedded.told["data"], place / "station.json"
    made = run("enrol", SITE, "3", "--site-name", "Phường  Giả Định", "--out", out, "--data", data)
    station = Station(embedded.url)

    assert made.status == OK
    assert made.one["code"].count("-") == 3
    assert "một lần" in made.err
    assert station.join(made.one["code"]).status_code == 200
    assert station.join(made.one["code"]).status_code == 200  # a lost answer, asked again
    station.author.set_up()
    station.author.receive()
    assert station.pushed().seq == 2

    file = msgspec.json.decode(out.read_bytes(), type=EnrolmentFile)
    assert (file.code, file.site, file.station) == (made.one["code"], SITE, 3)
    assert (file.url, file.signing_key) == (embedded.url, station.central_key.hex())
    found = status_of(embedded)
    assert found["events"] == 2
    (seen,) = found["stations"]
    assert (seen["site"], seen["station"], seen["events"], seen["revoked"]) == (SITE, 3, 2, False)
    contact = datetime.fromisoformat(seen["last_contact"])
    assert abs(contact - datetime.now(UTC)) < timedelta(minutes=2)
    (site,) = found["sites"]
    assert (site["site"], site["name"], site["lease_size"]) == (SITE, "Phường Giả Định", 20)


def test_commands_wait_for_no_server_and_stop_none(embedded: Server) -> None:
    """They join the running PostgreSQL and leave it running."""
    assert run("--data", embedded.told["data"], "status").status == OK
    assert embedded.get("/healthz").status_code == 200


def log_with(server: Server, line: str) -> str:
    """The log, once a line is in it."""
    until = time.monotonic() + 10
    while line not in (log := server.log.read_text()):
        assert time.monotonic() < until, log
    return log


def test_requests_are_logged_without_their_paths_and_values(embedded: Server) -> None:
    embedded.get("/v1/streams/nguyen-van-a/hash?seq=0912345678")
    embedded.get("/nguyen-van-a?ma=T25ABCD")

    log = log_with(embedded, "GET - 404")  # written after the answer
    assert "GET /v1/streams/{stream}/hash 401" in log
    for secret in ("nguyen", "0912345678", "T25ABCD"):
        assert secret not in log


def test_a_second_server_on_the_same_port_is_refused(embedded: Server) -> None:
    port = embedded.url.rpartition(":")[2]

    refused = run("serve", "--listen", f"127.0.0.1:{port}", "--data", embedded.told["data"],
                  "--practice")  # fmt: skip

    assert refused.status == ENVIRONMENT
    assert refused.one["errors"][0]["code"] == "cannot_listen"
    assert port in refused.err
    assert embedded.get("/healthz").status_code == 200


def postgres_runs(folder: Path) -> bool:
    """Whether a server is on a data folder, by the file that it removes when it ends well."""
    return (folder / "pg" / "postmaster.pid").exists()


def test_a_kill_is_survived_and_sigterm_ends_everything(embedded: Server) -> None:
    """The last test of this server: it is killed here."""
    folder = Path(embedded.told["data"])
    code = run("--data", folder, "enrol", SITE, "9").one["code"]
    station = Station(embedded.url, author=Author(SITE, 9))
    assert station.join(code, practice=False).json()["code"] == "practice"
    assert station.join(code).status_code == 200
    station.author.set_up()
    station.pushed()
    before = status_of(embedded)["events"]
    assert embedded.stop(signal.SIGKILL) == -signal.SIGKILL

    with serving(folder, "--practice") as server:
        assert status_of(server)["events"] == before
        station.url = server.url
        station.author.receive()
        assert station.pushed().seq == 2
        assert server.stop() == OK
    assert not postgres_runs(folder)

    other = run("serve", "--listen", "127.0.0.1:0", "--data", folder)
    assert (other.status, other.one["errors"][0]["code"]) == (ENVIRONMENT, "practice_other")
    assert run("--data", folder, "status").one["events"] == before + 1
    assert not postgres_runs(folder)


# --- several processes on one database ------------------------------------------------


def test_two_servers_share_one_database(place: Path, database_url: str) -> None:
    folder = place / "two"
    where = ("--database", database_url)
    with serving(folder, *where) as first, serving(folder, *where) as second:
        code = run("enrol", SITE, "3", "--data", folder, *where).one["code"]
        station = Station(first.url)
        assert station.join(code, practice=False).status_code == 200
        station.author.set_up()
        assert station.pushed().seq == 1

        station.url = second.url
        station.author.receive()
        assert station.pushed().seq == 2
        status, body = station.push(number=1)  # a number that the other process heard
        assert (status, json.loads(body)["last"]) == (409, 2)
        assert run("status", "--data", folder, *where).one["events"] == 2
        assert (first.stop(), second.stop()) == (OK, OK)


@pytest.mark.long
def test_workers_share_a_socket_and_die_with_their_parent(place: Path, database_url: str) -> None:
    folder = place / "workers"
    where = ("--database", database_url, "--workers", "2")
    with serving(folder, *where) as server:
        code = run("enrol", SITE, "3", "--data", folder, *where[:2]).one["code"]
        station = Station(server.url)
        assert station.join(code, practice=False).status_code == 200
        station.author.set_up()
        assert station.pushed().seq == 1
        server.stop(signal.SIGKILL)
        wait_for_port(int(server.url.rpartition(":")[2]))

    with serving(folder, *where) as server:
        assert server.get("/healthz").status_code == 200
        assert server.stop() == OK


def wait_for_port(port: int) -> None:
    """Until nobody listens there any more."""
    until = time.monotonic() + 20
    while True:
        try:
            listen("127.0.0.1", port).close()
            return
        except EnvironmentFault:
            assert time.monotonic() < until


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that signed itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "central")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file


@pytest.mark.long
def test_tls_without_a_proxy(place: Path, database_url: str) -> None:
    cert, key = certificate(place)
    tls = ("--certificate", cert, "--key", key)
    with serving(place / "tls", "--database", database_url, *tls) as server:
        assert server.url.startswith("https://")
        trusted = ssl.create_default_context(cafile=cert)
        assert server.get("/healthz", verify=trusted).status_code == 200

    broken = run("serve", "--listen", "127.0.0.1:0", "--data", place / "tls",
                 "--certificate", key, "--key", cert)  # fmt: skip
    assert (broken.status, broken.one["errors"][0]["code"]) == (ENVIRONMENT, "certificate_invalid")
