"""A row of the report: what was measured, against what, and whether it is good enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: free figures, and always ``row`` (its name) and ``ok`` (None: for information only)
Row = dict[str, Any]


def quantile(times: Sequence[float], share: float) -> float:
    """The smallest time that ``share`` of all do not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def ms(seconds: float) -> float:
    """Milliseconds with three figures behind the point."""
    return round(seconds * 1000, 3)


def line(row: Row) -> str:
    """A row as a line of the table."""
    verdict = {True: "ok  ", False: "FAIL", None: "    "}[row["ok"]]
    figures = "  ".join(f"{k}={_short(v)}" for k, v in row.items() if k not in ("row", "ok"))
    return f"{verdict} {row['row']:<44} {figures}"


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
