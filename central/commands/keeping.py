"""Backup, restore, rebuild."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import msgspec

from central import words
from central.backup import backup as write_backup
from central.cli import OK, say, write
from central.context import system_clock
from central.house import opened, storage
from central.rebuild import rebuild as make_anew
from central.restore import restore as put_back
from core.domain.errors import FieldError, Refused


def backup(args: argparse.Namespace) -> int:
    """One file, while serving goes on; with a passphrase central's keys go in, encrypted."""
    target = Path(args.file)
    with opened(args.data, args.database) as house:
        made = write_backup(house.db, house.keys, target, system_clock(), passphrase=_passphrase())
    write(
        {
            "ok": True,
            "file": str(target),
            "bytes": target.stat().st_size,
            "made_at": made.made_at,
            "epoch": made.epoch,
            "digest": made.digest,
            "keys": bool(made.keys_sha256),
        }
    )
    if not made.keys_sha256:
        say(words.notice("keys_apart", path=args.data / "central.keys"))
    return OK


def restore(args: argparse.Namespace) -> int:
    """Into a new data folder, or an empty database; a new epoch begins."""
    with storage(args.data, args.database) as (_, db):
        made = put_back(
            Path(args.file),
            db,
            args.data,
            system_clock(),
            passphrase=_passphrase(),
            new_keys=args.new_keys,
        )
    write({"ok": True, **msgspec.structs.asdict(made)})
    say(words.notice("enrol_anew" if made.keys == "new" else "restored"))
    return OK


def rebuild(args: argparse.Namespace) -> int:
    """All tables anew from the frames, or one site's."""
    with opened(args.data, args.database) as house:
        if args.site is not None:
            with house.db.transaction() as conn:
                known = conn.execute("SELECT 1 FROM site WHERE site = %s", (args.site,)).fetchone()
            if known is None:
                raise Refused(FieldError("site_unknown", "site", {"site": args.site}))
        events = make_anew(house.db, args.site)
    write({"ok": True, "events": events})
    return OK


def _passphrase() -> str | None:
    return os.environ.get("COUNTER_CENTRAL_PASSPHRASE") or None
