"""What forms 02 and 03 say, from a JSON object of the outside world."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.errors import FieldError
from core.domain.text import clean_note
from core.services.input_reader import MAX_WANTED, NOTE, Reader


@dataclass(frozen=True, slots=True)
class Supplement:
    """What form 02 says: what is missing and why."""

    reason: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What form 03 says; ``returned`` names the papers given back."""

    reason: str
    legal_basis: str = ""
    competent_agency: str = ""
    returned: tuple[str, ...] = ()


def read_supplement(reader: Reader, source: Mapping[str, Any]) -> Supplement:
    """What form 02 says; what is wrong goes to the reader under ``supplement.``."""
    inner = Reader(source, reader.today)
    reason = inner.text("reason", inner.take("reason", str, ""), NOTE, clean_note)
    wanted = _lines(inner, "wanted")
    if not wanted and not _told(inner, "wanted"):
        inner.error("missing", "wanted")
    _move(inner, reader, "supplement", {"reason", "wanted"})
    return Supplement(reason, wanted)


def read_refusal(reader: Reader, source: Mapping[str, Any]) -> Refusal:
    """What form 03 says; what is wrong goes to the reader under ``refusal.``."""
    inner = Reader(source, reader.today)
    reason = inner.text("reason", inner.take("reason", str, ""), NOTE, clean_note)
    if not reason and not _told(inner, "reason"):
        inner.error("missing", "reason")
    basis = inner.text("legal_basis", inner.take("legal_basis", str, ""))
    agency = inner.text("competent_agency", inner.take("competent_agency", str, ""))
    returned = _lines(inner, "returned")
    _move(inner, reader, "refusal", {"reason", "legal_basis", "competent_agency", "returned"})
    return Refusal(reason, basis, agency, returned)


def _lines(reader: Reader, name: str) -> tuple[str, ...]:
    lines = reader.take(name, list[str], [])
    if len(lines) > MAX_WANTED:
        reader.error("too_many", name, limit=MAX_WANTED)
        return ()
    read = (reader.text(f"{name}[{n}]", line) for n, line in enumerate(lines))
    return tuple(line for line in read if line)


def _told(reader: Reader, name: str) -> bool:
    """Whether something wrong with a field is told already."""
    return any(e.field.startswith(name) for e in reader.errors)


def _move(inner: Reader, outer: Reader, name: str, known: Container[str]) -> None:
    inner.unknown(inner.source, known)
    for mine, theirs in ((inner.errors, outer.errors), (inner.warnings, outer.warnings)):
        theirs += [FieldError(e.code, f"{name}.{e.field}", e.params) for e in mine]
