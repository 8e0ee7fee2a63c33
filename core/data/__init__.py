"""Reference data shipped with the program: rule packs and calendars, one file each.

A new file in `rule_packs` or `calendars` is read without any change to code.
A file that does not fit its type is a defect of the build and raises
`msgspec.ValidationError`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from core.domain.rule_pack import RulePack
from core.domain.working_calendar import CalendarYear, WorkingCalendar, merge

T = TypeVar("T")


def _load(folder: str, type_: type[T]) -> list[T]:
    """Decode every TOML file of a folder, in order of file name."""
    entries = sorted(files(__name__).joinpath(folder).iterdir(), key=lambda entry: entry.name)
    return [
        msgspec.toml.decode(entry.read_bytes(), type=type_)
        for entry in entries
        if entry.name.endswith(".toml")
    ]


@cache
def load_rule_packs() -> tuple[RulePack, ...]:
    """Return all rule packs shipped, the earliest first."""
    return tuple(sorted(_load("rule_packs", RulePack), key=lambda pack: pack.effective_from))


@cache
def load_calendar_years() -> tuple[CalendarYear, ...]:
    """Return the calendar tables shipped, one a year, the earliest first."""
    return tuple(sorted(_load("calendars", CalendarYear), key=lambda table: table.year))


@cache
def load_calendar() -> WorkingCalendar:
    """Return the working calendar of all years shipped."""
    return merge(load_calendar_years())
