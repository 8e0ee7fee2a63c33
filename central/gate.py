"""The gate before everything that HTTP brings: how much, how often, how slowly; and what goes out.

A body is read here, whole, before any code of ours sees it: within its limit,
within its time, within the memory of the process. An answer to a station is
signed here, refusals and faults included. Nothing of a request but its route
is ever logged: paths and queries may hold a look-up code.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final

from psycopg_pool import PoolTimeout

from central.keys import CentralKeys
from central.limits import Buckets, caller_of
from central.refusals import Turned
from central.settings import Settings
from core.domain.errors import EnvironmentFault
from sync.wire.bundle import TO_CENTRAL
from sync.wire.signing import ANSWER_HEADER, sign_answer

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

log = logging.getLogger("central")
_KEY: Final = "central.exchange"
#: seconds for a body that nobody will read
PATIENCE: Final = 1.0


@dataclass(slots=True)
class Exchange:
    """One request and its answer, as the gate and the endpoints share them.

    Attributes:
        body: the request's, whole.
        arriving: whether some of the body is still to come.
        caller: whose address it is, see `caller_of`.
        answer_to: the request's signature, once it proved true; the answer is then signed.
        who: site and station, for the log.
    """

    body: bytes = b""
    arriving: bool = True
    caller: str = "-"
    answer_to: bytes | None = None
    who: str = "-"


def exchange_of(scope: Scope) -> Exchange:
    """The exchange that the gate began for a request."""
    found = scope[_KEY]
    assert isinstance(found, Exchange)
    return found


class _Gone(Exception):
    """The caller hung up."""


@dataclass(slots=True)
class Gate:
    """ASGI middleware.

    Args:
        app: what is behind it.
        settings: limits.
        keys: central's, to sign answers.
    """

    app: App
    settings: Settings
    keys: CentralKeys
    _addresses: Buckets = field(init=False)
    _under_way: Counter[str] = field(init=False, default_factory=Counter)
    _held: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._addresses = Buckets(self.settings.address_rate, self.settings.address_burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(caller=caller_of((scope.get("client") or ("-",))[0]))
        scope[_KEY] = exchange
        answer = _Answering(send, exchange, self.keys)
        began = time.monotonic()
        self._under_way[exchange.caller] += 1
        try:
            await self._pass(scope, receive, exchange, answer)
        except _Gone:
            answer.status = 499
        finally:
            self._under_way[exchange.caller] -= 1
            self._under_way += Counter()  # forgets who has none
            self._held -= len(exchange.body)
        _note(scope, exchange, answer.status, time.monotonic() - began)

    async def _pass(
        self, scope: Scope, receive: Receive, exchange: Exchange, answer: _Answering
    ) -> None:
        try:
            self._admit(exchange.caller)
            await self._read(scope, receive, exchange)
        except Turned as wrong:
            if exchange.arriving and wrong.code != "slow":
                await _let_pass(receive)
            await answer.turn(wrong, close=True)
            return
        try:
            await self.app(scope, _replayed(exchange.body, receive), answer.send)
        except Turned as wrong:
            await answer.turn(wrong)
        except Exception as bug:  # the crash guard: the caller learns that it was us
            turned = _fault(bug)
            if not answer.began:
                await answer.turn(turned)

    def _admit(self, caller: str) -> None:
        wait = self._addresses.take(caller)
        if wait:
            raise Turned("too_often", wait=wait)
        crowded = self._under_way[caller] > self.settings.address_requests
        if crowded or self._under_way.total() > self.settings.requests:
            raise Turned("busy", wait=2)

    async def _read(self, scope: Scope, receive: Receive, exchange: Exchange) -> None:
        """Reads the body into the exchange."""
        limit = self.settings.body_limit(scope["path"])
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            raise Turned("too_large")
        parts, size, began = [], 0, time.monotonic()
        try:
            while exchange.arriving:
                part, exchange.arriving = await self._part(receive)
                parts.append(part)
                size += len(part)
                self._held += len(part)
                if size > limit:
                    raise Turned("too_large")
                if self._held > self.settings.body_memory:
                    raise Turned("busy", wait=5)
                late = time.monotonic() - began - self.settings.body_grace
                if exchange.arriving and size < late * self.settings.body_floor:
                    raise Turned("slow")
                if scope["path"] == "/v1/sticks" and not _may_be_stick(parts[0]):
                    raise Turned("malformed")
        except BaseException:
            self._held -= size
            raise
        exchange.body = b"".join(parts)

    async def _part(self, receive: Receive) -> tuple[bytes, bool]:
        try:
            message = await asyncio.wait_for(receive(), self.settings.body_wait)
        except TimeoutError:
            raise Turned("slow") from None
        if message["type"] == "http.disconnect":
            raise _Gone
        return message.get("body", b""), message.get("more_body", False)


async def _let_pass(receive: Receive) -> None:
    """Throws away what is still coming, for a moment.

    Closing a connection on which bytes arrive costs the caller the answer.
    """
    more = True
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while more:
                message = await receive()
                more = message.get("more_body", False)


def _may_be_stick(beginning: bytes) -> bool:
    """Whether a body may still turn out to be a stick's file, by its first part."""
    return TO_CENTRAL.startswith(beginning[: len(TO_CENTRAL)])


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read already, then what really comes (hanging up)."""
    given = False

    async def give() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return give


@dataclass(slots=True)
class _Answering:
    """Sends the answer; one to a station is held until it can be signed as a whole."""

    to: Send
    exchange: Exchange
    keys: CentralKeys
    status: int = 0
    began: bool = False
    _start: Message | None = None
    _parts: list[bytes] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        """An ASGI message of the application's."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.exchange.answer_to is not None:
                self._start = message
                return
        elif self._start is not None:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._sign()
            return
        self.began = True
        await self.to(message)

    async def _sign(self) -> None:
        start, body = self._start, b"".join(self._parts)
        assert start is not None
        assert self.exchange.answer_to is not None
        signature = sign_answer(
            self.keys.signing, start["status"], self.exchange.answer_to, body
        ).encode()
        headers = [
            *start["headers"],
            (ANSWER_HEADER.lower().encode(), signature),
            (b"cache-control", b"no-store"),
        ]
        self._start, self.began = None, True
        await self.to({**start, "headers": headers})
        await self.to({"type": "http.response.body", "body": body})

    async def turn(self, wrong: Turned, *, close: bool = False) -> None:
        """A refusal; ``close`` when a body is still on its way that nobody will read."""
        body = wrong.body()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ]
        if wrong.wait:
            headers.append((b"retry-after", str(max(1, round(wrong.wait + 0.5))).encode()))
        if close:
            headers.append((b"connection", b"close"))
        self._start, self._parts = None, []
        await self.send({"type": "http.response.start", "status": wrong.status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _fault(bug: Exception) -> Turned:
    """What went wrong inside, told without values: those of SQL may be a citizen's."""
    places = [f"{Path(f.filename).name}:{f.lineno}" for f in extract_tb(bug.__traceback__)]
    code = bug.code if isinstance(bug, EnvironmentFault) else ""
    log.error("fault %s %s at %s", type(bug).__name__, code, " ".join(places[-6:]))
    if isinstance(bug, EnvironmentFault):
        busy = bug.code == "locked" or isinstance(bug.__cause__, PoolTimeout)
        return Turned("busy", wait=2) if busy else Turned("database_away", wait=10)
    return Turned("internal")


def _note(scope: Scope, exchange: Exchange, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "-")
    log.info("%s %s %d %.0f ms %s", scope["method"], route, status, seconds * 1000, exchange.who)
