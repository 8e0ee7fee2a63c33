"""``clerk`` and ``supervisor``: the windows of people who work here."""

from __future__ import annotations

import argparse

from counter_app.bootstrap import Programme


def clerk(programme: Programme, args: argparse.Namespace) -> int:
    """Opens the window on the data folder and stays until it is closed."""
    from counter_app.clerk import run  # Qt is not needed by any other command

    return run(programme)


def supervisor(programme: Programme, args: argparse.Namespace) -> int:
    """Opens the supervisor's rooms; the counter is one step away."""
    from counter_app.clerk import run  # Qt is not needed by any other command

    return run(programme, supervising=True)
