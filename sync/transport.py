"""HTTP to central: one connection kept alive, requests and bytes counted."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

import httpx

from sync.errors import NotSynced
from sync.wire.limits import MAX_BODY

CONNECT_S, ANSWER_S = 5.0, 60.0
#: once that time is over an answer must have come at this many bytes a second
SLOWEST = 500
AGENT = "quay-mot-cua/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: nothing of it is believed before its signature is checked."""

    status: int
    headers: dict[str, str]  # names in lower case
    body: bytes


@dataclass(slots=True)
class Traffic:
    """Requests, and bytes of their bodies and header lines, since the start."""

    requests: int = 0
    bytes_out: int = 0
    bytes_in: int = 0


class Transport(Protocol):
    """Sends requests to central, one after the other."""

    traffic: Traffic

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """One request; raises `NotSynced` when there is no answer."""

    def close(self) -> None:
        """Closes the connection."""

    def abort(self) -> None:
        """Ends the request under way, and all later ones; called from another thread."""

    def rest(self, seconds: float) -> None:
        """Waits, unless it is aborted."""


class HttpTransport:
    """Requests to one base address.

    Args:
        url: ``https://``, on this very machine also ``http://``.
        certificates: PEM text of the only authorities believed; empty for the system's.
        connect_s, answer_s: seconds to wait for a connection, and for bytes.

    Raises:
        NotSynced: ``tls`` when the address is not encrypted or the PEM text is none.
    """

    def __init__(
        self,
        url: str,
        certificates: str = "",
        *,
        connect_s: float = CONNECT_S,
        answer_s: float = ANSWER_S,
    ) -> None:
        if not is_private(url):
            raise NotSynced("tls", "http")
        self.traffic = Traffic()
        self._answer_s = answer_s
        self._fresh = False  # the request under way opened its connection
        self._stream: Any = None  # httpcore's, of the open connection
        self._over = threading.Event()
        self._client = httpx.Client(
            base_url=url,
            verify=context_of(certificates) if url.startswith("https") else False,
            timeout=httpx.Timeout(answer_s, connect=connect_s),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
            trust_env=False,  # a proxy of the web browser's is none of ours
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()

    def abort(self) -> None:
        """Ends the request under way, and all later ones; called from another thread."""
        self._over.set()
        if self._stream is not None:
            line = self._stream.get_extra_info("socket")
            with contextlib.suppress(OSError):  # it is closed already
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def rest(self, seconds: float) -> None:
        """Waits, unless it is aborted."""
        self._over.wait(seconds)

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """One request, said again once when the connection had gone stale while it was idle.

        The same bytes again: had the first request arrived after all, its
        number is spent and central says so.

        Args:
            method: ``GET`` or ``POST``.
            target: path with query.
            headers: of this request.
            body: exact bytes.

        Raises:
            NotSynced: ``offline``, ``timeout``, ``tls``, ``not_central`` for
                an answer that is larger than any of central's.
        """
        self._fresh = False
        try:
            return self._once(method, target, headers, body)
        except NotSynced as wrong:
            if self._fresh or self._over.is_set() or wrong.reason != "offline":
                raise
            return self._once(method, target, headers, body)

    def _once(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        if self._over.is_set():
            raise NotSynced("offline", "stopped")
        self.traffic.requests += 1
        self.traffic.bytes_out += len(body) + _size(headers)
        try:
            with self._client.stream(
                method, target, headers=headers, content=body, extensions={"trace": self._trace}
            ) as answer:
                data = self._read(answer)
        except httpx.TimeoutException as wrong:
            raise NotSynced("timeout", type(wrong).__name__) from None
        except httpx.ConnectError as wrong:
            tls = "certificate" in str(wrong).lower() or "ssl" in str(wrong).lower()
            raise NotSynced("tls" if tls else "offline", str(wrong)[:200]) from None
        except (httpx.HTTPError, httpx.InvalidURL) as wrong:
            raise NotSynced("offline", type(wrong).__name__) from None
        return Answer(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, data)

    def _read(self, answer: httpx.Response) -> bytes:
        parts, size, began = [], 0, time.monotonic()
        for part in answer.iter_raw():
            size += len(part)
            parts.append(part)
            if size > MAX_BODY:
                raise NotSynced("not_central", "answer too large")
            late = time.monotonic() - began - self._answer_s
            if late > 0 and size < late * SLOWEST:
                raise NotSynced("timeout", "trickle")
        self.traffic.bytes_in += size + _size(dict(answer.headers))
        return b"".join(parts)

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.started":
            self._fresh = True
        elif event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._stream = info["return_value"]


class NoLine:
    """Stands where there is no line to central, and says why."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.traffic = Traffic()
        self._why = (reason, detail)

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """Raises `NotSynced`."""
        raise NotSynced(*self._why)

    def close(self) -> None:
        """Nothing to close."""

    def abort(self) -> None:
        """Nothing is under way."""

    def rest(self, seconds: float) -> None:
        """Nothing to wait for."""


def _size(headers: dict[str, str]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.items())


def is_private(url: str) -> bool:
    """Whether nobody on the way can read what is sent to an address: encrypted, or this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    if parts.scheme != "http":
        return False
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def context_of(certificates: str) -> ssl.SSLContext:
    """Whom to believe: the authorities of a PEM text alone, or the system's when it is empty.

    Raises:
        NotSynced: ``tls`` when the text holds no certificate.
    """
    try:
        return ssl.create_default_context(cadata=certificates or None)
    except (ssl.SSLError, ValueError, TypeError):  # the last: not ASCII
        raise NotSynced("tls", "certificates") from None
