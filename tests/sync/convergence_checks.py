"""What must hold once everything arrived, whatever happened before (design §6, last paragraph)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
from msgspec.structs import replace

from central.rebuild import PROJECTIONS, rebuild
from core.domain import events as ev
from core.domain.day_close import DayRecord, facts_of
from core.domain.dossier_view import DossierView
from core.domain.events import GENESIS, chain
from core.ports.exchange import LooseEnd
from db import day as days, dossier_rows, site_dossiers
from db.verify import verify
from tests.sync.convergence_folder import Folder
from tests.sync.convergence_model import Act
from tests.sync.convergence_support import World

WORK = frozenset(
    {"dossier_received", "supplement_asked", "dossier_refused", "dossier_amended",
     "dossier_cancelled", "result_returned"}
)  # fmt: skip
#: what a closed day's sheet says that is nothing but its events
PURE = ("counts", "dossiers", "fees_vnd", "provisional", "papers", "doubtful", "late")
#: lines that say that an event about their dossier was not applied
NOT_APPLIED = ("hard_conflict", "newer_event", "revoked_key")


@dataclass
class Central:
    """Central's frames and tables, read by plain SQL.

    Attributes:
        streams: events by site and stream, in order.
        events: every event by its id, moved ones too.
        by_subject: ids of the events about a dossier.
        numbers: ``(number, uid)`` of every paper.
        views: station and view of every dossier, by uid.
        lines: the exception list.
    """

    streams: dict[tuple[str, bytes], list[bytes]] = field(default_factory=dict)
    events: dict[str, bytes] = field(default_factory=dict)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_subject: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    numbers: set[tuple[str, str]] = field(default_factory=set)
    views: dict[str, tuple[str, int, DossierView]] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, world: World) -> Central:
        found = cls()
        for site, stream, seq, data in world.rows(
            "SELECT site, stream, seq, bytes FROM frame ORDER BY site, stream, seq"
        ):
            frames = found.streams.setdefault((site, bytes(stream)), [])
            frames.append(bytes(data))
            assert len(frames) == seq, f"gap before {seq} of {stream.hex()}"
            found._take(bytes(data))
        found.numbers = set(world.rows("SELECT number, uid FROM dossier_number"))
        for site, uid, station, view in world.rows("SELECT site, uid, station, view FROM dossier"):
            assert uid not in found.views, f"{uid} at two sites"
            found.views[uid] = (site, station, msgspec.convert(view, DossierView))
        names = ("site", "id", "kind", "stream", "subject", "number", "open", "event")
        found.lines = [
            dict(zip(names, row, strict=True))
            for row in world.rows(
                "SELECT site, id, kind, stream, subject, number, resolved_at IS NULL, event"
                " FROM exception ORDER BY id"
            )
        ]
        return found

    def _take(self, data: bytes) -> None:
        event = ev.decode(data)
        if isinstance(event.body, ev.EventsMoved):
            for text in event.body.events:
                self._take(text.encode())
        known = self.events.setdefault(event.id, data)
        assert known == data, f"two events {event.id}"
        if event.id not in self.by_subject[event.subject]:
            self.by_subject[event.subject].add(event.id)
            self.kinds[event.subject, event.kind] += 1

    def lined(self, kind: str, **values: str) -> bool:
        """Whether the exception list has, or had, such a line."""
        return any(
            line["kind"] == kind and all(line[k] == v for k, v in values.items())
            for line in self.lines
        )


def check(world: World) -> None:
    """Holds a settled world to all of it."""
    central = Central.of(world)
    _acts_are_there(world, central)
    _numbers_are_there(world, central)
    _positions_have_no_gaps(world)
    _heads_agree(world, central)
    for folder in world.folders:
        _disk_is_whole(world, folder, central)
        _views_agree(world, folder, central)
        _others_are_seen(world, folder, central)
        _closed_days_stand(world, folder, central)
    _rebuild_gives_the_same(world)


# --- nothing lost, nothing twice ----------------------------------------------------------


def _acts_are_there(world: World, central: Central) -> None:
    must = world.ledger.must(folder.memory for folder in world.folders)
    wanted, ever = _counted(must), _counted(world.ledger.ever)
    found = {place: central.kinds[place] for place in wanted}
    lost = {place: (n, found[place]) for place, n in wanted.items() if found[place] < n}
    twice = {p: (ever[p], n) for p, n in central.kinds.items() if p in ever and n > ever[p]}
    world.tally.compare("acts at central", wanted.total(), sum(found.values()))
    assert not lost, f"not at central: {lost}"
    assert not twice, f"more than were done: {twice}"
    known = {act.subject for act in world.ledger.ever} | world.ledger.portal
    assert central.views.keys() <= known, "central has dossiers that nobody logged"


def _counted(acts: Any) -> Counter[tuple[str, str]]:
    return Counter((act.subject, act.kind) for act in acts)


def _numbers_are_there(world: World, central: Central) -> None:
    must = world.ledger.must(folder.memory for folder in world.folders)
    printed = {act for act in must if act.number and not (act.told and world.ledger.restores)}
    missing = [act for act in printed if not _found_by_number(act, central)]
    world.tally.compare("printed numbers", len(printed), len(printed) - len(missing))
    assert not missing, f"papers without a record: {missing}"
    bearers: dict[str, set[str]] = defaultdict(set)
    for number, uid in central.numbers:
        bearers[number].add(uid)
    twice = {number for number, uids in bearers.items() if len(uids) > 1}
    for number in twice:
        assert central.lined("number_twice", number=number), f"{number} twice, and no line"
        stations = {a.station for a in world.ledger.ever if a.number == number}
        assert stations <= world.ledger.blurred, f"{number} was given twice"
    world.tally.compare("numbers given twice, with a line", len(twice), len(twice))
    for uid in {act.subject for act in must if act.kind in ("dossier_received",)}:
        assert uid in central.views or central.lined("cause_missing", subject=uid), uid


def _found_by_number(act: Act, central: Central) -> bool:
    return (act.number, act.subject) in central.numbers or any(
        line["number"] == act.number and line["subject"] == act.subject for line in central.lines
    )


def _positions_have_no_gaps(world: World) -> None:
    for site, position, projected, crossed in world.rows(
        "SELECT site, position, projected, crossed FROM site"
    ):
        rows = world.rows("SELECT position FROM frame WHERE site = %s ORDER BY 1", site)
        assert [at for (at,) in rows] == list(range(1, position + 1)), f"positions of {site}"
        if site:
            assert (projected, crossed) == (position, position), f"tables of {site}"
    assert not world.rows("SELECT subject, id FROM waiting"), "effects wait for ever"


def _heads_agree(world: World, central: Central) -> None:
    rows = world.rows("SELECT site, stream, head_seq, head_hash, station FROM stream")
    heads = {(site, bytes(stream)): (seq, bytes(head)) for site, stream, seq, head, _ in rows}
    for place, frames in central.streams.items():
        assert heads[place] == (len(frames), _head(frames)), f"head of {place[1].hex()}"
    sealed = dict(
        ((site, bytes(stream)), last)
        for site, stream, last in world.rows(
            "SELECT site, stream, max(last) FROM seal GROUP BY 1, 2"
        )
    )
    for place, (seq, _) in heads.items():
        assert sealed[place] == seq, f"unsealed end of {place[1].hex()}"
    for folder in world.folders:
        for own in folder.exchange.own_streams():
            seq, head = heads[folder.site, own.stream]
            assert own.last <= seq, f"{own.stream.hex()} is not at central"
            frames = central.streams[folder.site, own.stream]
            assert _head(frames[: own.last]) == folder.exchange.hash_at(own.stream, own.last)
            assert own.head is not None
            assert (own.head.seq, own.head.hash) == (seq, head), "the witness is another head"
        counts = folder.exchange.counts()
        assert (counts.at_central, counts.dossiers_unsent) == (counts.here, 0)


def _head(frames: list[bytes]) -> bytes:
    head = GENESIS
    for data in frames:
        head = chain(head, data)
    return head


# --- stations -----------------------------------------------------------------------------


def _disk_is_whole(world: World, folder: Folder, central: Central) -> None:
    report = verify(folder.store, full=True)
    assert report["ok"], (folder.number, report)
    held: Counter[tuple[str, str]] = Counter()
    for kind, subject, data in folder.store.conn.execute(
        "SELECT kind, subject, bytes FROM journal WHERE stream IN (SELECT stream FROM station)"
    ):
        held[subject, kind] += 1
        event = ev.decode(data)
        assert central.events.get(event.id) == data, f"{kind} {event.seq} is not at central"
    wanted = _counted(folder.memory.acts)
    for place, count in wanted.items():
        assert held[place] == count, f"the disk has {held[place]} of {count} {place}"
    work = {place for place in held if place[1] in WORK}
    assert work <= wanted.keys(), "acts that nobody did"
    for site in (folder.site, ""):
        for (owner, stream), frames in central.streams.items():
            if owner == site and _is_centrals(world, stream):
                rows = folder.store.conn.execute(
                    "SELECT bytes FROM journal WHERE stream = ? ORDER BY seq", (stream,)
                ).fetchall()
                assert [bytes(d) for (d,) in rows][: len(frames)] == frames, "central's word"


def _is_centrals(world: World, stream: bytes) -> bool:
    return bool(world.rows("SELECT 1 FROM stream WHERE stream = %s AND station = 0", stream))


def _views_agree(world: World, folder: Folder, central: Central) -> None:
    """Dossiers of which both hold the very same events, and none was refused."""
    uids = [uid for (uid,) in folder.store.conn.execute("SELECT uid FROM dossier").fetchall()]
    compared = equal = 0
    for uid in uids:
        here = folder.store.conn.execute("SELECT bytes FROM journal WHERE subject = ?", (uid,))
        ids = {ev.decode(data).id for (data,) in here.fetchall()}
        refused = any(central.lined(kind, subject=uid) for kind in NOT_APPLIED)
        if refused or uid not in central.views or ids != central.by_subject[uid]:
            continue
        found = dossier_rows.find(folder.store.conn, uid)
        assert found is not None
        ours, theirs = (replace(v, last_event="") for v in (found[1], central.views[uid][2]))
        compared += 1
        equal += ours == theirs
        assert ours == theirs, f"{uid} at station {folder.number}:\n{ours}\nat central:\n{theirs}"
    world.tally.compare("dossiers alike at both ends", compared, equal)


def _others_are_seen(world: World, folder: Folder, central: Central) -> None:
    """The feed skipped nothing: every dossier of the site is here, as central has it."""
    conn = folder.store.conn
    own = {uid for (uid,) in conn.execute("SELECT uid FROM dossier")}
    seen = {
        uid: view
        for (uid,) in conn.execute("SELECT uid FROM local_site_dossier").fetchall()
        for _, view in site_dossiers.find(conn, uid)
        if view.uid == uid
    }
    begun = len(folder.exchange.own_streams()) > 1
    wanted = {
        uid: view
        for uid, (site, station, view) in central.views.items()
        if site == folder.site and uid not in own and (begun or station != folder.number)
    }
    world.tally.compare("others' dossiers seen", len(wanted), len(wanted.keys() & seen.keys()))
    assert wanted.keys() <= seen.keys(), f"station {folder.number} was not told of all"
    for uid, view in wanted.items():
        assert seen[uid] == view, f"station {folder.number} sees an older state of {uid}"
    told = {line.id for line in _told_lines(folder)}
    lines = {line["id"] for line in central.lines if line["open"] and line["site"] == folder.site}
    assert told == lines, f"station {folder.number} has another exception list"


def _told_lines(folder: Folder) -> Iterator[LooseEnd]:
    decode = msgspec.msgpack.Decoder(LooseEnd).decode
    for (body,) in folder.store.conn.execute("SELECT body FROM local_loose_end"):
        yield decode(body)


# --- closed days --------------------------------------------------------------------------


def _closed_days_stand(world: World, folder: Folder, central: Central) -> None:
    conn = folder.store.conn
    for closed in folder.memory.closed:
        body = closed.body
        stored = days.closing(conn, body.day)
        assert stored is not None
        assert stored.body == body, f"the sheet of {body.day} changed"
        record = days.record(conn, body.day)
        assert record is not None
        facts = days_facts(record)
        assert facts == {name: getattr(body, name) for name in PURE}, f"{body.day} changed"
        later = conn.execute(
            "SELECT bytes FROM journal WHERE pos > ? AND stream IN (SELECT stream FROM station)",
            (stored.pos,),
        )
        for (data,) in later.fetchall():
            event = ev.decode(data)
            late = event.kind in WORK and event.day is not None and event.day <= body.day
            assert not late, f"{event.kind} stands on the closed {body.day}"
        _closing_is_at_central(world, folder, central, stored.hash, body)
    world.tally.compare("closed days", len(folder.memory.closed), len(folder.memory.closed))


def days_facts(record: DayRecord) -> dict[str, Any]:
    """What a day's events come to, computed anew."""
    facts = facts_of(record, clock_day=record.day, clock_doubtful=False)
    return {name: getattr(facts, name) for name in PURE}


