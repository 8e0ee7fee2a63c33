"""kill -9 while a citizen brings a slip back: it waits, or its dossier is there, never both."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.kill_support import (
    DRIVER,
    ENV,
    PROGRAM,
    Line,
    Station,
    complete_lines,
    leaving,
    pdf_text,
    run_commands,
    write_lines,
)


def lines_of(*command: str) -> tuple[int, list[Line]]:
    """Exit status and result lines of a process of its own."""
    done = subprocess.run(command, stdout=subprocess.PIPE, env=ENV, check=False)
    return done.returncode, complete_lines(done.stdout)


@pytest.mark.parametrize(
    ("point", "committed"),
    [
        ("projected", False),
        ("before_commit", False),
        ("after_commit", True),
        ("mark_raised", True),
        ("pdf_unnamed", True),
        ("pdf_written", True),
    ],
)
def test_a_slip_brought_back_is_taken_wholly_or_not_at_all(
    tmp_path: Path, point: str, committed: bool
) -> None:
    station = Station(tmp_path / "s", receipts=tmp_path / "paper").set_up()
    file = write_lines(tmp_path / "lines.jsonl", 2, "r")
    ordinary, citizen = map(json.loads, file.read_text("utf-8").splitlines())

    def send(*items: Line) -> Path:
        text = "".join(json.dumps(item) + "\n" for item in items)
        file.write_text(text, "utf-8")
        return file

    asks = {**citizen, **leaving(2), "client_ref": "slip"}
    _, [asked] = lines_of(*PROGRAM, *station.receive(send(asks)))
    again = {**citizen, "slip": asked["dossier_code"], "client_ref": "back"}
    receive = station.receive(send(ordinary, again))
    status, acknowledged = lines_of(sys.executable, str(DRIVER), f"{point}:1", *receive)
    assert (status, len(acknowledged)) == (-9, 1)
    (_, [waiting]), (_, [report]) = run_commands(
        station.data, ["show", asked["dossier_code"]], ["verify", "--full"]
    )
    assert report["ok"], report
    assert waiting["id"] == asked["id"]
    assert waiting["state"] == ("received" if committed else "supplement_asked")

    status, lines = lines_of(*PROGRAM, *receive)
    back = lines[1]
    assert status == 0
    assert [line.get("repeated", False) for line in lines] == [True, committed]
    assert (back["id"], back["state"]) == (asked["id"], "received")
    assert asked["dossier_code"] not in pdf_text(Path(back["receipt"]))
    assert back["dossier_code"] in pdf_text(Path(back["receipt"]))
    (_, [shown]), (_, [by_slip]), (_, [report]), (_, [told]) = run_commands(
        station.data,
        ["show", back["dossier_code"]],
        ["show", asked["dossier_code"]],
        ["verify", "--full"],
        ["station", "status"],
    )
    assert shown == by_slip
    assert [event["kind"] for event in shown["events"]].count("dossier_received") == 1
    assert (report["ok"], told["prints_waiting"]) == (True, 0)
    numbers = [asked["dossier_code"], *(line["dossier_code"] for line in lines)]
    assert len(set(numbers)) == 3
