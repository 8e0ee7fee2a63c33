"""Rebuilding: the tables are a function of the frames, whatever the history and the runs."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from central import projector
from central.database import Database
from central.ingest import revoke
from central.projector import follow
from central.rebuild import PROJECTIONS, rebuild
from core.domain import events as ev
from core.domain.numbering import Number
from tests.sync.central_support import MONDAY, NOW, SITE, Author, Province

#: positions and exceptions' own numbers included
COMPARED = (*PROJECTIONS, "exception")
ACTS = (
    "receive", "receive", "receive_same", "amend", "amend", "print", "give_back", "cancel",
    "close", "next_day", "newer", "nonsense", "resolve",
)  # fmt: skip


def dump(province: Province) -> dict[str, list[tuple[Any, ...]]]:
    """All tables, as comparable rows."""
    return {table: province.rows(f"SELECT t::text FROM {table} t ORDER BY 1") for table in COMPARED}


class History:
    """Random acts of stations that are cloned, restored and heard out of order."""

    def __init__(self, province: Province, chance: random.Random) -> None:
        self.province, self.chance = province, chance
        self.authors = [province.author(), province.author(station=4)]
        self.uids: list[str] = []
        self.forks = 0

    def act(self) -> None:
        author = self.chance.choice(self.authors)
        what = self.chance.choice(ACTS)
        uid = self.chance.choice(self.uids) if self.uids else ""
        if what.startswith("receive") or (not uid and what in ("amend", "print", "cancel")):
            self.receive(author, same=what == "receive_same")
        elif what == "amend":
            field = self.chance.choice(("note", "sets", "return_address"))
            value: object = self.chance.randrange(1, 9) if field == "sets" else str(len(self.uids))
            author.write(ev.DossierAmended("sửa", {field: value}), uid)
        elif what == "nonsense":
            author.amend(uid, sets="không phải số")
        elif what in ("print", "give_back", "cancel"):
            {"print": author.printed, "give_back": author.give_back, "cancel": author.cancel}[what](
                uid
            )
        else:
            self.other(author, what)

    def receive(self, author: Author, *, same: bool) -> None:
        fields: dict[str, Any] = {}
        if same:
            fields = {"name": "Hoàng Văn Giả", "personal_no": "022194000777"}
            if self.chance.random() < 0.3:
                fields["number"] = Number("H49.215-261123-9999", author.day, 9999)
        author.given += self.chance.randrange(3)
        self.uids.append(author.receive(**fields))

    def other(self, author: Author, what: str) -> None:
        if what == "close":
            author.close_day()
        elif what == "next_day":
            author.day += timedelta(days=1)
        elif what == "newer":
            author.write(ev.DossierCancelled("x"), "ticket", kind="ticket_taken", v=2)
        elif what == "resolve":
            rows = self.province.rows("SELECT id, kind FROM exception WHERE resolved_at IS NULL")
            if rows:
                line, kind = self.chance.choice(rows)
                body = ev.ExceptionResolved(line, kind, "noted", "đã xem")
                author.write(body, f"exception:{line}")

    def fork(self) -> None:
        """A folder is copied, both go on, and the copy notices."""
        author = self.chance.choice(self.authors)
        common = self.chance.randrange(1, len(author.events) + 1)
        copy = Author(author.site, author.station, author.key, author.stream, given=40)
        for data in author.events[:common]:
            copy.append(data)
        copy.day = author.day
        for _ in range(self.chance.randrange(4)):
            uid = copy.receive()
            self.uids.append(uid)
            copy.amend(self.chance.choice(self.uids), note="bản sao")
        after = Author(author.site, author.station, author.key, given=60 + 5 * self.forks)
        after.day = author.day
        after.began(copy, "forked", common)
        if len(copy.events) > common:
            after.move(copy, common)
        after.seen |= copy.seen
        self.forks += 1
        self.authors.append(after)

    def send(self) -> None:
        """Somebody is heard, but maybe not to the end."""
        author = self.chance.choice(self.authors)
        if author.sent < len(author.events):
            upto = self.chance.randrange(author.sent + 1, len(author.events) + 1)
            self.province.store(author, author.batch(author.sent, upto))
            author.sent = upto
            if self.chance.random() < 0.7:
                follow(self.province.db, SITE)

    def send_all(self) -> None:
        self.chance.shuffle(self.authors)
        for author in self.authors:
            if author.sent < len(author.events):
                self.province.store(author)
        follow(self.province.db, SITE)


def clear(db: Database) -> None:
    with db.transaction() as conn:
        conn.execute(
            "TRUNCATE frame, seal, stream, stream_key, sender, exception, station, site,"
            f" {', '.join(PROJECTIONS)}"
        )


QUICK = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(seed=st.integers(0, 1 << 32), at_once=st.sampled_from([1, 3, 1000]))
def test_rebuilt_tables_equal_those_before(province: Province, seed: int, at_once: int) -> None:
    rebuilt_equals(province, seed, at_once)


@pytest.mark.long
@pytest.mark.timeout(900)
@settings(QUICK, max_examples=1000)
@given(seed=st.integers(0, 1 << 32), at_once=st.sampled_from([1, 3, 1000]))
def test_rebuilt_tables_equal_those_before_often(
    province: Province, seed: int, at_once: int
) -> None:
    rebuilt_equals(province, seed, at_once)


def rebuilt_equals(province: Province, seed: int, at_once: int) -> None:
    """One random history, interpreted as it came and again from its frames."""
    clear(province.db)
    chance = random.Random(seed)
    history = History(province, chance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projector, "AT_ONCE", at_once)
        for _ in range(chance.randrange(5, 40)):
            chance.choices((history.act, history.send, history.fork), (12, 4, 1))[0]()
        history.send_all()
        before = dump(province)
    frames = sum(len(author.events) for author in history.authors)
    assert rebuild(province.db, SITE) == frames
    assert dump(province) == before
    assert rebuild(province.db) >= frames
    assert dump(province) == before


def test_a_decision_and_a_lines_number_are_kept(province: Province) -> None:
    author, other = province.author(), province.author(station=4)
    for a in (author, other):
        a.receive(name="Hoàng Văn Giả", personal_no="022194000777")
    province.push(author, other)
    ((line,),) = province.rows("SELECT id FROM exception")
    author.write(ev.ExceptionResolved(line, "suspected_duplicate", "merge", "một người"), "x")
    province.push(author)
    before = dump(province)
    assert "merge" in str(before["exception"])
    rebuild(province.db)
    assert dump(province) == before


def test_a_line_without_cause_goes_and_what_is_known_now_is_applied(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    author.receive(procedure_code="9.9")
    with province.db.transaction() as conn:
        conn.execute("INSERT INTO procedure VALUES ('1.001193', 'Khai sinh', '{}')")
    province.push(author)
    assert [kind for kind, _ in province.exceptions()] == ["unknown_procedure"]
    with province.db.transaction() as conn:
        conn.execute("INSERT INTO procedure VALUES ('9.9', 'Mới', '{}')")
        revoke(conn, SITE, author.public, NOW, {author.stream: 2})
    rebuild(province.db, SITE)
    assert province.rows("SELECT count(*) FROM dossier") == [(0,)]
    assert [kind for kind, _ in province.exceptions()] == ["revoked_key", "revoked_key"]
    assert (uid,) in province.rows("SELECT subject FROM exception")


def test_readers_see_the_old_tables_and_senders_go_on_meanwhile(province: Province) -> None:
    author = province.author()
    author.receive()
    province.push(author)
    with province.db.transaction() as conn:
        projector.lock_projection(conn, SITE, wait=True)
        conn.execute("DELETE FROM dossier")
        assert province.rows("SELECT count(*) FROM dossier") == [(1,)]
        author.receive()
        assert province.store(author).seq == 3
    rebuild(province.db, SITE)
    assert province.rows("SELECT count(*) FROM dossier") == [(2,)]


def test_a_number_that_two_sites_gave_is_found_by_a_rebuild_of_either(province: Province) -> None:
    here, there = province.author(), province.author("H49.216", 9)
    for author in (here, there):
        author.receive(number=Number("H49.215-261123-0042", MONDAY, 42))
    province.push(here, there)
    before = dump(province)
    for site in (SITE, "H49.216"):
        rebuild(province.db, site)
        assert dump(province) == before
