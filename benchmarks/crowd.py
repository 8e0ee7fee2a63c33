"""300 stations with 50 dossiers each push at once, at five to five (one central, then three)."""

from __future__ import annotations

import http.client
import secrets
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from urllib.parse import urlsplit

import msgspec
import psycopg
import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from benchmarks import province
from benchmarks.people import People
from benchmarks.province import Central
from benchmarks.rows import Row, ms, quantile
from central import embedded
from central.sites import set_site
from core.domain import events as ev
from core.domain.catalogue_file import read_catalogue
from core.domain.chain import Batch, Seal
from core.domain.dossier import Component, Content, Party
from core.domain.numbering import Number
from sync.wire.batch import compress, encode_batch
from sync.wire.signing import SignedHead, authorise, check_head

STATIONS, DOSSIERS, A_SITE = 300, 50, 3
WAIT_S = 120.0


@dataclass
class Pusher:
    """A station with one sealed batch that is ready to go."""

    site: str
    station: int
    key: Ed25519PrivateKey
    batch: Batch
    body: bytes
    took: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    head: int = 0

    def push(self, server: Central, start: threading.Barrier) -> None:
        """Waits for the others, then pushes until central acknowledges; busy means again."""
        address = urlsplit(server.url)
        target = f"/v1/streams/{self.batch.stream.hex()}/events"
        start.wait()
        deadline = time.monotonic() + WAIT_S
        number = 0
        while self.head < self.batch.last and time.monotonic() < deadline:
            number += 1
            value, _ = authorise(self.key, number, "POST", target, self.body)
            began = time.perf_counter()
            try:
                line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
                line.request("POST", target, self.body, {"Authorization": value})
                answer = line.getresponse()
                data = answer.read()
                line.close()
            except OSError as wrong:
                self.refused.append(type(wrong).__name__)
                continue
            if answer.status == 200:
                self.took.append(time.perf_counter() - began)
                self.head = check_head(PUBLIC[server.url], decode(data)).seq
            else:
                self.refused.append(str(answer.status))
                time.sleep(0.2)


PUBLIC: dict[str, bytes] = {}
decode = msgspec.json.Decoder(SignedHead).decode


def run() -> list[Row]:
    """One process of central, then three on one database."""
    return [_crowd(workers) for workers in (1, 3)]


def _crowd(workers: int) -> Row:
    with province.central(f"crowd-{workers}", workers) as server:
        url, stop = embedded.start(server.folder)
        try:
            pushers = _enrolled(url, server)
            start = threading.Barrier(len(pushers) + 1)
            threads = [threading.Thread(target=p.push, args=(server, start)) for p in pushers]
            for thread in threads:
                thread.start()
            start.wait()
            began, most = time.perf_counter(), 0
            with psycopg.connect(url, autocommit=True) as conn:
                while any(thread.is_alive() for thread in threads):
                    most = max(most, _connections(conn))
                    time.sleep(0.05)
                stored = time.perf_counter() - began
                (frames,) = conn.execute(
                    "SELECT count(*) FROM frame WHERE kind = 'dossier_received'"
                ).fetchone() or (0,)
                projected = _projected(conn, began)
        finally:
            stop()
    return _row(workers, pushers, frames, stored, projected, most)


def _row(
    workers: int, pushers: list[Pusher], frames: int, stored: float, projected: float, most: int
) -> Row:
    took = [seconds for p in pushers for seconds in p.took]
    refused = [reason for p in pushers for reason in p.refused]
    wanted = STATIONS * DOSSIERS
    return {
        "row": f"{STATIONS} stations x {DOSSIERS} at once, {workers} central",
        "ok": frames == wanted and all(p.head == p.batch.last for p in pushers),
        "stored": f"{frames:,}/{wanted:,}",
        "seconds": round(stored, 2),
        "dossiers_s": round(wanted / stored),
        "p50_ms": ms(quantile(took, 0.5)),
        "p99_ms": ms(quantile(took, 0.99)),
        "projected_s": round(projected, 2),
        "busy_answers": {reason: refused.count(reason) for reason in sorted(set(refused))},
        "postgres_connections": most,
    }


def _connections(conn: psycopg.Connection[tuple[int]]) -> int:
    row = conn.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    ).fetchone()
    return row[0] if row else 0


def _projected(conn: psycopg.Connection[tuple[int]], began: float) -> float:
    while time.perf_counter() - began < WAIT_S:
        row = conn.execute("SELECT count(*) FROM dossier").fetchone()
        if row is not None and row[0] >= STATIONS * DOSSIERS:
            break
        time.sleep(0.05)
    return time.perf_counter() - began


def _enrolled(url: str, server: Central) -> list[Pusher]:
    """Stations whose keys central knows, three a site."""
    pushers = [_pusher(n) for n in range(STATIONS)]
    with psycopg.connect(url) as conn:
        row = conn.execute("SELECT signing_key FROM central").fetchone()
        PUBLIC[server.url] = bytes(row[0]) if row else b""
        for site in dict.fromkeys(p.site for p in pushers):
            set_site(conn, site, name=f"Phường {site}")
        with conn.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO sender (key, site, station, since) VALUES (%s,%s,%s,now())",
                [(p.key.public_key().public_bytes_raw(), p.site, p.station) for p in pushers],
            )
    return pushers


def _pusher(number: int) -> Pusher:
    key = Ed25519PrivateKey.generate()
    site, station = f"H49.{number // A_SITE + 1}", number % A_SITE + 1
    catalogue = read_catalogue(files("core.data").joinpath("catalogue/procedures.csv").read_bytes())
    people = People(number, catalogue)
    stream = secrets.token_bytes(16)
    public = key.public_key().public_bytes_raw().hex()
    at = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    bodies: list[tuple[ev.Body, str]] = [
        (ev.StationSetUp(site, f"Phường {site}", station, public), ev.STATION)
    ]
    bodies += [
        (_received(people, site, station, n, at), uuid_utils.uuid7().hex)
        for n in range(1, DOSSIERS + 1)
    ]
    events = []
    for seq, (body, subject) in enumerate(bodies, 1):
        event = ev.Event(
            stream.hex(), seq, uuid_utils.uuid7().hex, ev.KIND_OF[type(body)], 1, subject, None,
            "ha", at + timedelta(seconds=seq), at.date(), False, body,
        )  # fmt: skip
        events.append(ev.encode(event))
    batch = Batch(stream, 1, ev.GENESIS, tuple(events), ())
    head = batch.hashes()[-1]
    seal = Seal(1, batch.last, head, key.sign(ev.seal_message(stream, 1, batch.last, head)))
    batch = Batch(stream, 1, ev.GENESIS, tuple(events), (seal,))
    return Pusher(site, station, key, batch, compress(encode_batch(batch)))


def _received(
    people: People, site: str, station: int, ordinal: int, at: datetime
) -> ev.DossierReceived:
    procedure, person = people.procedure(), people.person()
    number = Number(f"{site}-{at:%y%m%d}-{station * 1000 + ordinal:04d}", at.date(), ordinal)
    content = Content(
        procedure.code,
        procedure.name,
        Party(person.name, personal_no=person.personal_no, phone=person.phone),
        components=tuple(Component(n, o, 0, c) for n, o, c in people.papers(procedure)),
        limit=procedure.limit,
        fee_vnd=procedure.fee_vnd,
        agency=procedure.agency,
    )
    return ev.DossierReceived(
        number, f"{station:02d}", ordinal, "2025", at, None, "Trần Thị Thu Hà", content
    )
