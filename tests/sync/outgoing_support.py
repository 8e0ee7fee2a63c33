"""Central's neighbours for real: a mail server, a receiver of JSON, with faults on demand."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from central.outgoing.config import Endpoint, MailServer

#: seconds after which a client of ours gives a silent server up
PATIENCE = 0.3
USER, PASSWORD = "quay", "mat-khau-thu"

# --- mail -----------------------------------------------------------------------------


@dataclass
class Mailbox:
    """A mail server's handler.

    Attributes:
        faults: one a mail: ``rcpt CODE``, ``data CODE`` (answers so), ``drop rcpt``,
            ``drop data``, ``drop text`` (cuts before, or after it has the text),
            ``slow rcpt``, ``slow text`` (says nothing more).
        got: mails that the server kept, whatever it answered.
    """

    port: int = 0
    faults: deque[str] = field(default_factory=deque)
    got: list[EmailMessage] = field(default_factory=list)
    users: list[str] = field(default_factory=list)

    @property
    def server(self) -> MailServer:
        return MailServer(
            "127.0.0.1", self.port, "none", "mot-cua@giadinh.example", timeout=PATIENCE
        )

    def _fault(self, place: str) -> str:
        """The word for this place when the next fault is meant for it."""
        if not self.faults:
            return ""
        word, _, rest = self.faults[0].partition(" ")
        if word in ("drop", "slow"):
            word, rest = rest, word
        if word != place:
            return ""
        self.faults.popleft()
        return rest

    async def _met(self, place: str, server: SMTP) -> str:
        fault = self._fault(place)
        if fault == "slow":
            await asyncio.sleep(20 * PATIENCE)  # the client left long ago; cancelled with it
        if fault in ("drop", "slow"):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            return "421 gone"
        return f"{fault} no" if fault else ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any
    ) -> str:
        wrong = await self._met("rcpt", server)
        if not wrong:
            envelope.rcpt_tos.append(address)
        return wrong or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        refused = self.faults and self.faults[0].startswith("data ")
        if not refused:
            assert isinstance(envelope.content, bytes)
            kept = message_from_bytes(envelope.content, policy=default)
            assert isinstance(kept, EmailMessage)
            self.got.append(kept)
        return (await self._met("text", server)) or (await self._met("data", server)) or "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.users.append(data.login.decode())
        right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=right)


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None) -> Iterator[Mailbox]:
    """A mail server on a port of its own; with ``tls`` it demands STARTTLS and a log-in."""
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        box.port = free.getsockname()[1]
    strict: dict[str, Any] = {}
    if tls is not None:
        strict = {"tls_context": tls, "require_starttls": True, "auth_required": True}
    running = Controller(box, "127.0.0.1", box.port, authenticator=box.authenticate, **strict)
    running.start()
    try:
        yield box
    finally:
        running.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS for 127.0.0.1, and the file by which it is believed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "giadinh.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    public = folder / "public.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context, public


# --- a receiver of JSON ---------------------------------------------------------------


@dataclass
class Receiver:
    """Takes what it is posted.

    Attributes:
        faults: one a request: ``STATUS`` (a page of that status), ``silent``
            (no answer), ``half`` (an answer cut in the middle), ``lost`` (kept,
            then the line is cut), ``refuse REASON``, ``json TEXT`` (that body, 200).
        asked: ``(headers, body)`` of every request.
        kept: by idempotency key, in the order of arrival.
        codes: official codes that a system of record gives, by uid.
        arrived: something was kept.
    """

    url: str = ""
    faults: deque[str] = field(default_factory=deque)
    asked: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(self.url, key="bi-mat", token="the", timeout=PATIENCE, deadline=2)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What was kept, in order."""
        return list(self.kept.values())

    def answer(self, key: str, body: dict[str, Any]) -> dict[str, Any]:
        """What a receiver that works says; the same key is the same thing."""
        self.kept.setdefault(key, body)
        self.arrived.set()
        said = {"accepted": True, "key": key, "id": body.get("id", "")}
        uid = str(body.get("uid", ""))
        return said | ({"code": self.codes[uid]} if uid in self.codes else {})


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A receiver on a port of its own."""
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append((dict(self.headers.items()), data))
            _behave(self, made, self.headers["Idempotency-Key"], json.loads(data))

        def log_message(self, format: str, *arguments: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_address[1]}/in"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield made
    finally:
        made.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _behave(line: BaseHTTPRequestHandler, made: Receiver, key: str, body: dict[str, Any]) -> None:
    word, _, rest = (made.faults.popleft() if made.faults else "").partition(" ")
    if word == "silent":
        made.over.wait(20)
        line.close_connection = True
    elif word.isdigit():
        _say(line, int(word), b"<html>Xin dang nhap</html>", "text/html")
    elif word == "refuse":
        _json(line, 422, {"accepted": False, "reason": rest})
    elif word == "json":
        _say(line, 200, rest.encode(), "application/json")
    else:
        said = made.answer(key, body)
        if word == "lost":
            _cut(line)
        elif word == "half":
            line.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"accepted": tr')
            _cut(line)
        else:
            _json(line, 200, said)


def _cut(line: BaseHTTPRequestHandler) -> None:
    line.wfile.flush()
    line.close_connection = True
    line.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.connection.shutdown(socket.SHUT_RDWR)


def _json(line: BaseHTTPRequestHandler, status: int, said: dict[str, Any]) -> None:
    _say(line, status, json.dumps(said).encode(), "application/json")


def _say(line: BaseHTTPRequestHandler, status: int, data: bytes, kind: str) -> None:
    line.send_response(status)
    line.send_header("Content-Type", kind)
    line.send_header("Content-Length", str(len(data)))
    if 300 <= status < 400:
        line.send_header("Location", "http://127.0.0.1:9/other")
    line.end_headers()
    line.wfile.write(data)
