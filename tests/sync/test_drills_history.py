"""Drills with histories that part: restored, cloned, both; clocks that lie."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from central import sticks
from db.verify import verify
from sync.stick import pack, unpack
from tests.sync.api_support import Served, new_site
from tests.sync.line_support import (
    Counter,
    at_central,
    copied,
    copy_folder,
    counter,
    figures,
    frames_at_central,
)


@pytest.fixture
def here(tmp_path: Path, served: Served) -> Iterator[Counter]:
    """A station with twenty dossiers at central."""
    with counter(tmp_path / "a", served, site=new_site()) as made:
        made.good()
        made.receive(20)
        made.good()
        yield made


def site_of(here: Counter) -> str:
    return here.store.station().site


def put_back(here: Counter, image: Path, *, mark: bool) -> None:
    """The folder becomes what it was when the image was made; the mark too, or not."""
    data = here.station.data
    here.store.close()
    shutil.rmtree(data)
    shutil.copytree(image / data.name, data)
    if mark:
        shutil.copy2(image / f"{data.name}.mark", data.with_name(f"{data.name}.mark"))
    here.station.reopen()
    here.through(here.url)


def numbers(served: Served, site: str) -> list[str]:
    """Every number that central knows of a site, one for each dossier that bears it."""
    at_central(served, site)
    return [key for (key,) in served.province.rows(
        "SELECT key FROM dossier_number WHERE site = %s", site)]  # fmt: skip


def exceptions(served: Served, here: Counter, kind: str) -> int:
    """Lines of one kind on the site's list."""
    return [found for found, _ in served.province.exceptions(site_of(here))].count(kind)


def test_a_restored_station_goes_on(served: Served, here: Counter, tmp_path: Path) -> None:
    copy_folder(here.station.data, tmp_path / "image")
    here.receive(7)
    here.good()
    everything = here.uids()
    put_back(here, tmp_path / "image", mark=False)
    found = here.store.found
    here.receive(3)
    everything |= here.uids()
    done = here.good()
    given = numbers(served, site_of(here))
    figures(
        "restored",
        noticed=("behind_mark", found),
        forked=(0, done.forked),
        dossiers=(30, len(at_central(served, site_of(here)))),
        nothing_lost=(everything, at_central(served, site_of(here))),
        numbers_given_twice=(0, len(given) - len(set(given))),
        streams=(2, len(here.streams())),
        whole=(True, verify(here.store)["ok"]),
        idle_requests=(1, here.good().requests),
    )
    rows = here.store.conn.execute("SELECT count(*) FROM local_site_dossier").fetchone()
    figures("restored", lost_ones_to_look_at=(7, rows[0]))


def test_a_restore_that_nobody_noticed_is_found_by_central(
    served: Served, here: Counter, tmp_path: Path
) -> None:
    copy_folder(here.station.data, tmp_path / "image")
    here.receive(7)
    here.good()
    everything = here.uids()
    put_back(here, tmp_path / "image", mark=True)
    done = here.good()
    here.receive(3)
    everything |= here.uids()
    here.good()
    figures(
        "restored with its mark",
        noticed_at_start=("", here.store.found),
        forked=(1, done.forked),
        nothing_lost=(everything, at_central(served, site_of(here))),
        whole=(True, verify(here.store)["ok"]),
        idle_requests=(1, here.good().requests),
    )


