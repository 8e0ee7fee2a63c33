"""Data of a form made ready for paper: printable texts, no gaps, codes that symbols can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from typing import Any, TypeVar

from core.domain.errors import FieldError, Refused
from printing import barcode
from printing.fonts import MISSING, printable

Data = TypeVar("Data")


def prepared(
    data: Data,
    required: Iterable[str],
    *,
    code: str,
    qr_text: str,
    notes: Collection[str] = (),
) -> tuple[Data, bool]:
    """The data with printable texts, and whether characters were lost.

    Args:
        data: a frozen dataclass; texts also in nested dataclasses and tuples.
        required: paths of what may not be blank, "head.place". A tuple may not be
            empty nor hold a blank item; "returned.*" means the items alone,
            "components.*.name" a field of each. A number below 1 is blank.
        code: path of the text that the bars hold.
        qr_text: path of the text that the QR holds; it is left as it is.
        notes: names of texts whose line breaks stay.

    Raises:
        Refused: ``form_field_missing`` for everything required that is blank,
            ``form_field_unprintable`` for a code that bars cannot hold,
            ``form_field_too_long`` for a QR text that no symbol holds.
    """
    cleaner = _Cleaner(notes)
    ready: Data = cleaner.cleaned(data)
    errors = [
        FieldError("form_field_missing", name)
        for path in required
        for name in _blank(ready, path.split("."))
    ]
    bars = attrgetter(code)(ready)
    if bars and not barcode.encodable(bars):
        errors.append(FieldError("form_field_unprintable", code))
    try:
        barcode.fit_qr(attrgetter(qr_text)(ready) or bars or "-", 1.0)
    except ValueError:
        errors.append(FieldError("form_field_too_long", qr_text))
    if errors:
        raise Refused(*errors)
    return ready, cleaner.lost


class _Cleaner:
    """Makes texts printable and remembers whether a character was lost on the way."""

    def __init__(self, notes: Collection[str]) -> None:
        self.lost = False
        self._notes = notes

    def cleaned(self, value: Any, name: str = "") -> Any:
        if isinstance(value, str):
            return value if name == "qr_text" else self._text(value, name)
        if isinstance(value, tuple):
            return tuple(self.cleaned(item, name) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            changes = {f.name: self.cleaned(getattr(value, f.name), f.name) for f in fields(value)}
            return replace(value, **changes)
        return value

    def _text(self, text: str, name: str) -> str:
        lines = text.splitlines() if name in self._notes else [text]
        ready = "\n".join(line for line in map(printable, lines) if line)
        self.lost = self.lost or (MISSING in ready and MISSING not in text)
        return ready


def _blank(value: Any, path: Sequence[str], name: str = "") -> Iterator[str]:
    """Full names of what is blank at the path, "components.0.name"."""
    several = isinstance(value, tuple) and bool(value)
    step = path[0] if path else "*" if several else ""
    rest = path[1:]
    if step == "*":
        for number, item in enumerate(value):
            yield from _blank(item, rest, f"{name}.{number}")
    elif step:
        yield from _blank(getattr(value, step), rest, f"{name}.{step}" if name else step)
    elif value in ("", None, ()) or (isinstance(value, int) and value < 1):
        yield name
