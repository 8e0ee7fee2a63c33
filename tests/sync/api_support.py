"""Central behind a real socket, and a station that signs what it asks."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.app import create_app
from central.database import Database
from central.enrolment import new_code
from central.keys import CentralKeys
from central.serve import Line, Server, configured, listen
from central.settings import Settings
from core.domain.chain import Batch, Head
from sync.wire.batch import compress, encode_batch, expand
from sync.wire.changes import Changes, decode_changes
from sync.wire.enrolment import EnrolRequest, enrol_message, read_code
from sync.wire.signing import (
    ANSWER_HEADER,
    SignedHead,
    authorise,
    check_answer,
    check_head,
)
from tests.sync.central_support import Author, Province

_sites = itertools.count(1)


def new_site() -> str:
    """A site's code that no other test uses."""
    return f"H49.T{next(_sites)}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and whether central's key signed it for this very request."""

    status: int
    headers: httpx.Headers
    body: bytes
    signed: bool

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str:
        return str(self.json["code"])


@dataclass
class Served:
    """A running central; ``context`` when it runs in this process."""

    url: str
    province: Province
    client: httpx.Client
    context: Any = None

    @property
    def db(self) -> Database:
        return self.province.db

    @property
    def keys(self) -> CentralKeys:
        return self.province.keys

    def code(self, site: str, station: int, now: datetime | None = None) -> str:
        """A one-time code, as ``counter-central enrol`` makes it."""
        with self.db.transaction() as conn:
            return new_code(conn, self.keys, site, station, now or datetime.now(UTC))

    def station(self, site: str | None = None, station: int = 3, **author: Any) -> Station:
        """An enrolled station that has written its first event."""
        return Station(self, self.province.author(site or new_site(), station, **author))

    def get(self, target: str) -> Answer:
        """What anybody may ask."""
        return self.send("GET", target)

    def post(self, target: str, body: bytes, **headers: str) -> Answer:
        """What anybody may send."""
        return self.send("POST", target, body, **headers)

    def send(self, method: str, target: str, body: bytes = b"", **headers: str) -> Answer:
        """One request without a signature."""
        got = self.client.request(method, target, content=body, headers=headers)
        return Answer(got.status_code, got.headers, got.content, ANSWER_HEADER in got.headers)


@dataclass
class Station:
    """Signs like a station; its author writes the events."""

    served: Served
    author: Author
    number: int = 0
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.served.client

    @property
    def site(self) -> str:
        return self.author.site

    def signed(
        self, method: str, target: str, body: bytes = b"", number: int | None = None
    ) -> tuple[dict[str, str], bytes]:
        """Headers of a request and its signature."""
        if number is None:
            self.number += 1
            number = self.number
        value, signature = authorise(self.author.key, number, method, target, body)
        return {"Authorization": value}, signature

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        number: int | None = None,
        **headers: str,
    ) -> Answer:
        """One signed request; the answer's signature is checked when there is one."""
        signing, signature = self.signed(method, target, body, number)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        got = self.client.request(method, target, content=body, headers={**signing, **named})
        told = got.headers.get(ANSWER_HEADER)
        if told is not None:
            key = self.served.keys.public
            check_answer(key, told, got.status_code, signature, got.content)
        return Answer(got.status_code, got.headers, got.content, told is not None)

    def push(self, batch: Batch | None = None, **options: Any) -> Answer:
        """Sends what its author wrote and has not sent."""
        sent = batch or self.author.batch()
        target = f"/v1/streams/{sent.stream.hex()}/events"
        answer = self.ask("POST", target, compress(encode_batch(sent)), **options)
        if answer.status == 200 and batch is None:
            self.author.sent = sent.last
        return answer

    def head(self, stream: bytes | None = None) -> Head:
        """What central says it holds."""
        answer = self.ask("GET", f"/v1/streams/{(stream or self.author.stream).hex()}/head")
        assert answer.status == 200, answer
        return self.believed(answer)

    def believed(self, answer: Answer) -> Head:
        """The head in an answer, by its own signature."""
        assert answer.signed
        return check_head(
            self.served.keys.public, msgspec.json.decode(answer.body, type=SignedHead)
        )

    def changes(self, cursor: str = "") -> Changes:
        """What is new."""
        answer = self.ask("GET", f"/v1/changes?cursor={cursor}")
        assert answer.status == 200, answer
        assert answer.signed
        return decode_changes(expand(answer.body))


def enrol_request(
    code: str,
    site: str,
    station: int,
    key: Ed25519PrivateKey,
    *,
    practice: bool = False,
    streams: tuple[str, ...] = ("00" * 16,),
) -> EnrolRequest:
    """What a station sends to join."""
    secret, _ = read_code(code)
    public = key.public_key().public_bytes_raw().hex()
    proof = key.sign(enrol_message(secret, site, station, public)).hex()
    return EnrolRequest(secret, site, station, public, proof, streams, practice)


@contextmanager
def serving(
    province: Province,
    settings: Settings | None = None,
    line: type[Line] = Line,
    certificate: Path | None = None,
    key: Path | None = None,
) -> Iterator[Served]:
    """A server in a thread, on a free port; encrypted when it has a certificate."""
    app = create_app(settings or Settings(), province.db, province.keys)
    ready = threading.Event()
    server = Server(configured(app, line=line, certificate=certificate, key=key), ready.set)
    sock = listen("127.0.0.1", 0)
    url = f"{'https' if certificate else 'http'}://127.0.0.1:{sock.getsockname()[1]}"
    thread = threading.Thread(target=server.run, args=([sock],))
    thread.start()
    try:
        assert ready.wait(20)
        with httpx.Client(base_url=url, timeout=20, trust_env=False) as client:
            yield Served(url, province, client, app.state.context)
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()
