"""The one place that puts the parts together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import uuid_utils

from core.data import load_calendar, load_rule_packs
from core.domain.account import Role
from core.services.context import Actor, Context
from counter_app import BUILT
from db.store import Probe, Store, no_probe, open_store

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's clock, aware."""
    return datetime.now(UTC).astimezone()


def new_id() -> str:
    """A UUIDv7 as 32 hex digits."""
    return uuid_utils.uuid7().hex


@dataclass(frozen=True, slots=True)
class Programme:
    """What a run of the program is given from outside.

    Attributes:
        data: the data folder.
        user, password: who acts, see `counter_app.session`.
        clock: the station's clock.
        probe: watched by fault tests; nobody in production.
    """

    data: Path
    user: str | None = None
    password: str | None = None
    clock: Clock = system_clock
    probe: Probe = no_probe
    notices: list[str] = field(default_factory=list)

    def context(self, actor: Actor, stated: datetime | None = None) -> Context:
        """The context of a use case."""
        return Context(
            actor=actor,
            clock=self.clock,
            new_id=new_id,
            packs=load_rule_packs(),
            calendar=load_calendar(),
            built=BUILT,
            stated=stated,
        )

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The open folder; what the mark told about it goes to ``notices``."""
        store = open_store(self.data, self.clock(), new_id, self.probe)
        try:
            if store.found:
                self.notices.append(store.found)
            yield store
        finally:
            store.close()

    @contextmanager
    def session(self, stated: datetime | None = None) -> Iterator[tuple[Store, Context]]:
        """The open folder and the person acting in it."""
        from counter_app.session import sign_in  # argon2 is not needed without a log-in

        with self.store() as store:
            yield store, self.context(sign_in(store, self.user, self.password), stated)

    def system(self) -> Context:
        """The context of the program itself: set-up and maintenance."""
        return self.context(Actor("system", Role.SUPERVISOR))
