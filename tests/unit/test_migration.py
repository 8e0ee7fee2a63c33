"""A folder of the program before forms 02 and 03 (schema 3) opens, is copied, migrated, used."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from core.domain.dossier import Dossier, State
from core.domain.text import fold_code, words
from core.services.change_dossier import amend_dossier, cancel_dossier
from core.services.receipts import record_printed
from counter_app.bootstrap import new_id
from db import queries, unsent
from db.connection import Connection, DatabaseError, connect, database
from db.keys import unlock
from db.migrations import migrations
from db.store import DATABASE, SCHEMA, open_store
from db.verify import verify
from tests.unit.intake_support import ASK, found, stored, whole
from tests.unit.station_support import Station

COPY = "before-schema-3.db"


def write_some(ward: Station) -> None:
    """A morning's acts of every kind that schema 3 knew."""
    first = ward.receive(client_ref="ki-ốt-1/1", attachments=[{"name": "Tờ khai", "originals": 1}])
    for _ in range(2):
        record_printed(first.uid, "receipt", ward.store, ward.context)
    vertical = ward.receive(procedure_code="1.004222", client_ref="ki-ốt-1/2")
    change = {"reason": "sai số", "applicant": {"phone": "0570000009"}}
    amend_dossier(vertical.number, change, ward.store, ward.context)
    cancel_dossier(ward.receive().number, {"reason": "rút"}, ward.store, ward.context)
    ward.receive(procedure_code="2.000815", immediate=True)


def as_schema_3(ward: Station) -> None:
    """Makes the folder's database one that the frozen first three steps laid out.

    The journal is taken over byte for byte, and so is every table of that
    schema; a caller's reference stood in the dossier's own row.
    """
    new, key = ward.store.conn, unlock(ward.data)
    old = connect(ward.data.with_name("old.db"), key, create=True)
    migrations.apply(database(old), stop_before="m004_intake_exits")
    for table in tables(old):
        columns = [row[1] for row in old.execute(f"PRAGMA table_info({table})")]
        source = table
        if table == "dossier":
            source = (
                "(SELECT d.*, r.ref AS client_ref, coalesce(r.digest, '') AS client_digest"
                " FROM dossier d LEFT JOIN client_request r ON r.dossier = d.id)"
            )
        order = "ORDER BY pos" if table == "journal" else ""
        rows = new.execute(f"SELECT {', '.join(columns)} FROM {source} {order}").fetchall()
        old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    old.executemany(
        "INSERT INTO dossier_search (rowid, words) VALUES (?,?)",
        [(d.id, bag(d)) for d in dossiers(new)],
    )
    old.execute("PRAGMA user_version = 3")
    old.close()
    ward.store.close()
    ward.data.with_name("old.db").replace(ward.data / DATABASE)


def bag(dossier: Dossier) -> str:
    """The words under which the program of schema 3 indexed a dossier."""
    content, tail = dossier.content, dossier.number.rpartition("-")[2]
    found = [fold_code(dossier.number).lower(), f"{dossier.day:%y%m%d}{int(tail):04d}"]
    found += [str(int(tail)), fold_code(content.procedure_code).lower()]
    found += words(content.procedure_name)
    owner = content.owner  # nobody else is named in `write_some`
    found += words(owner.name)
    for digits in (owner.phone, owner.personal_no):
        found += [digits, "z" + digits[::-1]]
    return " ".join(found)


def tables(conn: Connection) -> list[str]:
    """Tables of ours, without what SQLite keeps for itself."""
    rows = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        " AND name NOT GLOB '_sqlite_*' AND name NOT GLOB 'dossier_search*'"
    )
    return [row[0] for row in rows]


def dossiers(conn: Any) -> list[Dossier]:
    uids = conn.execute("SELECT uid FROM dossier ORDER BY id").fetchall()
    found = [queries.dossier(conn, uid) for (uid,) in uids]
    return [dossier for dossier in found if dossier is not None]


