"""Damage and tampering are found and told with their place, never with a traceback."""

from __future__ import annotations

import contextlib
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.domain.errors import EnvironmentFault, Refused
from counter_app.bootstrap import new_id
from db.backup import restore
from db.connection import Connection, connect
from db.keys import unlock
from db.projections import PROJECTIONS, SEARCH
from db.store import DATABASE, SCHEMA
from db.verify import verify
from tests.faults.folder_support import (
    Outcome,
    beside,
    clean,
    copy_folder,
    new_folder,
    receive,
    recovery,
    run,
    sample,
    tree,
)

PAGE = 4096


@pytest.fixture(name="worked", scope="module")
def worked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a few dossiers of every kind in it; never opened again."""
    place = tmp_path_factory.mktemp("worked")
    data = new_folder(place / "data")
    logged = receive(data, *[sample(n) for n in (1, 2, 3, 5)])
    first, second, third, _ = logged.numbers
    assert run(data, "act", first, "amend", "--json", '{"reason": "a", "note": "b"}').status == 0
    assert run(data, "act", second, "cancel", "--json", '{"reason": "rút"}').status == 0
    assert run(data, "form", "receipt", third, "--out", str(place / "form.pdf")).status == 0
    return data


@pytest.fixture(name="data")
def folder(worked: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged, with all that stands beside."""
    return copy_folder(worked, tmp_path / "data")


def sql(data: Path, *statements: str | tuple[str, tuple[Any, ...]]) -> None:
    """Changes the database as one who holds the key."""
    conn = connect(data / DATABASE, unlock(data))
    for statement in statements:
        text, values = (statement, ()) if isinstance(statement, str) else statement
        conn.execute(text, values)
    conn.close()


def flip(path: Path, place: int, bit: int = 1) -> None:
    """Flips one bit of a file."""
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ bit]))


def found(outcome: Outcome) -> None:
    """Asserts exit 3, told in words."""
    assert outcome.status == 3, (outcome.lines, outcome.words)
    assert outcome.words.strip()
    assert all(line["ok"] is False for line in outcome.lines)


# --------------------------------------------------------------------------------- pages


def pages(data: Path) -> int:
    """How many pages the database has."""
    return (data / DATABASE).stat().st_size // PAGE


@pytest.mark.parametrize("part", [pytest.param(0.02, marks=pytest.mark.long), 0.5, 0.98])
def test_a_flipped_bit_in_a_page_is_found(data: Path, part: float) -> None:
    page = 1 + int(pages(data) * part)
    flip(data / DATABASE, page * PAGE + 1000)
    outcome = run(data, "verify", "--full")
    found(outcome)
    assert "hỏng" in outcome.words or "sai lệch" in outcome.words
    if not outcome.lines:
        assert str(data) in outcome.words, "the message names the place"


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_flipped_bit_anywhere_is_found(data: Path) -> None:
    """Header, salt, trees, free space, reserve: named places and 60 by chance."""
    chance = random.Random(20261001)
    whole = (data / DATABASE).read_bytes()
    for place in [0, 5, 16, 40, 4000, *(chance.randrange(len(whole)) for _ in range(60))]:
        flip(data / DATABASE, place, 1 << chance.randrange(8))
        found(run(data, "verify", "--full"))
        assert run(data, "find", "nguyen").status in (0, 3)
        (data / DATABASE).write_bytes(whole)
    clean(data)


def test_the_first_page_damaged_is_told(data: Path) -> None:
    whole = (data / DATABASE).read_bytes()
    for place, command in ((3, "verify"), (50, "receive"), (3000, "find")):
        flip(data / DATABASE, place)
        argument = {"verify": "--full", "receive": "-", "find": "nguyen"}[command]
        outcome = run(data, command, argument, stdin=sample(1))
        found(outcome)
        assert "sao lưu" in outcome.words, "the way out is told"
        (data / DATABASE).write_bytes(whole)
    clean(data)


# --------------------------------------------------------------------------------- files


def emptied(path: Path) -> None:
    """The file is there and empty."""
    path.write_bytes(b"")


def noise(path: Path) -> None:
    """The file holds something else."""
    path.write_bytes(b"\x00\xff not ours \n" * 20)


def cut(path: Path) -> None:
    """Half of the file is gone."""
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def gone(path: Path) -> None:
    """The file is gone."""
    path.unlink()


@pytest.mark.parametrize("name", ["counter.db", "keys.json", "folder.json", "key"])
def test_a_damaged_or_missing_file_is_told(worked: Path, tmp_path: Path, name: str) -> None:
    """Both kinds of command are refused, and nothing is touched that may still be saved."""
    ways = [(emptied, "verify"), (noise, "receive"), (cut, "receive"), (gone, "verify")]
    for number, (how, command) in enumerate(ways):
        data = copy_folder(worked, tmp_path / f"data{number}")
        how(beside(data)[0] if name == "key" else data / name)
        before = everything(data)
        argument = {"verify": "--full", "receive": "-"}[command]
        found(run(data, command, argument, stdin=sample(1)))
        assert everything(data) == before


