"""Schema steps, partitions, faults, and the PostgreSQL of our own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest

from central import database, embedded
from central.database import (
    Database,
    database_faults,
    establish,
    make_partitions,
    months_from,
    schema_steps,
)
from central.keys import CentralKeys, open_keys
from core.domain.errors import EnvironmentFault
from tests.sync.central_support import Cluster, stop_immediately


def tables(db: Database) -> set[str]:
    with db.transaction() as conn:
        return {
            name
            for (name,) in conn.execute("SELECT tablename FROM pg_tables WHERE schemaname='public'")
        }


def test_migrating_twice_is_the_same_as_once(empty_db: Database) -> None:
    newest = schema_steps()[-1][0]
    assert empty_db.migrate() == newest
    before = tables(empty_db)
    assert empty_db.migrate() == newest
    assert tables(empty_db) == before
    assert {"site", "frame", "dossier", "lease"} <= before


def test_several_processes_may_migrate_at_once(empty_db: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: empty_db.migrate(), range(4)))
    assert set(done) == {schema_steps()[-1][0]}


def test_a_schema_of_a_newer_program_is_refused(db: Database) -> None:
    with db.transaction() as conn:
        conn.execute("INSERT INTO schema_version VALUES (900, now())")
    with pytest.raises(EnvironmentFault) as wrong:
        db.migrate()
    assert wrong.value.code == "newer_database"


def test_a_step_that_fails_leaves_nothing(
    empty_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [*schema_steps(), (900, "CREATE TABLE half (a int); SELECT no_such_function()")]
    monkeypatch.setattr(database, "schema_steps", lambda: steps)
    with pytest.raises(psycopg.errors.UndefinedFunction):
        empty_db.migrate()
    assert tables(empty_db) == set()


def test_partitions_are_made_for_months_ahead(db: Database) -> None:
    assert [str(m) for m in months_from(date(2026, 11, 23), 2)] == [
        "2026-11-01",
        "2026-12-01",
        "2027-01-01",
    ]
    today = date.today()
    assert {database.partition_of(month) for month in months_from(today)} <= tables(db)


def test_a_partition_is_made_while_others_write(db: Database) -> None:
    with db.transaction() as writer:
        writer.execute("LOCK TABLE frame IN ROW EXCLUSIVE MODE")
        with db.transaction() as conn:
            conn.execute("SET LOCAL lock_timeout = '2s'")
            make_partitions(conn, [date(2031, 5, 1)])
    assert "frame_2031_05" in tables(db)


def test_an_older_postgresql_is_refused(postgres: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST", 99)
    with pytest.raises(EnvironmentFault) as wrong:
        Database(postgres.url)
    assert wrong.value.code == "database_too_old"
    assert wrong.value.params["oldest"] == 99


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as wrong:
        Database(f"host={tmp_path} dbname=nothing")
    assert wrong.value.code == "database_unreachable"


@pytest.mark.parametrize(
    ("sqlstate", "code"),
    [
        ("53100", "disk_full"),
        ("25006", "read_only"),
        ("58030", "io_error"),
        ("XX001", "damaged"),
        ("40P01", "locked"),
        ("55P03", "locked"),
        ("57P01", "database_unreachable"),
    ],
)
def test_faults_of_the_server_have_codes(postgres: Cluster, sqlstate: str, code: str) -> None:
    with pytest.raises(EnvironmentFault) as wrong, postgres.admin() as conn, database_faults():
        conn.execute(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{sqlstate}'; END $$")
    assert wrong.value.code == code


def test_a_connection_that_broke_is_replaced(db: Database) -> None:
    with db.transaction() as conn:
        (pid,) = conn.execute("SELECT pg_backend_pid()").fetchone() or (0,)
    with psycopg.connect(db.url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 2000)", (pid,))
    with db.transaction() as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)


def test_a_database_belongs_to_its_keys(db: Database, keys: CentralKeys, tmp_path: Path) -> None:
    with db.transaction() as conn:
        assert establish(conn, keys, province="Tỉnh Giả Định") == 1
    with db.transaction() as conn:
        assert establish(conn, keys) == 1
        assert conn.execute("SELECT province FROM central").fetchone() == ("Tỉnh Giả Định",)
    with pytest.raises(EnvironmentFault) as wrong, db.transaction() as conn:
        establish(conn, open_keys(tmp_path / "other"))
    assert wrong.value.code == "keys_other"
    with pytest.raises(EnvironmentFault) as wrong, db.transaction() as conn:
        establish(conn, keys, practice=True)
    assert wrong.value.code == "practice_other"


def test_a_snapshot_sees_one_instant_and_writes_nothing(db: Database) -> None:
    with db.snapshot() as conn:
        assert conn.execute("SELECT count(*) FROM site").fetchone() == (0,)
        with db.transaction() as other:
            other.execute("INSERT INTO site (site, name) VALUES ('x', 'x')")
        assert conn.execute("SELECT count(*) FROM site").fetchone() == (0,)
    with pytest.raises(EnvironmentFault) as wrong, db.snapshot() as conn:
        conn.execute("DELETE FROM site")
    assert wrong.value.code == "read_only"


# --- the server of our own --------------------------------------------------------------


def test_a_data_path_too_long_for_a_socket_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / ("quầy-" * 12) / ("một-cửa-" * 4)
    with pytest.raises(EnvironmentFault) as wrong:
        embedded.start(folder)
    assert wrong.value.code == "socket_path_long"
    assert wrong.value.params["bytes"] > wrong.value.params["most"]
    assert not folder.exists()


def test_our_own_server_survives_being_killed_and_is_shared(own_folder: Path) -> None:
    folder = own_folder
    url, stop = embedded.start(folder)
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("CREATE TABLE kept (a int)")
        conn.execute("INSERT INTO kept VALUES (1)")
    stop_immediately(folder / embedded.SERVER)
    (folder / embedded.SERVER / ".handle_pids.json").write_text("[4194300]")  # somebody killed
    again, stop_again = embedded.start(folder)
    also, leave = embedded.start(folder)
    assert also == again
    with psycopg.connect(again) as conn:
        assert conn.execute("SELECT a FROM kept").fetchone() == (1,)
    stop()
    leave()
    with psycopg.connect(again) as conn:
        assert conn.execute("SELECT 1").fetchone() == (1,)
    stop_again()  # the last one to leave
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(again, connect_timeout=2)
