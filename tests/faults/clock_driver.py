"""Runs the program under a clock that a file states: ``clock_driver.py FILE ARGUMENTS``.

The file holds an ISO time with its zone and is read at every look at the clock,
so that a test can jump the clock of a running process.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from counter_app.cli import main


def stated() -> datetime:
    """What the file says now."""
    return datetime.fromisoformat(Path(sys.argv[1]).read_text(encoding="ascii").strip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[2:], clock=stated))
