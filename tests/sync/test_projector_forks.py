"""Forks: what a copy carried on inside events_moved counts once, however it comes (ADR 0007)."""

from __future__ import annotations

import msgspec

from central.frames import DEEPEST
from central.projector import follow
from core.domain import events as ev
from core.domain.numbering import lookup_code
from tests.sync.central_support import MONDAY, SITE, Author, Province


def copy_of(author: Author, upto: int) -> Author:
    """The folder as it was after so many events, used on another disk."""
    seen = {}
    for data in author.events[:upto]:
        event = ev.decode(data)
        seen[event.subject] = event.id
    return Author(
        author.site, author.station, author.key, author.stream,
        list(author.events[:upto]), list(author.ids[:upto]), list(author.hashes[:upto]), seen,
        given=50,
    )  # fmt: skip


def forked(copy: Author, common: int) -> Author:
    """The stream in which a copy goes on, with what it had written since the common event."""
    after = Author(copy.site, copy.station, copy.key, given=copy.given + 20)
    after.began(copy, "forked", common)
    after.move(copy, common)
    after.seen |= copy.seen
    return after


def uids(province: Province) -> set[str]:
    return {uid for (uid,) in province.rows("SELECT uid FROM dossier")}


def test_both_sides_of_a_clone_are_there_and_a_person_is_told(province: Province) -> None:
    author = province.author()
    common = author.receive()
    copy = copy_of(author, 2)
    mine = author.receive()
    theirs = copy.receive()
    copy.printed(theirs)
    copy.amend(common, note="ở bản sao")
    province.push(author)
    after = forked(copy, 2)
    last = after.receive()
    after.amend(theirs, sets=2)
    province.push(after)
    assert uids(province) == {common, mine, theirs, last}
    assert province.exceptions() == [("fork", "")]
    rows = province.rows("SELECT stream, seq, detail FROM exception")
    assert rows == [(after.stream, 1, {"before": author.stream.hex(), "before_seq": "2"})]
    ((note,),) = province.rows(
        "SELECT view->'content'->>'note' FROM dossier WHERE uid = %s", common
    )
    assert note == "ở bản sao"


def test_the_paper_of_a_moved_dossier_still_proves_itself(province: Province) -> None:
    author = province.author()
    copy = copy_of(author, 1)
    author.receive()
    first, second = copy.receive(), copy.receive()
    province.push(author)
    after = Author(copy.site, copy.station, copy.key)
    after.began(copy, "forked", 1)
    for seq in (2, 3):  # one at a time
        after.write(
            ev.EventsMoved(copy.stream.hex(), seq, (copy.events[seq - 1].decode(),)), ev.STATION
        )
        province.push(after)
    for uid, digest in ((first, copy.hashes[1]), (second, copy.hashes[2])):
        rows = province.rows("SELECT lookup_code FROM dossier WHERE uid = %s", uid)
        assert rows == [(lookup_code(digest),)]


