"""An event with where and how it is stored."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from core.domain import events as ev


class Stored(Struct, frozen=True):
    """An event with where and how it is stored."""

    pos: int
    stream: bytes
    hash: bytes
    event: ev.Event[Any]
    size: int  # of its bytes
