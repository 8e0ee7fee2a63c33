"""Opening, writing all or nothing, and the names of what the machine does wrong."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.domain.errors import EnvironmentFault
from db.connection import (
    WAL_KEPT_BYTES,
    Connection,
    DatabaseError,
    IntegrityError,
    checkpoint_if_large,
    connect,
    database,
    environment_faults,
    immediate,
    translate,
)
from tests.unit.test_files import fill, remount, small_disk

ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one table and one row."""
    path = tmp_path / "quay ?#%.db"  # the name goes into a URI
    conn = connect(path, KEY, create=True)
    conn.execute("CREATE TABLE act (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
    conn.execute("INSERT INTO act (body) VALUES (?)", (b"Nguyen Van A" * 100,))
    conn.close()
    return path


@pytest.fixture
def conn(path: Path) -> Iterator[Connection]:
    conn = connect(path, KEY)
    yield conn
    conn.close()


def count(conn: Connection) -> int:
    number: int = conn.execute("SELECT count(*) FROM act").fetchone()[0]
    return number


def add(conn: Connection, kilobytes: int = 1) -> None:
    with immediate(conn):
        conn.execute("INSERT INTO act (body) VALUES (randomblob(?))", (kilobytes * 1024,))


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        work()
    return caught.value.code


def spoil(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + 100)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))


def test_the_file_is_opaque_and_opens_again(path: Path, conn: Connection) -> None:
    assert count(conn) == 1
    raw = path.read_bytes()
    assert b"Nguyen" not in raw
    assert b"SQLite format" not in raw


