"""Stations, central, sticks and a relay, whatever happens: in the end they agree (design §6).

`Convergence` does to a real province what the field does to it, in any order;
`convergence_checks.check` holds the end to everything that was acknowledged.
``make soak`` runs it for minutes (``QMC_SOAK``) with seeds by chance; a seed
that failed is run again with ``QMC_SEED``, made short with ``QMC_SHRINK=1``.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, seed, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.sync.central_support import Cluster
from tests.sync.convergence_checks import check
from tests.sync.convergence_folder import EXITS, STRUCK_BEFORE, STRUCK_BEHIND, Folder
from tests.sync.convergence_line import FAULTS, KILLS
from tests.sync.convergence_support import MOST_FOLDERS, SITES, SMALL, Stage, World, staged

CHOICE = st.integers(0, 11)
FEES = st.sampled_from((0, 2000, 8000, 20_000))
DECISIONS = ("processing", "supplement_asked", "finished")
QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
#: a clerk's acts, the usual ones more often
ACTS = (*("receive",) * 4, "slip", "amend", "amend", "cancel", "print", "print", "decide a line")
RECEPTION = st.tuples(st.sampled_from(sorted(EXITS)), CHOICE, FEES)
LINE = st.sampled_from(("", *FAULTS, *KILLS))


@pytest.fixture(scope="module")
def stage(postgres: Cluster) -> Iterator[Stage]:
    """A province with four enrolled stations, to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTER_KEYRING", "off")
        for name, value in SMALL.items():
            patch.setattr(name, value)
        with staged(postgres) as made:
            yield made


