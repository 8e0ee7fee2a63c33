"""Drives the real program: one process a command, JSON out, words on standard error."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

SITE = "H49.215"
SITE_NAME = "Trung tâm Phục vụ hành chính công phường Cửa Ông"
ADMIN, PASSWORD = "ha", "matkhau123"
SAMPLE = files("counter_app").joinpath("demo_data/fictitious_dossiers.jsonl").read_bytes()
#: exit statuses of design §12
OK, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3

Json = dict[str, Any]


def sample(line: int) -> Json:
    """A line of the forty invented dossiers, counted from 1."""
    found: Json = json.loads(SAMPLE.splitlines()[line - 1])
    return found


def one_line(record: Json) -> bytes:
    """A record as JSON Lines."""
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Done:
    """What a process left behind."""

    status: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[Json]:
        """Every line of standard output; each must be a JSON object."""
        found = [json.loads(line) for line in self.out.splitlines()]
        assert all(isinstance(each, dict) for each in found)
        return found

    @property
    def one(self) -> Json:
        """The only object that was put out."""
        (found,) = self.lines
        return found

    @property
    def codes(self) -> list[tuple[str, str]]:
        """``(code, field)`` of the only object's errors."""
        return [(each["code"], each["field"]) for each in self.one["errors"]]


def environment(**more: str) -> dict[str, str]:
    """This process's environment without any of the program's variables but ``more``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNTER_")}
    return {**kept, "COUNTER_KEYRING": "off", **more}


def run(*arguments: str | Path, stdin: bytes = b"", check: bool = True, **variables: str) -> Done:
    """Runs the program to its end.

    Args:
        arguments: of the command line.
        stdin: what it reads.
        check: see that it kept to the contract: JSON out, no traceback, words for a failure.
        variables: ``COUNTER_…`` of its environment.
    """
    done = subprocess.run(
        [sys.executable, "-m", "counter_app", *map(str, arguments)],
        input=stdin,
        env=environment(**variables),
        capture_output=True,
        timeout=110,
        check=False,
    )
    result = Done(done.returncode, done.stdout, done.stderr.decode())
    if check:
        assert "Traceback" not in result.err
        assert "Lỗi ngoài dự kiến" not in result.err
        assert result.status in (OK, REFUSED, USAGE, ENVIRONMENT)
        if result.status not in (OK, REFUSED):
            assert result.err.strip()
        assert result.lines is not None
    return result


@dataclass(frozen=True, slots=True)
class Counter:
    """A data folder and who works in it."""

    data: Path

    def run(self, *arguments: str | Path, **options: Any) -> Done:
        """A command of the admin in this folder."""
        who = {"COUNTER_USER": ADMIN, "COUNTER_PASSWORD": PASSWORD}
        return run("--data", self.data, *arguments, **{**who, **options})

    def receive(self, content: bytes, *arguments: str | Path, **options: Any) -> Done:
        """``receive -`` of some lines."""
        return self.run("receive", "-", *arguments, stdin=content, **options)

    def receive_one(self, record: Json, *arguments: str | Path) -> Json:
        """The result of a record that must be taken."""
        done = self.receive(one_line(record), *arguments)
        assert done.status == OK, done
        return done.one

    def show(self, code: str) -> Json:
        """One dossier."""
        return self.run("show", code).one

    def act(self, code: str, action: str, body: object) -> Done:
        """``act CODE ACTION --json BODY``."""
        return self.run("act", code, action, "--json", json.dumps(body, ensure_ascii=False))

    def copy_to(self, place: Path) -> Counter:
        """The same folder elsewhere with its key and mark, as if set up there."""
        for suffix in ("", ".key", ".mark"):
            source = self.data.with_name(self.data.name + suffix)
            target = place / source.name
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy2(source, target)
        return Counter(place / self.data.name)


def set_up(data: Path, *arguments: str) -> Counter:
    """A new folder; the recovery sheet stands beside it."""
    counter = Counter(data)
    done = counter.run(
        "setup", "--site", SITE, "--site-name", SITE_NAME, "--station", "3", "--admin", ADMIN,
        "--admin-name", "Vũ Thị Hà", "--recovery-out", data.with_name(data.name + ".rec"),
        *arguments,
    )  # fmt: skip
    assert done.status == OK, done
    return counter


def together(*jobs: Any) -> list[Any]:
    """Results of jobs that wait for their own processes, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return [job.result() for job in [pool.submit(each) for each in jobs]]