def test_a_writer_is_durable_and_checks_foreign_keys(conn: Connection) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
        "busy_timeout": "5000",
        "temp_store": "2",
        "wal_autocheckpoint": "0",
        "mmap_size": "0",
    }
    found = {name: conn.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert {name: str(value) for name, value in found.items()} == wanted


def test_a_wrong_key_and_a_foreign_file_are_no_key_and_say_nothing(
    path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert code_of(lambda: connect(path, bytes(32))) == "no_key"
    (tmp_path / "letter.txt").write_text("not a database " * 1000)
    assert code_of(lambda: connect(tmp_path / "letter.txt", KEY)) == "no_key"
    assert capfd.readouterr() == ("", "")


def cut_in_a_checkpoint(path: Path, conn: Connection, target: Path, keep: int) -> Path:
    """What is left when the power fails while the first sector is written back from the log.

    Args:
        path: the database, open.
        conn: its connection, with the log not written back.
        target: where to put the copy.
        keep: bytes of the log that are there.
    """
    conn.execute("CREATE TABLE IF NOT EXISTS more (id INTEGER) STRICT")  # changes the first page
    add(conn)
    log = path.with_name(path.name + "-wal")
    target.write_bytes(os.urandom(512) + path.read_bytes()[512:])
    target.with_name(target.name + "-wal").write_bytes(log.read_bytes()[:keep])
    return target


def test_a_power_cut_in_a_checkpoint_costs_nothing(
    path: Path, conn: Connection, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    left = cut_in_a_checkpoint(path, conn, tmp_path / "left.db", keep=1 << 30)
    for _ in range(2):  # the second time the first page stands in the file again
        after = connect(left, KEY)
        assert count(after) == count(conn)
        after.close()
    left = cut_in_a_checkpoint(path, conn, tmp_path / "other.db", keep=1 << 30)
    assert code_of(lambda: connect(left, bytes(32))) == "no_key"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("keep", [0, 20, 32, 60])
def test_a_first_page_that_no_log_holds_is_no_key(
    path: Path, conn: Connection, tmp_path: Path, keep: int
) -> None:
    left = cut_in_a_checkpoint(path, conn, tmp_path / "left.db", keep)
    assert code_of(lambda: connect(left, KEY)) == "no_key"


def test_a_key_of_another_length_is_our_mistake(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(path, b"short")


def test_what_is_missing_is_named_and_not_made(tmp_path: Path) -> None:
    assert code_of(lambda: connect(tmp_path / "none.db", KEY)) == "no_data_folder"
    assert code_of(lambda: connect(tmp_path / "a" / "b.db", KEY, create=True)) == "no_data_folder"
    assert list(tmp_path.iterdir()) == []


def test_an_emptied_file_is_damage(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert code_of(lambda: connect(tmp_path / "empty.db", KEY)) == "damaged"


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert code_of(lambda: connect(tmp_path, KEY)) == "io_error"


def test_a_spoilt_page_is_noticed_when_read(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    conn = connect(path, KEY)
    for _ in range(50):
        add(conn, kilobytes=3)
    conn.close()
    spoil(path, 30)
    conn = connect(path, KEY)
    with pytest.raises(EnvironmentFault) as caught, environment_faults(path):
        conn.execute("SELECT sum(length(hex(body))) FROM act").fetchone()
    assert caught.value.code == "damaged"
    assert caught.value.params == {"detail": "SQLITE_CORRUPT", "path": str(path)}
    conn.close()
    assert capfd.readouterr().err == ""


def test_read_only_reads_and_refuses_to_write(path: Path) -> None:
    conn = connect(path, KEY, read_only=True)
    assert count(conn) == 1
    assert code_of(lambda: add(conn)) == "read_only"
    assert count(conn) == 1
    conn.close()


def test_a_second_writer_is_told_after_its_wait(path: Path, conn: Connection) -> None:
    other = connect(path, KEY)
    other.execute("PRAGMA busy_timeout = 20")
    with immediate(conn):
        assert code_of(lambda: add(other)) == "locked"
        assert count(other) == 1  # readers are not disturbed
    add(other)
    assert count(conn) == 2
    other.close()


def test_a_connection_stays_with_its_thread(conn: Connection) -> None:
    refused: list[Exception] = []

    def use() -> None:
        try:
            conn.execute("SELECT 1")
        except DatabaseError as exc:
            refused.append(exc)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert "thread" in str(refused[0])
    assert translate(refused[0]) is None


def test_probes_are_called_in_order(conn: Connection) -> None:
    seen: list[tuple[str, bool]] = []
    with immediate(conn, probe=lambda name: seen.append((name, conn.in_transaction))):
        conn.execute("INSERT INTO act (body) VALUES (x'00')")
    assert seen == [("begun", True), ("before_commit", True), ("after_commit", False)]


@pytest.mark.parametrize(
    ("where", "rows"), [("begun", 1), ("before_commit", 1), ("after_commit", 2)]
)
def test_an_act_cut_anywhere_is_whole_or_absent(conn: Connection, where: str, rows: int) -> None:
    def probe(name: str) -> None:
        if name == where:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), immediate(conn, probe):
        conn.execute("INSERT INTO act (body) VALUES (x'00')")
    assert not conn.in_transaction
    assert count(conn) == rows
    add(conn)
    assert count(conn) == rows + 1


def test_our_own_mistakes_stay_exceptions(conn: Connection) -> None:
    with pytest.raises(IntegrityError), immediate(conn):
        conn.executemany("INSERT INTO act (body) VALUES (?)", [(b"",), (None,)])
    assert count(conn) == 1
    with pytest.raises(DatabaseError, match="no such table"), immediate(conn):
        conn.execute("INSERT INTO misspelt VALUES (1)")
    assert translate(ValueError()) is None
    assert not conn.in_transaction


def test_a_database_grown_to_its_limit_is_a_full_disk(conn: Connection) -> None:
    pages = conn.execute("PRAGMA page_count").fetchone()[0]
    conn.execute(f"PRAGMA max_page_count = {pages + 2}")
    assert code_of(lambda: add(conn, kilobytes=100)) == "disk_full"
    assert not conn.in_transaction
    assert count(conn) == 1
    conn.execute("PRAGMA max_page_count = 1000000")
    add(conn, kilobytes=100)
    assert count(conn) == 2


def test_a_full_disk_refuses_acts_until_space_returns(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=2048) as disk:
        path = disk / "quay.db"
        conn = connect(path, KEY, create=True)
        conn.execute("CREATE TABLE act (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")

        def add_many() -> None:
            for _ in range(1000):
                add(conn, kilobytes=3)

        assert code_of(add_many) == "disk_full"
        assert not conn.in_transaction
        stored = count(conn)
        assert stored > 100  # it failed while the disk filled, not before
        for _ in range(3):  # refused again and again, and still readable
            assert code_of(lambda: add(conn, kilobytes=200)) == "disk_full"
            assert count(conn) == stored
        assert code_of(lambda: checkpoint_if_large(conn, path, 1)) == "disk_full"

        remount(disk, "size=8192k")
        add(conn, kilobytes=200)
        assert checkpoint_if_large(conn, path, 1)
        conn.close()

        conn = connect(path, KEY)
        assert count(conn) == stored + 1
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
        conn.close()


def test_opening_on_a_full_and_on_a_read_only_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        connect(disk / "quay.db", KEY, create=True).close()
        fill(disk)
        assert code_of(lambda: connect(disk / "new.db", KEY, create=True)) == "disk_full"
        assert code_of(lambda: connect(disk / "quay.db", KEY)) == "disk_full"
        (disk / "ballast").unlink()
        connect(disk / "quay.db", KEY).close()
        remount(disk, "ro")
        assert code_of(lambda: connect(disk / "quay.db", KEY)) == "read_only"
        assert code_of(lambda: connect(disk / "new.db", KEY, create=True)) == "read_only"


def test_a_small_log_is_left_alone_and_a_large_one_moved(path: Path, conn: Connection) -> None:
    log = Path(f"{path}-wal")
    limit = WAL_KEPT_BYTES + (1 << 20)
    assert not checkpoint_if_large(conn, path, limit)
    while log.stat().st_size <= limit:
        assert not checkpoint_if_large(conn, path, limit)
        add(conn, kilobytes=100)
    rows = count(conn)
    assert checkpoint_if_large(conn, path, limit)
    assert log.stat().st_size <= WAL_KEPT_BYTES
    assert not checkpoint_if_large(conn, path, limit)
    assert path.stat().st_size > limit - (2 << 20)  # the log also holds frames written twice
    assert count(conn) == rows


def test_a_reader_is_not_disturbed_and_delays_the_move(path: Path, conn: Connection) -> None:
    add(conn, kilobytes=10)
    reader = connect(path, KEY, read_only=True)
    reader.execute("BEGIN")
    assert count(reader) == 2
    add(conn, kilobytes=10)
    assert not checkpoint_if_large(conn, path, 1)
    assert count(reader) == 2
    reader.execute("COMMIT")
    assert checkpoint_if_large(conn, path, 1)
    assert count(reader) == 3
    reader.close()


ACTS = """
import sys
from pathlib import Path
from db.connection import checkpoint_if_large, connect, immediate
path, limit = Path(sys.argv[1]), int(sys.argv[2])
conn = connect(path, bytes(range(32)))
for size in [1, 200] + [1] * 30:
    with immediate(conn):
        conn.execute("INSERT INTO act (body) VALUES (randomblob(?))", (size * 1024,))
    sys.stderr.write("act\\n")
    if limit and size == 200:
        assert checkpoint_if_large(conn, path, limit)
        sys.stderr.write("checkpoint\\n")
"""


def test_one_sync_an_act_even_after_a_checkpoint(path: Path, tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    log = tmp_path / "log"
    calls = ["-e", "trace=fsync,fdatasync,write", "-o", str(log)]
    command = [strace, *calls, sys.executable, "-c", ACTS, str(path), "1000"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = log.read_text().split('"checkpoint\\n"')[1]
    acts = re.split(r'write\(2, "act\\n".*', after)[:-1]
    assert [len(re.findall(r"\bf(?:data)?sync\(", act)) for act in acts] == [1] * 30


def test_the_migration_library_works_on_the_connection(conn: Connection) -> None:
    tables = database(conn)
    assert tables.table_names() == ["act"]
    assert tables.execute("SELECT count(*) FROM act").fetchone()[0] == 1
