"""Four ``receive`` at once into one folder, with people searching and checking meanwhile."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path
from typing import Any

import pytest

from db.mark import MarkFile
from tests.faults.folder_support import recovery
from tests.faults.kill_support import (
    BEGINS,
    ENV,
    PROGRAM,
    Line,
    Station,
    complete_lines,
    run_commands,
    write_lines,
)

WRITERS, LINES = 4, 60


def start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Starts the program."""
    return subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV
    )


def read_meanwhile(data: Path, writers: list[subprocess.Popen[bytes]]) -> tuple[int, int]:
    """Searches and checks until all writers ended: turns, most dossiers seen before the end."""
    most = 0
    for turn in itertools.count(1):
        (found, hits), (part, [report]), (whole, [full]), (shown, _) = run_commands(
            data,
            ["find", "H49.215", "--limit", "1000"],
            ["verify"],
            ["verify", "--full"],
            ["station", "status"],
        )
        assert (found, part, whole, shown) == (0, 0, 0, 0), (report, full)
        assert report["ok"], report
        assert full["ok"], full
        codes = [hit["dossier_code"] for hit in hits]
        assert len(codes) == len(set(codes))
        if all(writer.poll() is not None for writer in writers):
            return turn, most
        most = max(most, len(codes))
    raise AssertionError


def results(writer: subprocess.Popen[bytes]) -> list[Line]:
    """The result lines of a writer, which must have refused nothing."""
    out, words = writer.communicate()
    assert writer.returncode == 0, (out[-500:], words)
    assert words == b"", words
    return complete_lines(out)


def mark_is_the_head(station: Station, events: list[dict[str, Any]]) -> None:
    """Asserts that the mark tells the last number given, as the journal knows it."""
    given = [event for event in events if event["kind"] in BEGINS.values()]
    received = [event for event in given if event["kind"] == "dossier_received"]
    numbers = [event["body"]["number"] for event in received]
    with MarkFile(station.data.with_name("d.mark")) as file:
        mark = file.read()
    assert mark is not None
    assert mark.seq == given[-1]["seq"]
    official = [n["ordinal"] for n in numbers if not n.get("provisional")]
    provisional = [n["ordinal"] for n in numbers if n.get("provisional")]
    assert mark.ordinal == max(official, default=0)
    assert mark.provisional == max(provisional, default=0)


@pytest.mark.parametrize("receipts", [False, True], ids=["plain", "receipts"])
def test_four_receive_at_once(tmp_path: Path, receipts: bool) -> None:
    """All acknowledged, codes unique, the journal gapless, the mark at its head."""
    station = Station(tmp_path / "s", receipts=tmp_path / "paper" if receipts else None).set_up()
    lines = LINES // 4 if receipts else LINES
    files = [
        write_lines(tmp_path / f"{clerk}.jsonl", lines, f"clerk{clerk}") for clerk in range(WRITERS)
    ]
    writers = [start(station.receive(file)) for file in files]
    turns, most = read_meanwhile(station.data, writers)
    for clerk, writer in enumerate(writers):
        answered = results(writer)
        assert [line["line"] for line in answered] == list(range(1, lines + 1))
        assert station.note(answered, f"clerk{clerk}") == lines
    print(f"{turns} turns of find and verify meanwhile, up to {most} official codes seen")
    seen = station.check(everything=not receipts)
    assert len(seen.dossiers) == len(station.refs) == WRITERS * lines
    exported, events = run_commands(
        station.data, ["export-plain", "--recovery-key", str(recovery(station.data))]
    )[0]
    assert exported == 0
    assert [event["seq"] for event in events] == list(range(1, seen.events + 1))
    assert len({event["stream"] for event in events}) == 1
    mark_is_the_head(station, events)


def test_four_send_the_same_file(tmp_path: Path) -> None:
    """The same ``client_ref`` from four processes at once gives each dossier once."""
    station = Station(tmp_path / "s").set_up()
    file = write_lines(tmp_path / "same.jsonl", 20, "same")
    writers = [start(station.receive(file)) for _ in range(WRITERS)]
    fresh = sum(station.note(results(writer), "same") for writer in writers)
    assert fresh == 20
    assert len(station.check(everything=True).dossiers) == 20
