"""``counter-central`` as people start it and as tests call it; a station of the wire alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from central.cli import REFUSED, main
from core.domain.chain import Head
from sync.wire.batch import compress, encode_batch
from sync.wire.signing import SignedHead, authorise, check_answer, check_head
from tests.sync.api_support import enrol_request
from tests.sync.central_support import Author

ROOT = Path(__file__).parents[2]
Json = dict[str, Any]


def environment() -> dict[str, str]:
    """Ours without anything of the program's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COUNTER_")}


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    status: int
    lines: list[Json]
    err: str

    @property
    def one(self) -> Json:
        (found,) = self.lines
        return found


def run(*arguments: str | Path, **variables: str) -> Done:
    """One command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "central", *map(str, arguments)],
        env={**environment(), **variables},
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    err = done.stderr.decode()
    assert "Traceback" not in err
    assert "Lỗi ngoài dự kiến" not in err
    return Done(done.returncode, [json.loads(line) for line in done.stdout.splitlines()], err)


@dataclass
class Server:
    """``counter-central serve`` as somebody starts it."""

    process: subprocess.Popen[bytes]
    told: Json
    log: Path

    @property
    def url(self) -> str:
        return str(self.told["listening"])

    def get(self, target: str, **options: Any) -> httpx.Response:
        return httpx.get(self.url + target, timeout=20, trust_env=False, **options)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Sends a signal and waits for the end."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def serving(folder: Path, *arguments: str | Path) -> Iterator[Server]:
    """A server that is listening; killed at the end if it still runs."""
    log = folder.with_name(f"{folder.name}.log")
    with log.open("ab") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "central", "serve", "--listen", "127.0.0.1:0",
             "--data", str(folder), *map(str, arguments)],
            env=environment(), cwd=ROOT, stdout=subprocess.PIPE, stderr=err,
        )  # fmt: skip
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line, log.read_text()
        yield Server(process, json.loads(line), log)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(10)
        process.stdout.close()


@dataclass
class Station:
    """Joins and pushes over plain HTTP, with nothing but the wire's own functions."""

    url: str
    central_key: bytes = b""
    author: Author = field(default_factory=Author)
    number: int = 0

    def join(self, code: str, practice: bool = True) -> httpx.Response:
        asked = enrol_request(
            code, self.author.site, self.author.station, self.author.key, practice=practice
        )
        answer = httpx.post(
            self.url + "/v1/enrol", content=msgspec.json.encode(asked), trust_env=False
        )
        if answer.status_code == 200:
            self.central_key = bytes.fromhex(answer.json()["signing_key"])
        return answer

    def push(self, number: int | None = None) -> tuple[int, bytes]:
        """Status and body, its signature checked."""
        self.number = number or self.number + 1
        batch = self.author.batch(after=0)
        target, body = f"/v1/streams/{batch.stream.hex()}/events", compress(encode_batch(batch))
        value, signature = authorise(self.author.key, self.number, "POST", target, body)
        answer = httpx.post(
            self.url + target, content=body, headers={"Authorization": value},
            timeout=20, trust_env=False,
        )  # fmt: skip
        told = answer.headers["Counter-Signature"]
        check_answer(self.central_key, told, answer.status_code, signature, answer.content)
        return answer.status_code, answer.content

    def pushed(self) -> Head:
        status, body = self.push()
        assert status == 200, body
        return check_head(self.central_key, msgspec.json.decode(body, type=SignedHead))


@dataclass
class Commands:
    """Commands on a central whose database is one of the test server's."""

    folder: Path
    database: str
    capture: pytest.CaptureFixture[bytes]

    def run(self, *arguments: str | Path) -> Done:
        where = ["--data", str(self.folder), "--database", self.database]
        status = main([*where, *map(str, arguments)])
        out, err = self.capture.readouterr()
        return Done(status, [json.loads(line) for line in out.splitlines()], err.decode())

    def code(self, *arguments: str | Path) -> str:
        """The code of the only refusal."""
        done = self.run(*arguments)
        assert done.status == REFUSED
        (error,) = done.one["errors"]
        assert error["message"] in done.err
        return str(error["code"])