def everything(data: Path) -> dict[str, bytes]:
    """The files of a folder and beside it, but for SQLite's own passing ones."""
    files = [*data.iterdir(), *(path for path in beside(data) if path.exists())]
    passing = ("-wal", "-shm")
    return {file.name: file.read_bytes() for file in files if not file.name.endswith(passing)}


def test_a_lost_database_is_not_taken_for_a_new_folder(tmp_path: Path) -> None:
    """Whoever is told to run `setup` here may give out numbers twice."""
    data = new_folder(tmp_path / "data")
    (data / DATABASE).unlink()
    outcome = run(data, "receive", "-", stdin=sample(1))
    found(outcome)
    assert "setup" not in outcome.words
    assert "sao lưu" in outcome.words


def test_a_newer_schema_is_refused(data: Path) -> None:
    sql(data, f"PRAGMA user_version = {SCHEMA + 1}")
    for arguments in (("verify",), ("receive", "-"), ("find", "nguyen")):
        outcome = run(data, *arguments, stdin=sample(1))
        found(outcome)
        assert "phiên bản mới hơn" in outcome.words
        codes = [e["code"] for line in outcome.lines for e in line["errors"]]
        assert codes == ["newer_database"]
    sql(data, f"PRAGMA user_version = {SCHEMA}")
    clean(data)


# ----------------------------------------------------------------------------- tampering

OPEN_JOURNAL = ("DROP TRIGGER journal_no_update", "DROP TRIGGER journal_no_delete")


def journal_row(data: Path, kind: str) -> tuple[int, int, bytes]:
    """Position, sequence number and bytes of the first event of a kind."""
    conn: Connection = connect(data / DATABASE, unlock(data))
    row = conn.execute(
        "SELECT pos, seq, bytes FROM journal WHERE kind = ? ORDER BY pos", (kind,)
    ).fetchone()
    conn.close()
    pos, seq, content = row
    return pos, seq, content


def fault_of(data: Path, *options: str) -> str:
    """Where ``verify`` says that the chain breaks."""
    outcome = run(data, "verify", *options)
    assert outcome.status == 3
    assert "sai lệch" in outcome.words, outcome.words
    (stream,) = outcome.only["streams"]
    assert outcome.only["ok"] is False
    return str(stream["fault"])


@pytest.mark.parametrize("how", ["another name", "no event any more", "an unknown kind"])
def test_a_tampered_event_is_told_with_its_place(data: Path, how: str) -> None:
    pos, seq, content = journal_row(data, "dossier_received")
    changed = {
        "another name": content.replace("Nguyễn".encode(), "Người…".encode()),
        "no event any more": b"{" + content[2:],
        "an unknown kind": content.replace(b'"dossier_received"', b'"dossier_accepted"'),
    }[how]
    assert changed != content
    sql(data, *OPEN_JOURNAL, ("UPDATE journal SET bytes = ? WHERE pos = ?", (changed, pos)))
    for options in ((), ("--full",)):
        assert str(seq) in fault_of(data, *options).split()


def test_other_ways_to_tamper_are_told_with_their_place(data: Path) -> None:
    pos, seq, _ = journal_row(data, "dossier_received")
    column = "UPDATE journal SET {} WHERE pos = ?"
    sql(data, *OPEN_JOURNAL, (column.format("subject = 'x'"), (pos,)))
    assert fault_of(data) == f"columns of {seq}"
    sql(data, ("DELETE FROM journal WHERE pos = ?", (pos,)))
    assert fault_of(data) == f"gap after {seq - 1}"


def test_a_forged_signature_is_told(data: Path) -> None:
    forged = "UPDATE signature SET signature = zeroblob(64)"
    sql(data, "DROP TRIGGER signature_no_update", forged)
    assert fault_of(data).startswith("signature of ")


def test_the_journal_cannot_be_changed_by_mistake(data: Path) -> None:
    for statement in ("UPDATE journal SET subject = 'x'", "DELETE FROM journal"):
        with pytest.raises(Exception, match="append-only"):
            sql(data, statement)
    clean(data)


