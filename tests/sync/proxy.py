"""A line that breaks on demand: stands between a station and central on real sockets.

It reads whole requests and whole answers, so that a fault hits the byte that a
test names. Faults wait in a list, one a request; without any the line is good.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

#: pieces in which a slow line carries bytes, a second
PIECES = 20


@dataclass(frozen=True)
class Fault:
    """What happens to one request.

    Attributes:
        up: only so many bytes of the request reach central, then both sides are cut.
        down: only so many bytes of the answer reach the station, then it is cut.
        how: of the cut: ``fin`` (closed), ``rst`` (reset), ``half`` (what was
            to come is closed, the other direction stays open).
        flip_up, flip_down: number of a bit that is changed on the way.
        answer: given instead of asking central.
        delay: seconds before anything happens.
        rate: bytes a second in both directions, 0 for all that goes.
        twice: central gets the request a second time; the second answer counts.
        only: hits only requests of this method; others pass and leave it waiting.
    """

    up: int | None = None
    down: int | None = None
    how: str = "fin"
    flip_up: int | None = None
    flip_down: int | None = None
    answer: bytes = b""
    delay: float = 0.0
    rate: int = 0
    twice: bool = False
    only: str = ""


@dataclass(frozen=True)
class Seen:
    """One request that passed, with the answer that came, whatever then became of both."""

    method: str
    target: str
    size: int
    answer: bytes = b""


def http(status: int, body: bytes, *headers: str, kind: str = "text/html") -> bytes:
    """An answer of somebody's."""
    lines = (
        f"HTTP/1.1 {status} -",
        f"Content-Type: {kind}; charset=utf-8",
        f"Content-Length: {len(body)}",
        *headers,
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


PORTAL = http(200, "<html><title>Wi-Fi</title>Mời đăng nhập để dùng mạng</html>".encode())
REDIRECT = http(302, b"", "Location: http://10.0.0.1/login")
BROKEN = http(500, b"<h1>Internal Server Error</h1>")
BAD_GATEWAY = http(502, b"<h1>502 Bad Gateway</h1>")


class _Cut(Exception):
    """This connection ends here."""


@dataclass
class Proxy:
    """The line; its settings may be changed from any thread.

    Attributes:
        upstream: host and port of central; may move.
        always: fault of every request for which none waits.
        seen: requests that were answered.
        arrived: how many requests came, answered or not.
    """

    upstream: tuple[str, int]
    always: Fault | None = None
    seen: list[Seen] = field(default_factory=list)
    port: int = 0
    arrived: int = 0
    _waiting: deque[Fault] = field(default_factory=deque)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _bytes_up: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def plan(self, *faults: Fault) -> None:
        """The next requests meet these, one after the other."""
        with self._changed:
            self._waiting.extend(faults)

    def heal(self) -> None:
        """The line is good again."""
        with self._changed:
            self._waiting.clear()
            self.always = None

    @property
    def waiting(self) -> int:
        """Faults that nothing met yet."""
        return len(self._waiting)

    def wait_for_bytes(self, count: int, seconds: float = 20) -> None:
        """Returns when so many bytes in all have gone to central."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._bytes_up >= count, seconds), "nothing came"

    @property
    def bytes_up(self) -> int:
        """Bytes that went to central so far."""
        return self._bytes_up

    def posts(self) -> list[Seen]:
        """Pushes among what was seen."""
        return [each for each in self.seen if each.method == "POST"]

    # --- on its own thread ----------------------------------------------------------------

    def _next(self, method: str) -> Fault:
        with self._changed:
            self.arrived += 1
            fits = self._waiting and self._waiting[0].only in ("", method)
            if fits:
                return self._waiting.popleft()
            if self.always is not None and self.always.only in ("", method):
                return self.always
            return Fault()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the station's."""
        central: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        try:
            while (request := await _message(reader)) is not None:
                method, target = request.split(b" ", 2)[:2]
                fault = self._next(method.decode())
                await asyncio.sleep(fault.delay)
                if fault.answer:
                    self._note(method, target, request, b"")
                    writer.write(fault.answer)
                    await writer.drain()
                    continue
                central = central or await asyncio.open_connection(*self.upstream)
                if fault.twice:
                    await self._ask(central, request, fault)
                answer = await self._ask(central, request, fault)
                self._note(method, target, request, answer)
                await self._give(writer, answer, fault)
        except (_Cut, OSError, asyncio.IncompleteReadError):
            pass
        finally:
            for each in (writer, central[1] if central else None):
                if each is not None:
                    each.close()

    def _note(self, method: bytes, target: bytes, request: bytes, answer: bytes) -> None:
        with self._changed:
            self.seen.append(Seen(method.decode(), target.decode(), len(request), answer))
            self._changed.notify_all()

    async def _ask(
        self,
        central: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        request: bytes,
        fault: Fault,
    ) -> bytes:
        reader, writer = central
        data = _flipped(request, fault.flip_up)[: fault.up]
        async for piece in _slowly(data, fault.rate):
            writer.write(piece)
            await writer.drain()
            with self._changed:
                self._bytes_up += len(piece)
                self._changed.notify_all()
        if fault.up is not None and fault.up < len(request):
            if fault.how == "half":
                writer.write_eof()
                await reader.read()
            elif fault.how == "rst":
                _reset(writer)
            raise _Cut
        answer = await _message(reader)
        if answer is None:
            raise _Cut
        return answer

    async def _give(self, writer: asyncio.StreamWriter, answer: bytes, fault: Fault) -> None:
        data = _flipped(answer, fault.flip_down)[: fault.down]
        async for piece in _slowly(data, fault.rate):
            writer.write(piece)
            await writer.drain()
        if fault.down is None or fault.down >= len(answer):
            return
        if fault.how == "rst":
            _reset(writer)
        elif fault.how == "half":
            writer.write_eof()
            await asyncio.sleep(0.1)  # the station's side stays open meanwhile
        raise _Cut


async def _message(reader: asyncio.StreamReader) -> bytes | None:
    """A whole request or answer; None at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as end:
        if not end.partial:
            return None
        raise
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    return head + (await reader.readexactly(length) if length else b"")


def _flipped(data: bytes, bit: int | None) -> bytes:
    if bit is None:
        return data
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)


async def _slowly(data: bytes, rate: int) -> AsyncIterator[bytes]:
    if not rate:
        yield data
        return
    step = max(1, rate // PIECES)
    for at in range(0, len(data), step):
        yield data[at : at + step]
        await asyncio.sleep(step / rate)


def _reset(writer: asyncio.StreamWriter) -> None:
    """The next close tears the connection down without a farewell."""
    line: socket.socket = writer.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@contextmanager
def proxied(url: str) -> Iterator[Proxy]:
    """A proxy before a central, on a thread of its own."""
    parts = urlsplit(url)
    proxy = Proxy((parts.hostname or "", parts.port or 0))
    ready = threading.Event()
    end: list[Callable[[], object]] = []

    async def main() -> None:
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        end.append(lambda: loop.call_soon_threadsafe(over.set))
        tasks = set[asyncio.Task[None]]()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            try:
                await proxy.serve(reader, writer)
            except asyncio.CancelledError:
                writer.transport.abort()
            finally:
                tasks.discard(task)

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        proxy.port = server.sockets[0].getsockname()[1]
        ready.set()
        await over.wait()
        server.close()
        await asyncio.sleep(0.01)  # who was just let in begins, so that he can be sent away
        for task in [*tasks]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.01)  # sockets close in the loop's next rounds

    thread = threading.Thread(target=lambda: asyncio.run(main()), name="proxy")
    thread.start()
    assert ready.wait(10)
    try:
        yield proxy
    finally:
        end[0]()
        thread.join(10)
        assert not thread.is_alive()
