"""Fixtures of the unit tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.station_support import Station, station


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Station]:
    """A ward's station with a block of numbers."""
    with station(tmp_path) as made:
        yield made


@pytest.fixture
def blockless(tmp_path: Path) -> Iterator[Station]:
    """A ward's station to which the province gave no block."""
    with station(tmp_path, block=None) as made:
        yield made
