"""Time and chance as the services ask for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The station's clock: a claim, never an authority."""

    def __call__(self) -> datetime:
        """The reading now, aware."""


#: makes an identifier of 32 hex digits (UUIDv7)
NewId = Callable[[], str]
