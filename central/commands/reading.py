"""What several commands need: files, passwords, sites, who acts."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path

from central.database import Conn
from core.domain.errors import FieldError, Refused

#: characters of a typed password are counted later; this bounds what is read
_LONGEST_INPUT = 4_000


def read_file(name: str, limit: int) -> bytes:
    """A file whole.

    Raises:
        Refused: ``file_unreadable``, ``file_too_large``.
    """
    path = Path(name)
    try:
        if path.stat().st_size > limit:
            raise Refused(FieldError("file_too_large", "file", {"limit": limit}))
        return path.read_bytes()
    except OSError:
        raise Refused(FieldError("file_unreadable", "file", {"path": name})) from None


def password_given(args: argparse.Namespace) -> str | None:
    """From standard input (``--password-stdin``), else ``COUNTER_PASSWORD``; None without.

    Raises:
        Refused: ``password_needed`` when standard input is empty or no text.
    """
    if not args.password_stdin:
        return os.environ.get("COUNTER_PASSWORD") or None
    try:
        text = sys.stdin.buffer.readline(_LONGEST_INPUT).decode().rstrip("\r\n")
    except UnicodeDecodeError:
        text = ""
    if not text:
        raise Refused(FieldError("password_needed", "password"))
    return text


def check_known(conn: Conn, site: str) -> None:
    """Raises Refused ``site_unknown``."""
    row = conn.execute("SELECT 1 FROM site WHERE site = %s AND site <> ''", (site,)).fetchone()
    if row is None:
        raise Refused(FieldError("site_unknown", "site", {"site": site[:40]}))


def actor() -> str:
    """Who runs the command, as the operating system names them."""
    try:
        return f"os:{getpass.getuser()}"[:60]
    except (KeyError, OSError):
        return "os:unknown"
