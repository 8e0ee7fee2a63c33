"""``bundle``: the exchange with the province by a USB stick (design §6.7)."""

from __future__ import annotations

import argparse
import hashlib

from counter_app.bootstrap import Programme
from counter_app.output import OK, say, write
from counter_app.sticks import read_stick, write_stick
from ui import messages


def bundle_out(programme: Programme, args: argparse.Namespace) -> int:
    """Writes what is unsent into a file for central alone, and reads it back."""
    with programme.store() as store:
        packed = write_stick(programme.exchange(store), args.file, programme.clock)
    write(
        {
            "ok": True,
            "file": args.file,
            "bytes": len(packed.data),
            "digest": hashlib.sha256(packed.data).hexdigest(),
            "events": packed.events,
            "left": packed.left,
        }
    )
    say(messages.exported(packed.events, packed.left))
    return OK


def bundle_in(programme: Programme, args: argparse.Namespace) -> int:
    """Applies central's answer to a stick, whole or not at all."""
    with programme.store() as store:
        exchange = programme.exchange(store)
        before = len(exchange.identity().streams)
        applied = read_stick(exchange, args.file, programme.clock)
        forked = len(exchange.identity().streams) - before
        counts = exchange.counts()
    write(
        {
            "ok": True,
            "file": args.file,
            "pulled": applied,
            "forked": forked,
            "conflicts": counts.loose_ends,
            "here": counts.here,
            "at_central": counts.at_central,
            "backed_up": counts.backed_up,
        }
    )
    say(messages.imported(applied, counts.here, counts.at_central))
    if forked:
        say(messages.NOTICES["forked"])
    return OK