def test_an_event_counts_once_though_it_comes_moved_and_as_itself(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    province.push(author)
    copy = copy_of(author, 2)
    copy.receive()
    copy.printed(uid)
    after = forked(copy, 2)
    province.push(after)
    before = province.rows("SELECT uid, view FROM dossier ORDER BY uid")
    copy.sent = 2
    province.push(copy)  # a stick written before the copy knew; central had lost the other side
    assert province.rows("SELECT uid, view FROM dossier ORDER BY uid") == before
    assert province.exceptions() == [("fork", "")]


def test_an_event_counts_once_though_it_came_as_itself_before(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    author.amend(uid, note="một")
    author.receive()
    province.push(author)
    after = forked(author, 1)
    province.push(after)
    assert province.exceptions() == [("fork", "")]
    assert province.rows("SELECT count(*) FROM dossier") == [(2,)]
    assert province.rows("SELECT count(*) FROM moved_event") == [(0,)]


def test_a_fork_of_a_fork_carries_all(province: Province) -> None:
    author = province.author()
    copy = copy_of(author, 1)
    author.receive()
    theirs = copy.receive()
    province.push(author)
    second = forked(copy, 1)
    cloned = copy_of(second, 1)  # the forked stream was cloned again before it moved anything
    again = second.receive()
    province.push(second)
    cloned.seen, cloned.given = dict(copy.seen), 80
    cloned.move(copy, 1)
    cloned.receive(third := "ab" * 16)
    last = forked(cloned, 1)
    province.push(last)
    assert {theirs, again, third} < uids(province)
    assert len(uids(province)) == 4
    assert [kind for kind, _ in province.exceptions()] == ["fork", "fork"]


def test_a_moved_effect_waits_for_its_cause(province: Province) -> None:
    author = province.author()
    uid = author.receive()
    copy = copy_of(author, 2)
    copy.amend(uid, note="ở bản sao")
    copy.printed(uid)
    after = forked(copy, 2)
    province.push(after)
    assert province.exceptions() == [("fork", ""), ("cause_missing", uid), ("cause_missing", uid)]
    province.push(author)
    rows = province.rows("SELECT view->'content'->>'note', view->>'printed_at' FROM dossier")
    assert rows[0][0] == "ở bản sao"
    assert rows[0][1] is not None
    assert province.exceptions() == [("fork", "")]


def test_late_work_carried_by_a_fork_is_told(province: Province) -> None:
    author = province.author()
    copy = copy_of(author, 1)
    author.close_day(MONDAY)
    province.push(author)
    late = copy.receive()
    after = forked(copy, 1)
    province.push(after)
    assert ("late_after_close", late) in province.exceptions()
    assert uids(province) == {late}


def test_what_is_carried_out_of_place_costs_lines_and_no_more(province: Province) -> None:
    author, other = province.author(), province.author(station=4)
    other.receive()
    province.push(other)
    good = author.receive()
    author.write(ev.EventsMoved("zz", 1, ("{}",)), ev.STATION)
    author.write(ev.EventsMoved(other.stream.hex(), 2, (other.events[1].decode(),)), ev.STATION)
    author.write(ev.EventsMoved("ab" * 16, 1, ("not json", "{}")), ev.STATION)
    author.write(ev.EventsMoved("ab" * 16, 5, (author.events[1].decode(),)), ev.STATION)
    after = author.receive()
    province.push(author)
    assert {good, after} < uids(province)
    assert len(uids(province)) == 3
    rows = province.rows("SELECT kind, detail->>'why' FROM exception ORDER BY id")
    assert rows == [("newer_event", why) for why in ("carrier", "carrier", *(["carried"] * 3))]


def test_nesting_without_end_costs_a_line(province: Province) -> None:
    author = province.author()
    inner = author.events[0].decode()
    for depth in range(DEEPEST + 2):
        event = ev.Event(
            "cd" * 16, 1, f"{depth:032x}", "events_moved", 1, ev.STATION, None, "ha",
            ev.decode(author.events[0]).at, None, False,
            ev.EventsMoved(author.stream.hex() if depth == 0 else "cd" * 16, 1, (inner,)),
        )  # fmt: skip
        inner = msgspec.json.encode(event).decode()
    author.write(ev.EventsMoved("cd" * 16, 1, (inner,)), ev.STATION)
    uid = author.receive()
    province.push(author)
    assert uids(province) == {uid}
    assert [kind for kind, _ in province.exceptions()] == ["newer_event"]


def test_a_poisoned_event_inside_a_carrier_costs_that_event_only(province: Province) -> None:
    author = province.author()
    copy = copy_of(author, 1)
    author.receive()
    province.push(author)
    first = copy.receive()
    copy.receive(note="a\0b")
    last = copy.receive()
    copy.printed(first)
    province.store(forked(copy, 1))
    follow(province.db, SITE)
    assert {first, last} < uids(province)
    assert len(uids(province)) == 3
    kinds = [kind for kind, _ in province.exceptions()]
    assert sorted(kinds) == ["fork", "newer_event"]
    rows = province.rows("SELECT view->>'printed_at' FROM dossier WHERE uid = %s", first)
    assert rows[0][0] is not None