def _closing_is_at_central(
    world: World, folder: Folder, central: Central, digest: bytes, body: ev.DayClosed
) -> None:
    """It is the day's closing there, or a line says that another came first."""
    rows = world.rows(
        "SELECT body FROM day_close WHERE site = %s AND station = %s AND day = %s",
        folder.site, folder.number, body.day,
    )  # fmt: skip
    assert rows, f"{body.day} of station {folder.number} is not closed at central"
    if msgspec.convert(rows[0][0], ev.DayClosed) != body:
        (data,) = folder.store.conn.execute(
            "SELECT bytes FROM journal WHERE hash = ?", (digest,)
        ).fetchone()
        assert central.lined("late_after_close", event=ev.decode(data).id)


# --- central ------------------------------------------------------------------------------


def _rebuild_gives_the_same(world: World) -> None:
    before = _tables(world)
    rebuild(world.db)
    after = _tables(world)
    for table, rows in before.items():
        gone = [row for row in rows if row not in after[table]]
        come = [row for row in after[table] if row not in rows]
        assert rows == after[table], f"{table} after a rebuild: without {gone}, with {come}"
    world.tally.compare("rows of central's tables rebuilt", _size(before), _size(after))


def _size(tables: dict[str, list[tuple[Any, ...]]]) -> int:
    return sum(len(rows) for rows in tables.values())


def _tables(world: World) -> dict[str, list[tuple[Any, ...]]]:
    found = {table: sorted(world.rows(f"SELECT t::text FROM {table} t")) for table in PROJECTIONS}
    found["exception"] = world.rows("SELECT e::text FROM exception e ORDER BY id")
    return found
