"""Sending as chores, on a thread of their own: a slow mail server holds nothing else up."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import Final

from central.chores import Chore, Turn
from central.database import Database
from central.keys import CentralKeys
from central.outgoing import export, notices, record
from central.outgoing.config import from_environment
from central.outgoing.exchange import load_mapping
from central.settings import Settings

Run = Callable[[Database, CentralKeys, Settings, datetime], int]
#: name, work, seconds between two looks
_ALL: Final[tuple[tuple[str, Run, float], ...]] = (
    ("notices", notices.run, 20.0),
    ("export", export.run, 30.0),
    ("record", record.run, 20.0),
)


def check_settings() -> None:
    """Whether everything that the environment switches on can be used, before anything starts.

    Raises:
        EnvironmentFault: ``outgoing_invalid``, ``mapping_invalid``.
    """
    config = from_environment(os.environ)
    config.tls()
    load_mapping(config.mapping)


def outgoing_chores(settings: Settings) -> tuple[Chore, ...]:
    """One chore a target; each does nothing while the environment does not switch it on."""
    return tuple(Chore(name, _turn(run, settings), every) for name, run, every in _ALL)


def _turn(run: Run, settings: Settings) -> Callable[[Turn], bool]:
    """A piece of work; where something went out there may be more."""
    return lambda turn: run(turn.db, turn.keys, settings, turn.now) > 0
