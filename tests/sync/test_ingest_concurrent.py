"""Many at once, and a server killed in the middle: no event lost, none skipped, none twice."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from central import embedded, ingest
from central.database import Database
from central.ingest import NotOnChain
from central.keys import open_keys
from central.projector import follow
from core.domain import events as ev
from core.domain.chain import Batch
from core.domain.errors import EnvironmentFault
from tests.sync.central_support import (
    NOW,
    SITE,
    Author,
    Province,
    bulk,
    stop_immediately,
)

OTHER = "H49.216"


def in_parts(author: Author, size: int) -> list[Batch]:
    ends = [*range(size, len(author.events), size), len(author.events)]
    return [author.batch(a, b, every=7) for a, b in zip([0, *ends], ends, strict=False)]


class Puller:
    """Reads what lies behind the last position it saw, as a feed does."""

    def __init__(self, province: Province, writing: threading.Event) -> None:
        self.province, self.writing = province, writing
        self.pulled: list[tuple[int, str]] = []

    def run(self) -> None:
        more = True
        while more:
            more = self.writing.is_set()
            rows = self.province.rows(
                "SELECT position, id FROM frame WHERE site = %s AND position > %s"
                " ORDER BY position LIMIT 40",
                SITE,
                self.pulled[-1][0] if self.pulled else 0,
            )
            self.pulled.extend((position, id_) for position, id_ in rows)
            more = more or bool(rows)


def write(province: Province, author: Author) -> None:
    for batch in in_parts(author, 9):
        province.store(author, batch)


def project(province: Province, writing: threading.Event) -> None:
    while writing.is_set():
        for site in (SITE, OTHER):
            follow(province.db, site)


def test_four_writers_and_a_puller_that_misses_nothing(province: Province) -> None:
    authors = [province.author(station=n) for n in (3, 4, 5)] + [province.author(OTHER)]
    for author in authors:
        bulk(author, 60)
    writing = threading.Event()
    puller = Puller(province, writing)
    writing.set()
    with ThreadPoolExecutor(7) as pool:
        others = [
            pool.submit(puller.run),
            *(pool.submit(project, province, writing) for _ in range(2)),
        ]
        for done in [pool.submit(write, province, author) for author in authors]:
            done.result(60)
        writing.clear()
        for done in others:
            done.result(60)
    sent = {id_ for author in authors[:3] for id_ in author.ids}
    assert [position for position, _ in puller.pulled] == list(range(1, len(sent) + 1))
    assert {id_ for _, id_ in puller.pulled} == sent
    for site in (SITE, OTHER):
        follow(province.db, site)
    assert province.rows("SELECT count(*) FROM dossier") == [(240,)]
    assert province.exceptions() == []


def test_the_same_batch_from_several_at_once_is_stored_once(province: Province) -> None:
    author = province.author()
    bulk(author, 30)
    batches = in_parts(author, 31)
    with ThreadPoolExecutor(4) as pool:
        heads = list(pool.map(lambda _: province.store(author, batches[0]), range(4)))
    assert {(head.seq, head.hash) for head in heads} == {(31, author.hashes[-1])}
    assert province.rows("SELECT count(*), max(position) FROM frame") == [(31, 31)]


def test_sites_do_not_wait_for_each_other(province: Province) -> None:
    here, there = province.author(), province.author(OTHER)
    batch = here.batch()
    with province.db.transaction() as conn:
        hashes = ingest.check(conn, here.sender, batch)
        ingest.store(conn, here.sender, batch, hashes, NOW)
        assert province.store(there).seq == 1  # while the other's transaction is open


# --- killed ---------------------------------------------------------------------------


def test_head_and_frames_agree_after_a_kill_in_the_middle(own_folder: Path) -> None:
    folder = own_folder
    url, stop = embedded.start(folder)
    db = Database(url)
    db.migrate()
    province = Province.establish(db, open_keys(folder / "keys"))
    author = province.author()
    bulk(author, 900)
    batches = in_parts(author, 30)
    acknowledged: list[int] = []
    enough = threading.Event()

    def push() -> None:
        try:
            for batch in batches:
                acknowledged.append(province.store(author, batch).seq)
                if len(acknowledged) == 3:
                    enough.set()
        except EnvironmentFault:
            return

    pusher = threading.Thread(target=push)
    pusher.start()
    with db.transaction() as half:  # and one that surely is in its middle
        other = province.author(OTHER)
        begun = other.batch()
        ingest.store(half, other.sender, begun, ingest.check(half, other.sender, begun), NOW)
        assert enough.wait(60)
        stop_immediately(folder / embedded.SERVER)
        pusher.join(60)
        with pytest.raises(psycopg.OperationalError):
            half.execute("SELECT 1")
        half.close()
    db.close()
    stop()

    url, stop = embedded.start(folder)
    try:
        check_whole(Province(Database(url), province.keys), author, other, acknowledged[-1])
    finally:
        stop()


def check_whole(province: Province, author: Author, other: Author, acknowledged: int) -> None:
    """What was acknowledged is there, nothing is half there, and it goes on."""
    with province.db.transaction() as conn:
        (head,) = ingest.heads(conn, SITE, 3)
        assert ingest.heads(conn, OTHER, 3) == []
    assert head.seq >= acknowledged
    rows = province.rows("SELECT seq, position, hash, bytes FROM frame ORDER BY position")
    assert [(seq, position) for seq, position, _, _ in rows] == [
        (n, n) for n in range(1, head.seq + 1)
    ]
    digest = ev.GENESIS
    for _, _, stored, data in rows:
        digest = ev.chain(digest, bytes(data))
        assert digest == bytes(stored)
    assert digest == head.hash
    assert province.rows("SELECT position FROM site WHERE site = %s", SITE) == [(head.seq,)]
    assert province.rows("SELECT max(last) FROM seal") == [(head.seq,)]
    with pytest.raises(NotOnChain):
        province.store(author, author.batch(head.seq + 5))
    author.sent = head.seq
    if head.seq < len(author.events):
        province.store(author)
    province.push(other)
    follow(province.db, SITE)
    assert province.rows("SELECT count(*) FROM dossier") == [(900,)]
    province.db.close()