def version(conn: Connection) -> int:
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def before(ward: Station) -> Iterator[tuple[Station, list[Dossier]]]:
    """A closed folder of schema 3, and its dossiers as they were read last."""
    write_some(ward)
    known = dossiers(ward.store.conn)
    as_schema_3(ward)
    yield ward, known
    ward.store.close()


def test_an_old_folder_is_copied_migrated_and_whole(
    before: tuple[Station, list[Dossier]],
) -> None:
    ward, known = before
    ward.store = open_store(ward.data, ward.clock(), new_id)
    assert ward.store.found == ""
    assert version(ward.store.conn) == SCHEMA
    assert dossiers(ward.store.conn) == known
    report = verify(ward.store, full=True)
    assert report["ok"], report
    assert unsent.count(ward.store.conn) == len(known), "central has none of them yet"
    copy = connect(ward.data / COPY, unlock(ward.data), read_only=True)
    assert version(copy) == 3
    refs = copy.execute("SELECT client_ref FROM dossier WHERE client_ref IS NOT NULL")
    assert sorted(row[0] for row in refs) == ["ki-ốt-1/1", "ki-ốt-1/2"]
    copy.close()


def test_work_goes_on_in_a_migrated_folder(before: tuple[Station, list[Dossier]]) -> None:
    ward, known = before
    ward.store = open_store(ward.data, ward.clock(), new_id)
    again = ward.receive(procedure_code="1.004222", client_ref="ki-ốt-1/2")
    assert again.repeated
    assert again.number == stored(ward, again.uid).number
    assert found(ward, again.number[-10:]) == [again.uid]  # the old program did not know the tail
    assert ward.receive().number == "H49.215-261123-0004"
    asked = ward.receive(supplement=ASK, client_ref="ki-ốt-1/3")
    assert ward.receive(slip=asked.number).number == "H49.215-261123-0005"
    assert stored(ward, asked.number).state is State.RECEIVED
    record_printed(again.uid, "receipt", ward.store, ward.context)
    assert dossiers(ward.store.conn)[0] == known[0]
    assert whole(ward)
    ward.reopen()
    assert ward.store.found == ""


def test_a_copy_cut_by_a_power_failure_is_made_again(
    before: tuple[Station, list[Dossier]],
) -> None:
    ward, known = before
    (ward.data / COPY).with_suffix(".part").write_bytes(b"half a database")
    ward.store = open_store(ward.data, ward.clock(), new_id)
    copy = connect(ward.data / COPY, unlock(ward.data), read_only=True)
    (count,) = copy.execute("SELECT count(*) FROM dossier").fetchone()
    copy.close()
    assert count == len(known)
    assert not list(ward.data.glob("*.part"))


def test_a_step_that_fails_leaves_the_folder_as_it_was(
    before: tuple[Station, list[Dossier]],
) -> None:
    ward, known = before
    key = unlock(ward.data)
    conn = connect(ward.data / DATABASE, key)
    conn.execute("CREATE TABLE refusal (x)")  # in the way of the step's last table
    with pytest.raises(DatabaseError):
        open_store(ward.data, ward.clock(), new_id)
    assert version(conn) == 3
    assert "client_request" not in tables(conn)
    conn.execute("DROP TABLE refusal")
    conn.close()
    ward.store = open_store(ward.data, ward.clock(), new_id)
    assert dossiers(ward.store.conn) == known
    assert whole(ward)


def test_two_programs_may_open_an_old_folder_at_once(
    before: tuple[Station, list[Dossier]],
) -> None:
    ward, known = before

    def opened(_: int) -> int:
        store = open_store(ward.data, ward.clock.now, new_id)
        try:
            return version(store.conn)
        finally:
            store.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(opened, range(4))) == [SCHEMA] * 4
    ward.store = open_store(ward.data, ward.clock(), new_id)
    assert dossiers(ward.store.conn) == known
    assert whole(ward)


def test_a_new_folder_is_not_copied(ward: Station) -> None:
    ward.reopen()
    assert [path.name for path in Path(ward.data).glob("before-*")] == []
