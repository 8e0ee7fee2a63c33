"""What central answers: taken in whole, in parts, again, and when it is not what it should be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain import events as ev
from core.domain.chain import Batch
from core.domain.errors import EnvironmentFault
from core.domain.events import RosterEntry
from core.ports.exchange import LooseEnd
from db import journal, site_dossiers, sync_state
from db.arrival import PART
from db.verify import verify
from tests.unit.central_voice import NOON, TUESDAY, Joined, Said, join
from tests.unit.station_support import Station

ROSTER: Said = (ev.RosterSet((RosterEntry(3, "Quầy 3"), RosterEntry(4, "Quầy 4"))), "roster")


@pytest.fixture
def joined(ward: Station) -> Joined:
    return join(ward)


def agency(name: str) -> Said:
    return ev.AgencyIdentified(name, "H49.300"), f"agency:{name}"


def rows(joined: Joined, sql: str) -> list[Any]:
    return joined.ward.store.conn.execute(sql).fetchall()


def central_frames(joined: Joined) -> list[bytes]:
    found = joined.ward.store.conn.execute(
        "SELECT bytes FROM journal WHERE stream = ? ORDER BY seq", (joined.voice.stream,)
    )
    return [row[0] for row in found]


def sound(joined: Joined) -> None:
    report = verify(joined.ward.store, full=True)
    assert report["ok"], report


def test_frames_stand_in_the_journal_byte_for_byte(joined: Joined) -> None:
    joined.ward.receive()
    batch = joined.voice.say(ROSTER, agency("Sở Tư pháp"))
    assert joined.exchange.arrive(joined.answer(batch), NOON) == 3
    joined.ward.receive()
    assert central_frames(joined) == list(batch.events)
    assert rows(joined, "SELECT station, name FROM roster") == [(3, "Quầy 3"), (4, "Quầy 4")]
    assert joined.exchange.cursor() == "next"
    report = verify(joined.ward.store, full=True)
    assert report["ok"], report
    ours, theirs = report["streams"]
    assert (ours["of"], theirs["of"]) == ("station", "central")
    assert theirs["signed_to"] == theirs["good_to"] == 3


def test_the_same_answer_again_changes_nothing(joined: Joined) -> None:
    batch = joined.voice.say(ROSTER)
    joined.exchange.arrive(joined.answer(batch), NOON)
    position = journal.last_pos(joined.ward.store.conn)
    assert joined.exchange.arrive(joined.answer(batch), NOON) == 0
    more = joined.voice.say(agency("A"))
    longer = joined.voice.sealed(1, ev.GENESIS, (*batch.events, *more.events))
    assert joined.exchange.arrive(joined.answer(longer), NOON) == 1
    assert journal.last_pos(joined.ward.store.conn) == position + 1
    sound(joined)


def test_what_does_not_follow_is_not_taken_in(joined: Joined) -> None:
    first = joined.voice.say(ROSTER)
    joined.exchange.arrive(joined.answer(first, cursor="one"), NOON)
    missing = joined.voice.say(agency("A"))
    later = joined.voice.say(agency("B"))
    other = first.events[0].replace(b'"central"', b'"zentral"')
    altered = joined.voice.sealed(1, ev.GENESIS, (other, *first.events[1:]))
    grafted = joined.voice.sealed(missing.first, bytes(32), missing.events)
    for wrong in (later, altered, grafted):
        with pytest.raises(EnvironmentFault) as fault:
            joined.exchange.arrive(joined.answer(wrong, cursor="two"), NOON)
        assert fault.value.code == "chain_broken"
        assert joined.exchange.cursor() == "one"
        assert central_frames(joined) == list(first.events)
    assert joined.exchange.arrive(joined.answer(missing, later), NOON) == 2
    sound(joined)


def with_kind(joined: Joined, kind: str) -> Batch:
    """A sealed batch: a roster, then an event of some kind, then an agency."""
    frames = [
        joined.voice.frame(ev.CentralStreamBegan("site", 1), ev.STATION),
        joined.voice.frame(*ROSTER),
        joined.voice.frame(*agency("A"), kind=kind),
        joined.voice.frame(*agency("B")),
    ]
    return joined.voice.sealed(1, ev.GENESIS, frames)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("abolished_something", "newer_database"),
        ("roster_set", "central_invalid"),  # its body is not a roster
        ("station_set_up", "central_invalid"),
    ],
)
def test_an_event_that_cannot_be_read_stops_there(joined: Joined, kind: str, code: str) -> None:
    """What stands before it counts, and so do heads: pushing goes on while central is newer."""
    batch = with_kind(joined, kind)
    answer = joined.answer(batch, heads=((joined.head(4), b"signed"),))
    with pytest.raises(EnvironmentFault) as fault:
        joined.exchange.arrive(answer, NOON)
    assert fault.value.code == code
    assert central_frames(joined) == list(batch.events[:2])
    assert joined.exchange.cursor() == ""
    assert joined.exchange.counts().at_central == 4
    sound(joined)


@pytest.mark.parametrize("body", [ev.BlockGranted(1, 9000), ev.DayOpened(TUESDAY)])
def test_central_does_not_act_for_the_station(joined: Joined, body: ev.Body) -> None:
    with pytest.raises(EnvironmentFault) as fault:
        joined.hear((body, "x"))
    assert fault.value.code == "central_invalid"
    assert len(central_frames(joined)) == 1


def test_frames_under_our_own_name_are_refused(joined: Joined) -> None:
    joined.voice.seq, joined.voice.head = journal.head(joined.ward.store.conn, joined.stream)
    first, previous = joined.voice.seq + 1, joined.voice.head
    frame = joined.voice.frame(*ROSTER, stream=joined.stream.hex())
    batch = msgspec.structs.replace(
        joined.voice.sealed(first, previous, [frame]), stream=joined.stream
    )
    with pytest.raises(EnvironmentFault) as fault:
        joined.exchange.arrive(joined.answer(batch), NOON)
    assert fault.value.code == "central_invalid"
    assert journal.head(joined.ward.store.conn, joined.stream) == (first - 1, previous)


def test_a_large_answer_comes_in_parts_and_the_cursor_last(joined: Joined) -> None:
    said = [agency(f"Cơ quan {n}") for n in range(5 * PART)]
    batch = joined.voice.say(*said)
    cursors = []

    def between(weight: float) -> None:
        assert 0 < weight <= 1
        cursors.append(joined.exchange.cursor())
        joined.ward.receive()  # a clerk's act comes in between

    joined.exchange.between = between
    assert joined.exchange.arrive(joined.answer(batch), NOON) == 5 * PART + 1
    assert len(cursors) >= 4
    assert set(cursors) == {""}
    assert joined.exchange.cursor() == "next"
    assert len(rows(joined, "SELECT 1 FROM agency")) == 5 * PART
    sound(joined)


def test_an_answer_cut_between_two_parts_goes_on_when_asked_again(joined: Joined) -> None:
    batch = joined.voice.say(*(agency(f"Cơ quan {n}") for n in range(3 * PART)))

    def cut(_weight: float) -> None:
        raise KeyboardInterrupt

    joined.exchange.between = cut
    with pytest.raises(KeyboardInterrupt):
        joined.exchange.arrive(joined.answer(batch), NOON)
    stored = len(central_frames(joined))
    assert 0 < stored < len(batch.events)
    assert joined.exchange.cursor() == ""
    sound(joined)
    joined.exchange.between = joined.turns.append
    assert joined.exchange.arrive(joined.answer(batch), NOON) == len(batch.events) - stored
    report = verify(joined.ward.store, full=True)
    assert report["streams"][1]["signed_to"] == len(batch.events)


def test_centrals_clock_is_no_witness_of_ours(joined: Joined) -> None:
    """A central whose clock is years ahead must not make every act here doubtful."""
    before = joined.ward.receive()
    joined.voice.seq = 0
    frames = [
        joined.voice.frame(ev.CentralStreamBegan("site", 1), ev.STATION),
        joined.voice.frame(*ROSTER, at=NOON + timedelta(days=4_000)),
    ]
    joined.exchange.arrive(joined.answer(joined.voice.sealed(1, ev.GENESIS, frames)), NOON)
    assert journal.newest(joined.ward.store.conn) == before.received_at
    assert not joined.ward.receive().doubtful


def test_a_month_is_sealed_over_our_own_events(joined: Joined) -> None:
    joined.ward.receive()
    joined.hear(ROSTER)
    for _ in range(4):
        joined.ward.clock.now += timedelta(days=2)
        joined.ward.receive()
        joined.hear(ROSTER)
    from db.verify import seal_finished_month

    assert verify(joined.ward.store, full=True)["ok"]
    assert seal_finished_month(joined.ward.store, joined.ward.clock()) == "2026-11"
    ((stream,),) = rows(
        joined, "SELECT stream FROM journal WHERE pos = (SELECT last_pos FROM segment)"
    )
    assert stream == joined.stream
    joined.hear(ROSTER)
    report = verify(joined.ward.store)
    assert report["ok"], report
    assert report["from"] > 0
    sound(joined)


def test_lists_are_told_whole_or_left_as_they_were(joined: Joined) -> None:
    line = LooseEnd(7, "fork", bytes(16), 3, NOON, 3, number="H49.215-261123-0001")
    joined.lists(line, LooseEnd(8, "number_twice", bytes(16), 4, NOON, 4))
    assert joined.exchange.counts().loose_ends == 2
    joined.hear(ROSTER)
    assert site_dossiers.loose_ends(joined.ward.store.conn)[0] == line
    with joined.ward.store.act() as act:
        act.append(
            ev.ExceptionResolved(8, "number_twice", "noted", "đã xem"),
            subject="exception:8", actor="ha", at=joined.ward.clock(), day=None,
        )  # fmt: skip
    assert site_dossiers.loose_ends(joined.ward.store.conn) == [line], "decided here"
    joined.lists()
    assert joined.exchange.counts().loose_ends == 0
    sound(joined)


def test_contact_and_clock_are_remembered(joined: Joined) -> None:
    assert joined.exchange.counts().last_contact is None
    joined.exchange.arrive(joined.answer(clock_offset=-3.5, stations=b"[]"), NOON)
    conn = joined.ward.store.conn
    assert joined.exchange.counts().last_contact == NOON
    assert sync_state.kept(conn, sync_state.CLOCK_OFFSET) == b"-3.5"
    assert sync_state.kept(conn, sync_state.STATIONS) == b"[]"


def test_an_answer_from_before_centrals_restore_has_its_frames_only(joined: Joined) -> None:
    """A stick may come back late: what it says of heads and lists is over."""
    joined.exchange.arrive(joined.answer(epoch=2, cursor="new"), NOON)
    late = joined.answer(
        joined.voice.say(ROSTER), cursor="old", heads=((joined.head(4), b"signed"),)
    )
    assert joined.exchange.arrive(late, NOON) == 2
    assert joined.exchange.cursor() == "new"
    assert joined.exchange.counts().at_central == 0


def test_a_forged_seal_is_told_by_verify(joined: Joined) -> None:
    """The client checks signatures before; should one slip through, it is not overlooked."""
    stranger = Ed25519PrivateKey.generate()
    joined.voice.key = stranger
    joined.hear(ROSTER)
    report = verify(joined.ward.store)
    assert not report["ok"]
    assert report["streams"][1]["fault"].startswith("signature of ")
