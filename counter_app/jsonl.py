"""Reading JSON Lines from outside with limits: memory stays bounded, whatever comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from core.domain.errors import FieldError

#: a dossier with 200 papers and a long note stays far below
MAX_LINE = 1 << 20


def read(stream: BinaryIO) -> Iterator[tuple[int, dict[str, object] | FieldError]]:
    """Objects of a stream with their line numbers, from 1; blank lines are passed over.

    A line that cannot be read comes as the `FieldError` that says why:
    ``line_too_long``, ``not_utf8``, ``json_invalid``, ``json_too_deep``,
    ``json_not_object``.
    """
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE and not line.endswith(b"\n"):
            while rest := stream.readline(MAX_LINE):
                if rest.endswith(b"\n"):
                    break
            yield number, FieldError("line_too_long", "", {"limit": MAX_LINE})
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, parse(line)


class _RepeatedKeyError(Exception):
    """Two fields of one name: nobody can tell which was meant."""


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedKeyError(next(n for n in names if names.count(n) > 1))
    return found


def parse(line: bytes) -> dict[str, object] | FieldError:
    """One object, or what is wrong with the text."""
    try:
        value = msgspec.json.decode(line)
        json.loads(line, object_pairs_hook=_no_repeats)
    except UnicodeDecodeError as wrong:
        return FieldError("not_utf8", "", {"at": wrong.start})
    except RecursionError:
        return FieldError("json_too_deep")
    except _RepeatedKeyError as wrong:
        return FieldError("json_repeated_key", str(wrong)[:60])
    except msgspec.DecodeError as wrong:
        return FieldError("json_invalid", "", {"detail": str(wrong)})
    if not isinstance(value, dict):
        return FieldError("json_not_object")
    return value
