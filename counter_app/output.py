"""What the command line says: JSON on standard output, words on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from core.domain.errors import EnvironmentFault, FieldError
from ui import messages

OK, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3


def write(result: dict[str, Any]) -> None:
    """One JSON object on a line of its own, handed over at once."""
    sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """A sentence for a person."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def told(errors: Iterable[FieldError]) -> list[dict[str, str]]:
    """Errors or warnings as ``code, field, message``."""
    return [{"code": e.code, "field": e.field, "message": messages.refusal(e)} for e in errors]


def told_fault(found: EnvironmentFault) -> list[dict[str, str]]:
    """A fault of the machine in the same shape."""
    return [{"code": found.code, "field": "", "message": messages.fault(found)}]


def iso(moment: datetime | date | None) -> str | None:
    """ISO 8601, None for nothing."""
    return (
        moment.isoformat(timespec="seconds")
        if isinstance(moment, datetime)
        else (moment.isoformat() if moment else None)
    )
