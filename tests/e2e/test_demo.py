"""``demo`` and ``self-test`` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counter_app import paper
from tests.e2e.counter import ENVIRONMENT, OK, REFUSED, SAMPLE, Done, run, together

CHECKS = {
    "rules", "catalogue", "fonts", "barcode", "keys", "password", "database", "dossier", "verify",
    *(f"form_{name}" for name in paper.FORMS), "scanner", "window",
}  # fmt: skip


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """The demo, in a folder with a neighbour that it must leave alone."""
    place = tmp_path_factory.mktemp("demo")
    (place / "neighbour.txt").write_text("của tôi")
    # the keyring is not switched off: the demo never asks it
    return run("demo", "--dir", place / "ward", COUNTER_KEYRING="", HOME=str(place)), place / "ward"


def test_demo_passes(played: tuple[Done, Path]) -> None:
    told = played[0].one

    assert played[0].status == OK
    assert told["ok"]
    assert all(told["checks"].values())
    assert told["counts"]["dossiers"] == told["counts"]["receipts"] == 40
    assert (told["counts"]["official"], told["counts"]["provisional"]) == (30, 10)
    assert [each["line"] for each in told["due_differs_from_file"]] == [21]
    assert "Giấy hẹn" in played[0].err


def test_demo_leaves_what_it_says(played: tuple[Done, Path]) -> None:
    folder = played[1]
    summary = json.loads((folder / "summary.json").read_bytes())
    receipts = {path.name for path in (folder / "receipts").glob("*.pdf")}

    assert len(receipts) == 41  # one was printed again
    assert {Path(each["receipt"]).name for each in summary["dossiers"]} < receipts
    assert (folder / "summary.md").read_text("utf-8").count("[PDF]") == 40
    assert (folder / "backup.qmc").stat().st_size > 100_000


def test_demo_touches_nothing_else(played: tuple[Done, Path]) -> None:
    place = played[1].parent

    assert {path.name for path in place.iterdir()} == {"neighbour.txt", "ward"}


def test_demo_folder_is_a_counter_like_any_other(played: tuple[Done, Path]) -> None:
    data = played[1] / "data"
    found, verified = together(
        lambda: run("--data", data, "find", "do dinh dac"),
        lambda: run("--data", data, "verify", "--full"),
    )

    assert len(found.lines) == 1
    assert verified.one["ok"]


def test_demo_replaces_an_earlier_one_only(played: tuple[Done, Path], tmp_path: Path) -> None:
    (played[1] / "notes.txt").write_text("giữ lại")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "data").write_text("của tôi")
    again, other = together(
        lambda: run("demo", "--dir", played[1]),
        lambda: run("demo", "--dir", tmp_path / "letters"),
    )

    assert again.status == OK
    assert (played[1] / "notes.txt").read_text() == "giữ lại"
    assert (other.status, other.codes) == (REFUSED, [("folder_exists", "dir")])
    assert (tmp_path / "letters" / "data").read_text() == "của tôi"


def test_the_sample_is_all_invented() -> None:
    records = [json.loads(line) for line in SAMPLE.splitlines()]

    assert len(records) == 40
    assert all(each["fictitious"] is True for each in records)
    linked = Path(__file__).parents[1] / "data" / "fictitious_dossiers.jsonl"
    assert linked.read_bytes() == SAMPLE


def test_self_test_passes() -> None:
    done = run("self-test")
    checks = {each["name"]: each for each in done.one["checks"]}

    assert (done.status, done.one["ok"]) == (OK, True)
    assert checks.keys() >= CHECKS
    assert all(each["ok"] and each["detail"] for each in checks.values())
    assert sum(each["seconds"] for each in checks.values()) < 60


def test_self_test_says_what_is_wrong_and_what_to_do() -> None:
    done = run("self-test", QT_QPA_PLATFORM="no-such-screen")
    failed = [each["name"] for each in done.one["checks"] if not each["ok"]]

    assert (done.status, failed) == (ENVIRONMENT, ["window"])
    assert "system-packages" in done.err


def test_self_test_without_room_fails_in_words(tmp_path: Path) -> None:
    done = run("self-test", TMPDIR=str(tmp_path / "none"), check=False)

    assert "Traceback" not in done.err
    assert done.status in (OK, ENVIRONMENT)
