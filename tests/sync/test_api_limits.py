"""What one process takes on: sockets, requests, slow senders, memory."""

from __future__ import annotations

import contextlib
import socket
import time
from asyncio import BaseTransport
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import ClassVar
from urllib.parse import urlsplit

import pytest

from central.serve import Line
from central.settings import Settings
from sync.wire.limits import MAX_BODY
from tests.sync.api_support import Served, serving
from tests.sync.central_support import Province

ENROL = b"POST /v1/enrol HTTP/1.1\r\nHost: c\r\nContent-Length: 100\r\n\r\n"


@contextmanager
def line(served: Served, timeout: float = 10) -> Iterator[socket.socket]:
    """A bare socket."""
    where = urlsplit(served.url)
    with socket.create_connection((where.hostname, where.port), timeout=timeout) as made:
        yield made


def read(sock: socket.socket) -> bytes:
    """All until the other side closes."""
    got = b""
    with contextlib.suppress(ConnectionError):
        while part := sock.recv(65_536):
            got += part
    return got


class FewLines(Line):
    """Twenty sockets; a head within a moment."""

    most = 20
    head_wait = 0.25


def test_of_a_hundred_sockets_those_above_the_bound_are_told_to_come_back(
    province: Province,
) -> None:
    FewLines.head_wait = 30.0
    try:
        with serving(province, line=FewLines) as served, ExitStack() as open_lines:
            lines = [open_lines.enter_context(line(served, 1.0)) for _ in range(100)]
            told: list[bytes] = []
            for sock in lines:
                with contextlib.suppress(TimeoutError):
                    sock.settimeout(0.02 if len(told) < 80 else 0.005)
                    told.append(read(sock))
            busy = [each for each in told if each]

            assert len(busy) == 80
            assert all(each.startswith(b"HTTP/1.1 503 ") for each in busy)
            assert all(b"retry-after: 5" in each and b'"busy"' in each for each in busy)
    finally:
        FewLines.head_wait = 0.25


def test_sockets_that_were_closed_make_room(province: Province) -> None:
    with serving(province, line=FewLines) as served:
        for _ in range(3):
            with ExitStack() as open_lines:
                for _ in range(15):
                    open_lines.enter_context(line(served))
        until = time.monotonic() + 5
        while served.get("/healthz").status != 200:
            assert time.monotonic() < until


@pytest.mark.parametrize("beginning", [b"", b"GET /healthz HTTP/1.1\r\nHost: c\r\n"])
def test_who_never_finishes_a_head_is_cut_off(province: Province, beginning: bytes) -> None:
    with serving(province, line=FewLines) as served, line(served) as sock:
        began = time.monotonic()
        sock.sendall(beginning)

        assert read(sock) == b""
        assert time.monotonic() - began < 5


def test_a_head_that_drips_is_cut_off_too(province: Province) -> None:
    with serving(province, line=FewLines) as served, line(served, 0.05) as sock:
        sock.sendall(b"GET /healthz HTTP/1.1\r\n")
        ended = False
        for _ in range(100):
            try:
                sock.sendall(b"X-A: b\r\n")
                ended = sock.recv(10) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True
            if ended:
                break
        assert ended


def test_a_connection_that_is_kept_may_ask_again_after_a_while(province: Province) -> None:
    """The patience with a head ends with the head."""
    with serving(province, line=FewLines) as served, line(served) as sock:
        for _ in range(2):
            sock.sendall(b"GET /healthz HTTP/1.1\r\nHost: c\r\n\r\n")
            got = b""
            while b'{"ok":true}' not in got:
                got += sock.recv(65_536)
            assert got.startswith(b"HTTP/1.1 200 ")
            sock.settimeout(0.4)
            with pytest.raises(TimeoutError):
                sock.recv(1)
            sock.settimeout(10)


class HastyLines(Line):
    """Tells whether small packets wait."""

    waits: ClassVar[list[bool]] = []

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        sock = transport.get_extra_info("socket")
        self.waits.append(not sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_answers_do_not_wait_for_the_next_packet(province: Province) -> None:
    with serving(province, line=HastyLines) as served:
        served.get("/healthz")

    assert HastyLines.waits == [False]


def test_a_body_that_stops_is_cut_off(province: Province) -> None:
    with serving(province, Settings(body_wait=0.2)) as served, line(served) as sock:
        sock.sendall(ENROL + b"{")

        got = read(sock)

    assert got.startswith(b"HTTP/1.1 408 ")
    assert b'"slow"' in got


def test_a_body_that_drips_is_cut_off(province: Province) -> None:
    limits = Settings(body_wait=5, body_grace=0.1, body_floor=1_000)
    with serving(province, limits) as served, line(served, 0.05) as sock:
        sock.sendall(ENROL)
        got = b""
        for _ in range(100):
            try:
                sock.sendall(b" ")
                if part := sock.recv(65_536):
                    got += part
                    break
            except TimeoutError:
                continue
    assert got.startswith(b"HTTP/1.1 408 ")


def test_a_length_above_the_limit_is_refused_before_the_body(served: Served) -> None:
    target = f"/v1/streams/{'ab' * 16}/events"
    head = f"POST {target} HTTP/1.1\r\nHost: c\r\nContent-Length: {MAX_BODY + 1}\r\n\r\n"
    with line(served) as sock:
        sock.sendall(head.encode())

        got = read(sock)

    assert got.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in got


def test_a_chunked_body_is_counted_as_it_comes(served: Served) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(40):
            yield bytes(10_000)

    answer = served.client.post("/v1/enrol", content=parts())

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_bodies_together_are_bounded(province: Province) -> None:
    with serving(province, Settings(body_memory=150_000)) as served:
        with line(served) as first:
            first.sendall(ENROL.replace(b"100", b"120000") + bytes(100_000))
            second = ENROL.replace(b"100", b"120000") + bytes(120_000)
            with line(served) as sock:
                sock.sendall(second)
                refused = read(sock)
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after" in refused
        for _ in range(3):  # what was held is given back
            with line(served) as sock:
                sock.sendall(second.replace(b"Host: c", b"Host: c\r\nConnection: close"))
                assert read(sock).startswith(b"HTTP/1.1 400 ")


def test_requests_under_way_are_bounded(province: Province) -> None:
    limits = Settings(requests=4, address_requests=4, body_wait=10)
    with serving(province, limits) as served, ExitStack() as open_lines:
        for _ in range(4):
            open_lines.enter_context(line(served)).sendall(ENROL + b"{")
        found = [served.get("/healthz") for _ in range(2)]

        assert {answer.status for answer in found} == {503}
        assert {answer.code for answer in found} == {"busy"}
        assert all(answer.headers["Retry-After"] for answer in found)
        open_lines.close()
        until = time.monotonic() + 5
        while served.get("/healthz").status != 200:
            assert time.monotonic() < until


def test_many_stations_at_once_are_all_served(served: Served) -> None:
    stations = [served.station() for _ in range(16)]

    with ThreadPoolExecutor(16) as pool:
        found = [job.result(30) for job in [pool.submit(each.push) for each in stations]]

    assert [answer.status for answer in found] == [200] * 16
