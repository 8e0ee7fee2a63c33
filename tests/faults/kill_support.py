"""One data folder under fire: what it acknowledged, and what the program says of it."""

from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2

from tests.faults.folder_support import ENVIRONMENT, ROOT, SAMPLES, set_up

DRIVER = Path(__file__).with_name("kill_driver.py")
#: nobody logs in: the acts are the system user's, without the cost of a password's hash
ENV = {
    **{k: v for k, v in ENVIRONMENT.items() if k not in ("COUNTER_USER", "COUNTER_PASSWORD")},
    "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
}
PROGRAM = (sys.executable, "-m", "counter_app")
#: every number begins with one of these: official codes, provisional numbers, forms 02, forms 03
BEGINNINGS = ("H49.215", "T03", "B03", "K03")
#: the event that begins a dossier, by the state in which its first act left it
BEGINS = {
    "received": "dossier_received",
    "supplement_asked": "supplement_asked",
    "not_accepted": "dossier_refused",
}

Line = dict[str, Any]


@functools.cache
def strace_works() -> bool:
    """Whether strace is there and may trace."""
    try:
        tried = subprocess.run(
            ["strace", "-f", "-o", os.devnull, "true"], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return tried.returncode == 0


@functools.cache
def _template(block: bool) -> Path:
    base = Path(tempfile.mkdtemp(prefix="quay-kill-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    made = set_up(base / "d", *(["--block", "1-9000"] if block else []))
    assert made.status == 0, made.words
    return base


def leaving(number: int) -> Line:
    """How a line leaves reception: most with a receipt, some with form 02 or 03."""
    if number % 5 == 2:
        return {"supplement": {"reason": "Thiếu giấy tờ", "wanted": ["Bản sao giấy khai sinh"]}}
    if number % 7 == 3:
        return {"refusal": {"reason": "Không thuộc thẩm quyền", "returned": ["Tờ khai"]}}
    return {}


def write_lines(path: Path, count: int, refs: str = "") -> Path:
    """A file of fictitious dossiers, with a ``client_ref`` each when a prefix is given."""
    samples = [json.loads(text) for text in SAMPLES.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            item = {**samples[number % len(samples)], **leaving(number)}
            if refs:
                item["client_ref"] = f"{refs}-{number}"
            file.write(json.dumps(item, ensure_ascii=False) + "\n")
    return path


def complete_lines(output: bytes) -> list[Line]:
    """The JSON lines handed over whole; a last line that was cut is none."""
    return [json.loads(line) for line in output.split(b"\n")[:-1]]


def run_commands(data: Path, *commands: Sequence[str]) -> list[tuple[int, list[Line]]]:
    """Runs commands one after the other in one fresh process: exit status and lines of each."""
    asked = "".join(json.dumps(["--data", str(data), *command]) + "\n" for command in commands)
    done = subprocess.run(
        [sys.executable, str(DRIVER), "commands"],
        input=asked.encode(),
        capture_output=True,
        env=ENV,
        timeout=300,
        check=False,
    )
    answers: list[tuple[int, list[Line]]] = []
    lines: list[Line] = []
    for line in complete_lines(done.stdout):
        if "command_exit" in line:
            answers.append((line["command_exit"], lines))
            lines = []
        else:
            lines.append(line)
    assert len(answers) == len(commands), done.stderr.decode()
    assert "Traceback" not in done.stderr.decode(), done.stderr.decode()
    return answers


def pdf_text(path: Path) -> str:
    """All text of a PDF; raises when the file is no whole PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def gapless(codes: Sequence[str]) -> None:
    """Asserts that every series runs from 1 on.

    Official codes and provisional numbers count by the day, slips by their book's year.
    """
    ordinals: dict[str, list[int]] = {}
    for code in codes:
        series, _, ordinal = code.rpartition("-")
        if series.startswith(("B03", "K03")):
            series = series.partition("-")[0]
        ordinals.setdefault(series, []).append(int(ordinal))
    for series, found in ordinals.items():
        assert sorted(found) == list(range(1, len(found) + 1)), (series, sorted(found))


@dataclass
class Seen:
    """What the program says of a folder."""

    dossiers: dict[str, Line]
    events: int
    codes: list[str]


@dataclass
class Station:
    """A data folder, everything it acknowledged so far, and its receipts.

    Attributes:
        acknowledged: the first result line of each dossier, by its id.
        refs: the id under each ``client_ref`` that was acknowledged.
        shown: ids that ``show`` was compared with already.
    """

    base: Path
    block: bool = True
    receipts: Path | None = None
    acknowledged: dict[str, Line] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    _read: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.base / "d"

    def set_up(self) -> Station:
        """Makes the folder: a copy of one that the program has set up."""
        shutil.copytree(_template(self.block), self.base, dirs_exist_ok=True)
        return self

    def receive(self, file: Path) -> list[str]:
        """The arguments that log a file in this folder."""
        receipts = ["--receipts", str(self.receipts)] if self.receipts else []
        return ["--data", str(self.data), "receive", str(file), *receipts]

    def note(self, lines: Sequence[Line], refs: str = "") -> int:
        """Books result lines and returns how many told of a new dossier."""
        fresh = 0
        for line in lines:
            assert line["ok"], line
            known = self.acknowledged.setdefault(line["id"], line)
            assert known["dossier_code"] == line["dossier_code"], "the code changed"
            assert known["due_at"] == line["due_at"], "the due date changed"
            fresh += not line.get("repeated")
            if refs:
                ref = f"{refs}-{line['line'] - 1}"
                assert self.refs.setdefault(ref, line["id"]) == line["id"], f"{ref} logged twice"
        codes = [line["dossier_code"] for line in self.acknowledged.values()]
        assert len(codes) == len(set(codes)), "a number was acknowledged twice"
        return fresh

    def check(
        self, *, full: bool = True, everything: bool = False, more: Path | None = None
    ) -> Seen:
        """Asserts that the folder is whole and that all that was acknowledged is there.

        Args:
            full: ``verify --full`` (tables against the journal) instead of ``verify``.
            everything: ``show`` of all dossiers instead of those new since the last check.
            more: a file of dossiers to log before anything else opens the folder.
        """
        new = [i for i in self.acknowledged if everything or i not in self.shown]
        codes = [self.acknowledged[i]["dossier_code"] for i in new]
        logging = [["receive", str(more)]] if more else []
        answers = run_commands(
            self.data,
            *logging,
            ["verify", *(["--full"] if full else [])],
            ["station", "status"],
            *(["find", beginning, "--limit", "100000"] for beginning in BEGINNINGS),
            *(["show", code] for code in codes),
        )
        if more:
            logged, lines = answers.pop(0)
            assert logged == 0, lines
            self.note(lines)  # none of its numbers was acknowledged before
        (verified, [report]), (_, [status]), *answers = answers
        assert verified == 0, report
        assert report["ok"], report
        assert status["generation"] == 1, "a new stream began: the mark ran ahead of the database"
        assert [s["good_to"] for s in report["streams"]] == [status["events"]], report
        found = [line for _, lines in answers[: len(BEGINNINGS)] for line in lines]
        seen = Seen(
            {line["id"]: line for line in found},
            status["events"],
            [line["dossier_code"] for line in found],
        )
        assert len(seen.dossiers) == len(found), "a dossier was found twice"
        assert len(set(seen.codes)) == len(found), "a number was given twice"
        gapless(seen.codes)
        self._compare_found(seen)
        for answer, uid in zip(answers[len(BEGINNINGS) :], new, strict=True):
            self._compare_shown(answer, uid)
        self._compare_receipts(seen)
        self.shown.update(new)
        return seen

    def _compare_found(self, seen: Seen) -> None:
        for uid, line in self.acknowledged.items():
            assert uid in seen.dossiers, f"{line['dossier_code']} was acknowledged and is lost"
            row = seen.dossiers[uid]
            assert row["dossier_code"] == line["dossier_code"]
            assert _seconds(row["due_at"]) == _seconds(line["due_at"])
            assert _seconds(row["received_at"]) == _seconds(line["received_at"])

    def _compare_shown(self, answer: tuple[int, list[Line]], uid: str) -> None:
        line, (status, [shown]) = self.acknowledged[uid], answer
        assert status == 0
        for name in ("id", "dossier_code", "due_at", "received_at"):
            assert shown[name] == line[name], (name, shown[name], line[name])
        kinds = [event["kind"] for event in shown["events"]]
        assert kinds[0] == BEGINS[line["state"]]
        assert kinds.count(kinds[0]) == 1, kinds
        if line["receipt"] and not line.get("repeated"):
            assert "form_printed" in kinds, f"{line['dossier_code']} is on paper, not marked so"
            if line["state"] == "received":
                assert shown["printed_at"]
            assert shown["lookup_code"] in pdf_text(Path(line["receipt"]))

    def _compare_receipts(self, seen: Seen) -> None:
        """Every PDF is whole, shows its code, and its code is in the database."""
        if self.receipts is None:
            return
        there = {path.stem: path for path in self.receipts.glob("[!.]*.pdf")}
        for code in there.keys() - self._read.keys():
            self._read[code] = pdf_text(there[code])
            assert code in self._read[code], f"{there[code]} does not show its code"
        numbers = set(seen.codes)
        assert there.keys() <= numbers, f"on paper only: {there.keys() - numbers}"
        for line in self.acknowledged.values():
            if line["receipt"]:
                assert Path(line["receipt"]).stem == line["dossier_code"]
                assert line["dossier_code"] in there


def _seconds(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(microsecond=0) if text else None
