"""A line to a real central in this very process, with faults on demand; a relay on the way.

The application is called as its server calls it (ASGI), so that every request
is signed and checked and every answer too; only sockets and the second process
are left out (`test_drills_line` has those).
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI

from core.domain.chain import Batch, Seal
from core.domain.events import GENESIS, chain
from sync.errors import NotSynced
from sync.transport import Answer, Traffic
from sync.wire.batch import compress, decode_batch, encode_batch, expand
from sync.wire.signing import authorise
from tests.sync.convergence_model import Tally

#: what may happen to a request; "" is a good line
FAULTS = (
    "request_lost", "request_cut", "answer_lost", "answer_cut", "twice", "late",
    "flipped_up", "flipped_down", "portal", "busy", "older_answer",
)  # fmt: skip
KILLS = ("killed_before", "killed_after", "killed_between")


class Killed(BaseException):
    """The program dies here."""


@dataclass
class Loopback:
    """The application, called without a socket."""

    app: FastAPI
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)

    def ask(
        self,
        method: str,
        target: str,
        headers: dict[str, str],
        body: bytes,
        upto: int | None = None,
    ) -> Answer | None:
        """One request; None when it was cut behind so many bytes of its body."""
        path, _, query = target.partition("?")
        scope: MutableMapping[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("central", 80),
        }
        whole: MutableMapping[str, Any] = {
            "type": "http.request",
            "body": body[:upto],
            "more_body": upto is not None,
        }
        coming = deque([whole, {"type": "http.disconnect"}])
        sent: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return coming.popleft()

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        self.loop.run_until_complete(self.app(scope, receive, send))
        if upto is not None:
            return None
        told = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
        return Answer(sent[0]["status"], told, b"".join(m.get("body", b"") for m in sent[1:]))


Request = tuple[str, str, dict[str, str], bytes]


@dataclass
class Line:
    """One station's line: a `sync.transport.Transport`.

    Attributes:
        faults: of the next requests, one each; a good line behind them.
        relay: takes pushes on their way; ``holds`` when it has no line itself just now.
        late: requests that are still on their way, of all stations.
        dying: the program ends between the next two transactions of an answer.
    """

    central: Loopback
    tally: Tally
    late: deque[Request]
    faults: deque[str] = field(default_factory=deque)
    relay: Relay | None = None
    holds: bool = False
    dying: bool = False
    traffic: Traffic = field(default_factory=Traffic)
    chance: random.Random = field(default_factory=lambda: random.Random(26))
    _answers: dict[str, Answer] = field(default_factory=dict)

    def heal(self) -> None:
        """A good line, without a relay."""
        self.faults.clear()
        self.relay, self.holds, self.dying = None, False, False

    def between(self, weight: float) -> None:
        """Between two transactions of one answer: see `db.exchange.StationExchange`."""
        if self.dying:
            raise Killed

    def send(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """See `sync.transport.Transport`."""
        self.traffic.requests += 1
        self.traffic.bytes_out += len(body)
        while self.late:
            self._ask(self.late.popleft())
        fault = self.faults.popleft() if self.faults else ""
        if fault:
            self.tally.faults[fault] += 1
        request = (method, target, headers, body)
        if self.relay is not None and target.endswith("/events"):
            self.relay.keep(decode_batch(expand(body)))
            if self.holds:
                raise NotSynced("offline", "held by the relay")
            self.relay.give(self.central, self.chance)
        answer = self._before(fault, request) or self._ask(request)
        return self._after(fault, method, answer)

    def _ask(self, request: Request) -> Answer:
        answer = self.central.ask(*request)
        assert answer is not None
        return answer

    def _before(self, fault: str, request: Request) -> Answer | None:
        method, target, headers, body = request
        if fault == "request_lost":
            raise NotSynced("offline", fault)
        if fault == "killed_before":
            raise Killed
        if fault == "late":
            self.late.append(request)
            raise NotSynced("timeout", fault)
        if fault == "request_cut":
            self.central.ask(*request, upto=len(body) // 2)
            raise NotSynced("offline", fault)
        if fault == "portal":
            return Answer(200, {"content-type": "text/html"}, "<h1>Mời đăng nhập</h1>".encode())
        if fault == "busy":
            return Answer(503, {"retry-after": "5"}, b"")
        if fault == "older_answer":
            return self._answers.get(method)
        if fault == "flipped_up" and body:
            return self._ask((method, target, headers, self._flipped(body)))
        if fault == "twice":
            self._ask(request)
        return None

    def _after(self, fault: str, method: str, answer: Answer) -> Answer:
        if fault == "killed_after":
            raise Killed
        if fault == "killed_between":
            self.dying = True
        if fault == "answer_lost":
            raise NotSynced("timeout", fault)
        if fault == "answer_cut":
            return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2])
        if fault == "flipped_down" and answer.body:
            return Answer(answer.status, answer.headers, self._flipped(answer.body))
        self._answers[method] = answer
        return answer

    def _flipped(self, data: bytes) -> bytes:
        bit = self.chance.randrange(8 * len(data))
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        return bytes(changed)

    def close(self) -> None:
        """Nothing to close."""

    def rest(self, seconds: float) -> None:
        """No time passes here."""

    def abort(self) -> None:
        """Nothing is under way."""


# --- a relay ----------------------------------------------------------------------------


@dataclass
class _Held:
    """Consecutive frames of one history of a stream."""

    stream: bytes
    first: int
    previous: bytes
    events: list[bytes]
    seals: list[Seal]

    def hash_at(self, seq: int) -> bytes | None:
        """Hash of an event held here, or of the one before the first."""
        if not self.first - 1 <= seq < self.first + len(self.events):
            return None
        head = self.previous
        for data in self.events[: seq - self.first + 1]:
            head = chain(head, data)
        return head

    def take(self, batch: Batch) -> bool:
        """Takes a batch that goes on here, or is here already; False for another history."""
        at = batch.first - self.first
        if self.hash_at(batch.first - 1) != batch.previous:
            return False
        known = self.events[at : at + len(batch.events)]
        if tuple(known) != batch.events[: len(known)]:
            return False
        self.events += batch.events[len(known) :]
        self.seals += [seal for seal in batch.seals if seal not in self.seals]
        return True

    def packed(self, chance: random.Random) -> list[Batch]:
        """The same frames in batches that end at other seals."""
        path: list[Seal] = []  # seals of one span each, from the end back to the beginning
        last = max(seal.last for seal in self.seals)
        while last >= self.first:
            path.insert(0, next(seal for seal in self.seals if seal.last == last))
            last = path[0].first - 1
        batches, held, begin = [], list[Seal](), self.first
        for seal in path:
            held.append(seal)
            if seal is path[-1] or chance.random() < 0.6:
                previous = self.hash_at(begin - 1)
                assert previous is not None
                events = self.events[begin - self.first : seal.last - self.first + 1]
                batches.append(Batch(self.stream, begin, previous, tuple(events), tuple(held)))
                held, begin = [], seal.last + 1
        return batches


@dataclass
class Relay:
    """Keeps what stations push and passes it on with its own key, whenever; packed anew."""

    key: Ed25519PrivateKey
    number: int = 0
    held: list[_Held] = field(default_factory=list)
    refused: int = 0

    def keep(self, batch: Batch) -> None:
        """Stores frames and seals as they are."""
        for each in self.held:
            if each.stream == batch.stream and each.take(batch):
                return
        self.held.append(
            _Held(batch.stream, batch.first, batch.previous, list(batch.events), list(batch.seals))
        )

    def give(self, central: Loopback, chance: random.Random) -> None:
        """Passes everything on, also what it passed on before."""
        for each in self.held:
            for batch in each.packed(chance):
                if not self._push(central, batch):
                    self.refused += 1
                    break

    def _push(self, central: Loopback, batch: Batch) -> bool:
        self.number += 1
        target = f"/v1/streams/{batch.stream.hex()}/events"
        body = compress(encode_batch(batch))
        value, _ = authorise(self.key, self.number, "POST", target, body)
        answer = central.ask("POST", target, {"Authorization": value}, body)
        assert answer is not None
        # 409: another history, or a gap; 401 and 422 for a stream whose beginning is not there
        assert answer.status in (200, 400, 401, 403, 409, 422), answer
        return answer.status == 200


def all_hashes(events: Sequence[bytes]) -> list[bytes]:
    """The chain's hash after each event of a whole stream."""
    found, head = [], GENESIS
    for data in events:
        head = chain(head, data)
        found.append(head)
    return found