class Convergence(RuleBasedStateMachine):
    """What the field does."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.tally = stage.tally
        self.world: World | None = None

    @initialize(
        mornings=st.lists(st.lists(RECEPTION, max_size=3), min_size=1, max_size=4),
        synced=st.booleans(),
    )
    def set_up(self, mornings: list[list[tuple[str, int, int]]], synced: bool) -> None:
        """As many stations as mornings, each with what was logged in it."""
        self.tally.examples += 1
        self.world = World(self.stage, len(mornings))
        for folder, dossiers in zip(self.here.folders, mornings, strict=True):
            for exit_, person, fee in dossiers:
                folder.receive(exit_, person, fee)
            if synced:
                folder.sync()
        self.here.save_central()

    def teardown(self) -> None:
        """The end: everything arrives, and all of it must hold."""
        if self.world is None:
            return
        try:
            if sys.exc_info()[0] is None:  # else a step failed, which is what is to be told
                self.world.settle()
                check(self.world)
        finally:
            self.world.close()

    @property
    def here(self) -> World:
        assert self.world is not None
        return self.world

    def folder(self, which: int, step: str) -> Folder:
        self.tally.steps[step] += 1
        return self.here.folders[which % len(self.here.folders)]

    # --- the counter ------------------------------------------------------------------

    @rule(which=CHOICE, dossiers=st.lists(RECEPTION, min_size=1, max_size=4))
    def receive(self, which: int, dossiers: list[tuple[str, int, int]]) -> None:
        folder = self.folder(which, "receive")
        for exit_, person, fee in dossiers:
            folder.receive(exit_, person, fee)

    @rule(
        which=CHOICE,
        acts=st.lists(st.tuples(st.sampled_from(ACTS), CHOICE, RECEPTION), min_size=1, max_size=6),
    )
    def work(self, which: int, acts: list[tuple[str, int, tuple[str, int, int]]]) -> None:
        for act, nth, new in acts:
            self.folder(which, act).act(act, nth, *new)

    @rule(which=CHOICE, what=st.sampled_from(("block", "rotate key")), size=st.integers(1, 4))
    def administer(self, which: int, what: str, size: int) -> None:
        folder = self.folder(which, what)
        if what == "block":
            self.here.grant(folder, size)
        elif not self.here.ledger.restores:  # see test_convergence_found
            folder.rotate()

    # --- days and clocks --------------------------------------------------------------

    @rule(which=CHOICE, closes=st.booleans(), opens=st.booleans(), office=st.booleans())
    def day(self, which: int, closes: bool, opens: bool, office: bool) -> None:
        if closes:
            self.folder(which, "close day").close_day()
        if office:
            self.folder(which, "close office").close_office()
        if opens:
            self.here.time.next_morning()
            self.folder(which, "open next day").open_next_day()

    @rule(which=CHOICE, days=st.sampled_from((-3, 3, 0, 400, -9000)))
    def jump_the_clock(self, which: int, days: int) -> None:
        folder = self.folder(which, "clock")
        self.tally.faults[f"clock {days:+d} days"] += 1
        folder.clock.offset = timedelta(days=days)

    # --- sync -------------------------------------------------------------------------

    @rule(which=CHOICE)
    def sync(self, which: int) -> None:
        done = self.folder(which, "sync").sync()
        assert done is not None
        assert not done.reason, done

    @rule(which=CHOICE, faults=st.lists(LINE, min_size=1, max_size=4))
    def sync_over_a_bad_line(self, which: int, faults: list[str]) -> None:
        self.folder(which, "sync over a bad line").sync(*faults)

    @rule(which=CHOICE, holds=st.booleans(), faults=st.lists(LINE, max_size=2))
    def sync_by_the_relay(self, which: int, holds: bool, faults: list[str]) -> None:
        folder = self.folder(which, "sync by the relay")
        if folder.site == SITES[0]:
            folder.sync(*faults, relay=self.here.relay, holds=holds)
        if not holds:
            self.here.relay.give(self.stage.loopback, random.Random(which))

    @rule(way=st.sampled_from(("out", "to central", "in", "there and back")), nth=CHOICE,
          which=CHOICE)  # fmt: skip
    def stick(self, way: str, nth: int, which: int) -> None:
        here = self.here
        folder = self.folder(which, f"stick {way}")
        if way in ("out", "there and back") or not here.sticks:
            here.stick_out(folder)
        stick = here.sticks[-1] if way == "there and back" else here.sticks[nth % len(here.sticks)]
        if way in ("to central", "there and back"):
            here.stick_to_central(stick)
        if way in ("in", "there and back"):
            here.stick_in(stick, which)

    # --- deaths, copies, full disks ---------------------------------------------------

    @rule(which=CHOICE)
    def kill(self, which: int) -> None:
        self.folder(which, "kill").kill()

    @rule(which=CHOICE, at=st.sampled_from((*STRUCK_BEFORE, *STRUCK_BEHIND)), kill=st.booleans())
    def strike_an_act(self, which: int, at: str, kill: bool) -> None:
        self.folder(which, "strike an act").strike(at, kill=kill or at in STRUCK_BEHIND)

    @rule(which=CHOICE, dossiers=st.integers(0, 3))
    def fill_the_disk(self, which: int, dossiers: int) -> None:
        self.folder(which, "fill the disk").work_on_a_full_disk(dossiers)

    @rule(which=CHOICE, image=st.booleans())
    def save_a_station(self, which: int, image: bool) -> None:
        self.here.save(self.folder(which, "save a station"), image=image)

    @precondition(lambda self: self.here.saves)
    @rule(nth=CHOICE, which=CHOICE, mark=st.sampled_from(("now", "then", "none")))
    def put_a_station_back(self, nth: int, which: int, mark: str) -> None:
        self.tally.steps["put a station back"] += 1
        self.here.put_back(self.here.saves[nth % len(self.here.saves)], which, mark)

    @precondition(lambda self: len(self.here.folders) < MOST_FOLDERS)
    @rule(which=CHOICE)
    def clone_a_disk(self, which: int) -> None:
        self.here.clone(self.folder(which, "clone a disk"))

    # --- central ----------------------------------------------------------------------

    @rule(
        nth=CHOICE,
        what=st.sampled_from(("tables follow", "agency decides", "bind codes", "portal")),
        state=st.sampled_from(DECISIONS),
        site=st.sampled_from(SITES),
    )
    def central_works(self, nth: int, what: str, state: str, site: str) -> None:
        self.tally.steps[what] += 1
        self.here.project()
        if what == "agency decides":
            self.here.decide(nth, state)
        elif what == "bind codes":
            self.here.bind(site)
        elif what == "portal":
            self.here.arrive_from_portal(site)

    @rule()
    def save_central(self) -> None:
        self.tally.steps["save central"] += 1
        self.here.save_central()

    @rule(nth=CHOICE)
    def put_central_back(self, nth: int) -> None:
        self.tally.steps["put central back"] += 1
        saves = self.here.central_saves
        self.here.put_central_back(saves[nth % len(saves)])


def run(stage: Stage, number: int, *, examples: int, steps: int, shrink: bool = False) -> None:
    """Runs the machine from a seed."""

    @seed(number)
    class Seeded(Convergence):
        def __init__(self) -> None:
            super().__init__(stage)

    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    run_state_machine_as_test(
        Seeded,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=QUIET,
        ),
    )


def test_everybody_agrees_in_the_end(stage: Stage) -> None:
    run(stage, 91, examples=25, steps=20, shrink=bool(os.environ.get("QMC_SHRINK")))
    print("\n".join(stage.tally.lines()))


@pytest.mark.long
@pytest.mark.timeout(0)
@pytest.mark.skipif("QMC_SOAK" not in os.environ, reason="runs by `make soak`")
def test_soak(stage: Stage) -> None:
    """Runs for ``QMC_SOAK`` minutes."""
    until = time.monotonic() + 60 * float(os.environ["QMC_SOAK"])
    shrink = bool(os.environ.get("QMC_SHRINK"))
    chosen = os.environ.get("QMC_SEED")
    while time.monotonic() < until:
        number = int(chosen) if chosen else random.SystemRandom().randrange(1 << 32)
        print(f"seed {number}", flush=True)
        try:
            run(stage, number, examples=20, steps=50, shrink=shrink)
        finally:
            print("\n".join(stage.tally.lines()), flush=True)
        if chosen:
            return
