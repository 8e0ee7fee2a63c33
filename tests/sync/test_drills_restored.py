"""Drill: central is put back from its backup after stations had sent more."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from central import reference, sticks
from central.backup import backup
from central.keys import open_keys
from central.restore import restore
from core.domain import events as ev
from db.verify import verify
from sync.stick import pack, unpack
from tests.sync.api_support import Served, serving
from tests.sync.central_support import Cluster, Province
from tests.sync.line_support import (
    SITE,
    Counter,
    at_central,
    counter,
    enrol,
    figures,
    frames_at_central,
)


def now() -> datetime:
    return datetime.now(UTC)


def events_of(*counters: Counter) -> int:
    """What these folders hold of their own."""
    return sum(each.exchange.counts().here for each in counters)


def say(served: Served, login: str) -> None:
    """The province changes an account of the site."""
    with served.db.transaction() as conn:
        body = ev.AccountChanged(login, "Lê Thị Mai", "clerk", "x")
        reference.set_account(conn, served.keys, SITE, body, "an", now())


def test_a_restored_central_gets_everything_again(postgres: Cluster, tmp_path: Path) -> None:
    folder = tmp_path / "central"
    keys = open_keys(folder)
    with ExitStack() as both:
        first = both.enter_context(postgres.database())
        with serving(Province.establish(first, keys)) as served:
            known, quiet = (
                both.enter_context(counter(tmp_path / str(n), served, number=n)) for n in (1, 2)
            )
            known.receive(20)
            known.good()
            backup(first, keys, tmp_path / "central.backup", now())
            known.receive(10)
            known.good()
            quiet.receive(5)  # joined before the backup, first pushed after it
            quiet.good()
            late = both.enter_context(counter(tmp_path / "3", served, number=3))
            late.receive(4)
            late.good()
            say(served, "mai")
            known.good()
        second = both.enter_context(postgres.database("template0"))
        made = restore(tmp_path / "central.backup", second, folder, now())
        with serving(Province(second, keys)) as served:
            stations = (known, quiet, late)
            for each in stations:
                each.through(served.url)
            known.receive(2)
            before = frames_at_central(served, *(s for c in stations for s in c.streams()))
            told = [each.sync() for each in stations]
            stranger = told[2].reason
            enrol(served, late.exchange, served.url)
            last = late.good()
            say(served, "lan")
            for each in stations:
                each.good()
            uids = known.uids() | quiet.uids() | late.uids()
            accounts = known.store.conn.execute(
                "SELECT login FROM account WHERE login IN ('mai', 'lan') ORDER BY login"
            ).fetchall()
            figures(
                "restored central",
                epoch_rose=(True, made.epoch > 1),
                offered_again=(
                    events_of(*stations) - before,
                    told[0].pushed + told[1].pushed + last.pushed,
                ),
                events=(
                    events_of(*stations),
                    frames_at_central(served, *(s for c in stations for s in c.streams())),
                ),
                dossiers=(uids, at_central(served)),
                unsent=(0, sum(c.exchange.counts().dossiers_unsent for c in stations)),
                forks=(0, sum(each.forked for each in (*told, last))),
                enrolled_after_the_backup=("unknown_station", stranger),
                what_central_said=([("lan",), ("mai",)], accounts),
                whole=(True, all(verify(each.store)["ok"] for each in stations)),
                idle_requests=(1, known.good().requests),
            )


def carry(here: Counter, served: Served) -> int:
    """One stick there and back; how many events it held."""
    packed = pack(here.exchange, here.station.clock())
    answer = sticks.apply(served.db, served.keys, packed.data, now())
    unpack(here.exchange, answer, here.station.clock)
    return packed.events


def test_sticks_bring_a_restored_central_everything_again(
    postgres: Cluster, tmp_path: Path
) -> None:
    folder = tmp_path / "central"
    keys = open_keys(folder)
    with ExitStack() as both:
        first = both.enter_context(postgres.database())
        with serving(Province.establish(first, keys)) as served:
            here = both.enter_context(counter(tmp_path / "a", served))
            backup(first, keys, tmp_path / "central.backup", now())
            here.receive(6)
            sent = carry(here, served)
        second = both.enter_context(postgres.database("template0"))
        restore(tmp_path / "central.backup", second, folder, now())
        with serving(Province(second, keys)) as served:
            nothing, again = carry(here, served), carry(here, served)
            figures(
                "restored central, sticks",
                first_stick_after=(0, nothing),
                offered_again=(sent, again),
                dossiers=(here.uids(), at_central(served)),
                acknowledged=(here.exchange.counts().here, here.exchange.counts().at_central),
                whole=(True, verify(here.store)["ok"]),
            )
