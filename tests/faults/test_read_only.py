"""A read-only disk refuses with words, changes nothing, and works again once writable."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.folder_support import (
    ENVIRONMENT,
    ROOT,
    all_there,
    bound,
    clean,
    make,
    new_folder,
    prove_read_only,
    receive,
    recovery,
    run,
    sample,
    set_up,
    told_in_words,
    tree,
)

READ_ONLY = "chỉ cho đọc"


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file's content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_command_is_refused_with_words_and_works_again(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    new_folder(real / "data")
    with bound(real, tmp_path / "view") as view:
        data = view / "data"
        first = receive(data, sample(1), sample(2))
        code = first.numbers[0]
        sheet = str(recovery(data))
        commands = [
            ("receive", "-"),
            ("act", code, "amend", "--json", '{"reason": "gõ nhầm", "note": "đã sửa"}'),
            ("verify", "--full"),
            ("find", "nguyen"),
            ("show", code),
            ("open-day",),
            ("form", "receipt", code, "--out", str(tmp_path / "out.pdf")),
            ("backup", str(tmp_path / "out.zip")),
            ("export-plain", "--recovery-key", sheet),
        ]
        before = fingerprint(real)
        make(view, "ro")
        prove_read_only(view)
        for arguments in commands:
            outcome = run(data, *arguments, stdin=sample(3))
            assert outcome.status == 3, (arguments, outcome.words)
            assert READ_ONLY in outcome.words, (arguments, outcome.words)
            assert str(data) in outcome.words, "the message names the place"
            assert not outcome.logged or "streams" in outcome.lines[0]
        assert fingerprint(real) == before
        assert [path.name for path in tmp_path.glob("*out*")] == []
        make(view, "rw")
        again = receive(data, sample(3))
        assert again.status == 0
        all_there(data, [*first.logged, *again.logged])
        assert run(data, "show", code).status == 0
        clean(data)


def test_setup_on_a_read_only_disk_leaves_nothing(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    with bound(real, tmp_path / "view") as view:
        make(view, "ro")
        prove_read_only(view)
        outcome = set_up(view / "data", "--block", "1-9000")
        assert outcome.status == 3
        assert READ_ONLY in outcome.words
        assert tree(real) == []
        make(view, "rw")
        assert set_up(view / "data", "--block", "1-9000").status == 0
        clean(view / "data")


def test_setup_whose_key_and_mark_place_is_read_only_leaves_nothing(tmp_path: Path) -> None:
    """The folder itself is writable, what belongs beside it is not."""
    real = tmp_path / "real"
    real.mkdir()
    with bound(real, tmp_path / "view") as view:
        make(view, "ro")
        prove_read_only(view)
        for option, name in (("--key-file", "key"), ("--mark", "mark")):
            data = tmp_path / f"folder-{name}"
            outcome = set_up(data, option, str(view / name))
            assert outcome.status == 3, option
            assert READ_ONLY in outcome.words
            assert not data.exists() or tree(data) == []
            assert run(data, "station", "status").status == 3
        assert tree(real) == []


@pytest.mark.parametrize("what", ["receipts", "backup"])
def test_output_onto_a_read_only_disk(tmp_path: Path, what: str) -> None:
    data = new_folder(tmp_path / "data")
    real = tmp_path / "real"
    real.mkdir()
    with bound(real, tmp_path / "view") as view:
        make(view, "ro")
        prove_read_only(view)
        if what == "receipts":
            outcome = receive(data, sample(1), options=["--receipts", str(view)])
            assert outcome.status == 0, "the dossier is logged"
            assert outcome.only["receipt"] is None
            assert "receipt_not_printed" in [w["code"] for w in outcome.only["warnings"]]
        else:
            outcome = run(data, "backup", str(view / "backup.zip"))
            assert outcome.status == 3
        assert READ_ONLY in outcome.words
        make(view, "rw")
        assert run(data, "backup", str(view / "backup.zip")).status == 0
        assert [path.name for path in real.iterdir()] == ["backup.zip"]
    clean(data)


SAME_PROCESS = """
import subprocess, sys
from pathlib import Path
from counter_app.cli import main
view, line = Path(sys.argv[1]), sys.argv[2]
arguments = ["--data", str(view / "data"), "receive", line]
def make(mode):
    subprocess.run(["mount", "-o", f"remount,bind,{mode}", str(view)], check=True)
results = [main(arguments)]
make("ro")
try:
    (view / "plain-write").write_bytes(b"x")
except OSError as refused:
    assert "Read-only" in refused.strerror
else:
    raise AssertionError("the disk is not read-only")
results.append(main(arguments))
results.append(main([*arguments[:2], "verify", "--full"]))
make("rw")
results.append(main(arguments))
results.append(main([*arguments[:2], "verify", "--full"]))
print("results", *results)
"""


def test_the_same_process_works_again(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    new_folder(real / "data")
    line = tmp_path / "line.jsonl"
    line.write_text(sample(1) + "\n", encoding="utf-8")
    with bound(real, tmp_path / "view") as view:
        ended = subprocess.run(
            [sys.executable, "-c", SAME_PROCESS, str(view), str(line)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=ENVIRONMENT,
            check=False,
        )
        told_in_words(ended.stderr)
        assert ended.stdout.splitlines()[-1] == "results 0 3 3 0 0", ended.stderr
        assert READ_ONLY in ended.stderr
        clean(view / "data")
