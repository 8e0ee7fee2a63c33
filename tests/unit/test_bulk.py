"""The builder of large databases: whole, and the same again from the same seed."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import bulk, folders
from db import queries
from db.verify import verify

COUNT, DAYS = 300, 6
CONTENT = "SELECT uid, number, day, due_at, owner, owner_key, procedure_code, content FROM dossier"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts back what setting a folder up changes in the environment."""
    monkeypatch.setenv("COUNTER_KEYRING", "off")
    monkeypatch.setenv("COUNTER_PASSWORD", "nobody's")


def rows_of(data: Path, *, seed: int = 1) -> list[Any]:
    folders.set_up(data)
    with folders.opened(data) as store:
        bulk.build(store, COUNT, seed=seed, days=DAYS)
        return store.conn.execute(f"{CONTENT} ORDER BY id").fetchall()


def test_verify_finds_a_bulk_database_whole(tmp_path: Path) -> None:
    last = bulk.business_days(DAYS)[-1]
    folders.set_up(tmp_path / "data")
    with folders.opened(tmp_path / "data") as store:
        assert bulk.build(store, COUNT, days=DAYS) == last
        assert store.conn.execute("PRAGMA synchronous").fetchone() == (2,)
    with folders.opened(tmp_path / "data") as store:  # the mark agrees
        report = verify(store, full=True)
        assert report["ok"], report
        assert report["mark"]["seq"] == report["mark"]["head"]
        counts = store.conn.execute("SELECT count(*), count(DISTINCT number) FROM dossier")
        assert counts.fetchone() == (COUNT, COUNT)
        days = store.conn.execute("SELECT count(*), max(day) FROM business_day").fetchone()
        assert days == (DAYS, last.isoformat())
        owner = store.conn.execute(
            "SELECT owner FROM dossier WHERE id = (SELECT max(id) FROM dossier)"
        )
        assert queries.find(store.conn, owner.fetchone()[0])


def test_content_depends_on_the_seed_alone(tmp_path: Path) -> None:
    first = rows_of(tmp_path / "a")
    assert rows_of(tmp_path / "b") == first
    assert rows_of(tmp_path / "c", seed=2) != first


def test_refuses_more_dossiers_than_ordinals(tmp_path: Path) -> None:
    folders.set_up(tmp_path / "data")
    with folders.opened(tmp_path / "data") as store, pytest.raises(ValueError, match="ordinals"):
        bulk.build(store, 10_000, days=1)


def test_the_next_dossier_after_a_bulk_build_goes_on_where_it_ended(tmp_path: Path) -> None:
    from benchmarks.receive import Counter

    folders.set_up(tmp_path / "data")
    with folders.opened(tmp_path / "data") as store:
        last = bulk.build(store, COUNT, days=DAYS)
        counter = Counter(store, folders.TickingClock(last), seed=9)
        counter.log()
        row = store.conn.execute("SELECT number FROM dossier ORDER BY id DESC LIMIT 1").fetchone()
    assert row[0] == f"H49.215-{last:%y%m%d}-{COUNT // DAYS + 1:04d}"