TAMPER = {
    "station": "UPDATE station SET site_name = 'X'",
    "account": "UPDATE account SET role = 'clerk'",
    "procedure": "DELETE FROM procedure WHERE code = '1.001193'",
    "number_block": "UPDATE number_block SET last = 9999",
    "business_day": "UPDATE business_day SET confirmed = 1",
    "day_counter": "UPDATE day_counter SET official = official - 1",
    "register_counter": "UPDATE register_counter SET last = 0",
    "dossier": "UPDATE dossier SET owner = 'X' WHERE id = (SELECT min(id) FROM dossier)",
    "dossier_number": "DELETE FROM dossier_number",
    "component": "UPDATE component SET originals = 99 WHERE no = 1",
    "fee": "UPDATE fee SET amount_vnd = 1",
    "client_request": "INSERT INTO client_request VALUES ('x', 1, '')",
    "supplement": "INSERT INTO supplement VALUES (1, 1, '', NULL, NULL, '', 0, X'')",
    "refusal": "INSERT INTO refusal VALUES (1, '', 0, X'')",
    "form_print": "DELETE FROM form_print",
    "stream_key": "INSERT INTO stream_key VALUES (zeroblob(16), 1, '')",
    "stream_end": "INSERT INTO stream_end VALUES (zeroblob(16), 1)",
    "central": "INSERT INTO central VALUES (1, '', '', '', '', 1)",
    "roster": "INSERT INTO roster VALUES (1, '', 1)",
    "rule_pack": "INSERT INTO rule_pack VALUES ('x', 1, X'')",
    "calendar": "INSERT INTO calendar VALUES (2026, 1, X'')",
    "lease": "INSERT INTO lease VALUES (zeroblob(16), '2026-11-23', 1, 2)",
    "claimed_ordinal": "INSERT INTO claimed_ordinal VALUES ('261123', 1)",
    "day_close": "INSERT INTO day_close VALUES (1, '2026-11-23', X'')",
    "office_close": "INSERT INTO office_close VALUES (1, '2026-11-23', X'')",
    "resolution": "INSERT INTO resolution VALUES (1, 1, '', X'')",
    "dossier_search": "INSERT INTO dossier_search (rowid, words) VALUES (99999, 'la')",
}


def test_every_tampered_table_is_named(data: Path) -> None:
    sql(data, *TAMPER.values())
    outcome = run(data, "verify", "--full")
    found(outcome)
    named = {table for table, rows in outcome.only["tables"].items() if rows}
    assert named == set(TAMPER)
    assert set(PROJECTIONS) | {SEARCH} == set(TAMPER) | {"agency", "segment"}
    assert run(data, "verify").status == 0, "the chain itself is whole"


def test_one_tampered_row_names_its_table_alone(data: Path) -> None:
    sql(data, TAMPER["dossier"])
    outcome = run(data, "verify", "--full")
    found(outcome)
    assert outcome.only["tables"] == {**dict.fromkeys([*PROJECTIONS, SEARCH], 0), "dossier": 1}


# ------------------------------------------------------------------------------- backups


def backed_up(data: Path, tmp_path: Path) -> Path:
    """A backup of the folder."""
    assert run(data, "backup", str(tmp_path / "backup.zip")).status == 0
    return tmp_path / "backup.zip"


def test_a_flipped_bit_in_a_backup_is_found(data: Path, tmp_path: Path) -> None:
    backup = backed_up(data, tmp_path)
    whole = backup.read_bytes()
    with zipfile.ZipFile(backup) as archive:
        start = archive.getinfo("counter.db").header_offset
        keys = archive.getinfo("keys.json").header_offset
        directory = archive.start_dir
    (tmp_path / "new").mkdir()
    sheet = str(recovery(data))
    for place in (start + 500_000, keys + 150, 100, directory + 8):
        content = bytearray(whole)
        content[place] ^= 1
        backup.write_bytes(content)
        outcome = run(tmp_path / "new" / "data", "restore", str(backup), "--recovery-key", sheet)
        assert outcome.status in (1, 3), place
        assert str(backup) in outcome.words, "the message names the file at fault"
        assert tree(tmp_path / "new") == []


@pytest.mark.long
@pytest.mark.timeout(300)
def test_whatever_bit_flips_in_a_backup(data: Path, tmp_path: Path) -> None:
    """Refused with words or restored whole; the zip library's own errors come through nowhere."""
    backup = backed_up(data, tmp_path)
    whole = backup.read_bytes()
    sheet = recovery(data).read_text(encoding="utf-8")
    chance = random.Random(20261001)
    directory = len(whole) - 400
    places = [
        *range(0, 1200, 7),
        *range(directory, len(whole), 3),
        *(chance.randrange(len(whole)) for _ in range(60)),
    ]
    for number, place in enumerate(places):
        content = bytearray(whole)
        content[place] ^= 1 << chance.randrange(8)
        backup.write_bytes(content)
        target = tmp_path / "new" / str(number) / "data"
        target.parent.mkdir(parents=True)
        key_file, mark, _ = beside(target)
        at = datetime.now(UTC)
        try:
            store, _, _ = restore(
                backup, target, mark, recovery_key=sheet, key_file=key_file, at=at, new_id=new_id
            )
        except (Refused, EnvironmentFault):
            assert tree(target.parent) == [], place
        else:
            with contextlib.closing(store):
                assert verify(store, full=True)["ok"], place
                (count,) = store.conn.execute("SELECT count(*) FROM dossier").fetchone()
            assert count == 4, place