@pytest.mark.parametrize(
    "shorter",
    [pytest.param(True, id="shorter"), pytest.param(False, id="longer", marks=pytest.mark.long)],
)
def test_a_cloned_disk_loses_nothing_of_either_side(
    served: Served, here: Counter, tmp_path: Path, shorter: bool
) -> None:
    site = site_of(here)
    with copied(here.station.data, tmp_path / "b", here.url) as clone:
        here.receive(6)
        clone.receive(3 if shorter else 9)
        first, second = here.good(), clone.good()
        here.receive(2)
        clone.receive(2)
        assert here.good().forked == 0
        assert clone.good().forked == 0
        both = here.uids() | clone.uids()
        moved = served.province.rows(
            "SELECT count(*) FROM frame WHERE site = %s AND kind = 'events_moved'", site
        )
        figures(
            f"cloned, the clone {'shorter' if shorter else 'longer'}",
            forked=((0, 1), (first.forked, second.forked)),
            dossiers=(both, at_central(served, site)),
            moved_at_central=(True, moved[0][0] >= 1),
            shown_to_a_person=(1, exceptions(served, here, "fork")),
            clone_whole=(True, verify(clone.store)["ok"]),
            original_whole=(True, verify(here.store)["ok"]),
            events=(
                clone.exchange.counts().here,
                frames_at_central(served, *clone.streams()[1:])
                + clone.exchange.own_streams()[0].last,
            ),
        )
        given = numbers(served, site)
        twice = len(given) - len(set(given))
        told = exceptions(served, here, "number_twice")
        print(f"cloned: {twice} numbers given by both, {told} lines tell it")
        assert bool(twice) == bool(told)


def test_two_copies_that_speak_by_turns_both_get_through(
    served: Served, here: Counter, tmp_path: Path
) -> None:
    with copied(here.station.data, tmp_path / "b", here.url) as clone:
        for _ in range(4):
            for each in (here, clone):
                each.receive()
                each.good()
        both = here.uids() | clone.uids()
        figures("copies by turns", dossiers=(both, at_central(served, site_of(here))))


def test_a_clone_that_lost_its_mark_carries_on_an_older_stream(
    served: Served, here: Counter, tmp_path: Path
) -> None:
    """The clone parted in the old stream and began a new one before it ever met central."""
    site = site_of(here)
    with copied(here.station.data, tmp_path / "b", here.url) as clone:
        clone.receive(4)
        clone.store.close()
        mark = clone.station.data.with_name("data.mark")
        mark.unlink()
        clone.station.reopen()
        clone.through(here.url)
        clone.receive(5)
        here.receive(6)
        here.good()
        done = clone.good()
        figures(
            "clone without its mark",
            noticed=("mark_missing", clone.store.found),
            forked=(1, done.forked),
            dossiers=(here.uids() | clone.uids(), at_central(served, site)),
            whole=(True, verify(clone.store)["ok"]),
            idle_requests=(1, clone.good().requests),
        )


@pytest.mark.parametrize(
    "jump", [timedelta(days=3), timedelta(days=-3), timedelta(days=-9000)], ids=str
)
def test_a_clock_that_lies_stops_nothing(served: Served, here: Counter, jump: timedelta) -> None:
    order = here.uids()
    clock = here.station.clock
    told = []
    for step in (jump, -jump, jump):
        clock.now += step
        here.receive(2)
        told.append(here.good().clock_offset)
    figures(
        f"clock {jump}",
        dossiers=(len(order) + 6, len(at_central(served, site_of(here)))),
        unsent=(0, here.exchange.counts().dossiers_unsent),
        whole=(True, verify(here.store)["ok"]),
    )
    assert told[0] is not None
    assert told[1] is not None
    assert round((told[1] - told[0]) / 60) == round(jump.total_seconds() / 60)


def carry(each: Counter, served: Served) -> tuple[int, int]:
    """One stick there and back: events on it, streams left."""
    before = len(each.streams())
    packed = pack(each.exchange, each.station.clock())
    answer = sticks.apply(served.db, served.keys, packed.data, datetime.now(UTC))
    unpack(each.exchange, answer, each.station.clock)
    return packed.events, len(each.streams()) - before


def test_a_clone_that_only_ever_sees_sticks_is_carried_on_too(
    served: Served, here: Counter, tmp_path: Path
) -> None:
    with copied(here.station.data, tmp_path / "b", here.url) as clone:
        here.receive(5)
        clone.receive(4)
        here.good()
        first, second, third = (carry(clone, served) for _ in range(3))
        figures(
            "cloned, by sticks",
            forked=((1, 0, 0), (first[1], second[1], third[1])),
            carried_on=(True, second[0] > 0),
            then_nothing_is_left=(0, third[0]),
            dossiers=(here.uids() | clone.uids(), at_central(served, site_of(here))),
            whole=(True, verify(clone.store)["ok"]),
        )
