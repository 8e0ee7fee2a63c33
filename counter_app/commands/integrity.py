"""``verify``, ``backup``, ``restore`` and ``export-plain``."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from core.domain.errors import EnvironmentFault, FieldError, Refused
from counter_app import VERSION
from counter_app.bootstrap import Programme, new_id
from counter_app.output import ENVIRONMENT, OK, say, write
from db import backup as packing, verify as checking
from db.files import file_faults
from db.keys import KEYS_NAME, unlock_with_recovery
from db.store import SCHEMA, default_mark, open_with_key


def verify(programme: Programme, args: argparse.Namespace) -> int:
    """Checks chain, signatures and, with ``--full``, pages and tables."""
    with programme.store() as store:
        report = checking.verify(store, full=args.full)
        if args.full and report["ok"]:
            report["sealed"] = checking.seal_finished_month(store, programme.clock())
    write(report)
    if not report["ok"]:
        say("Kiểm tra thấy sai lệch. Không ghi gì thêm; sao lưu thư mục rồi báo kỹ thuật.")
    return OK if report["ok"] else ENVIRONMENT


def backup(programme: Programme, args: argparse.Namespace) -> int:
    """Writes a backup that opens on another machine."""
    with programme.store() as store:
        manifest = packing.backup(
            store, Path(args.file), program=VERSION, schema=SCHEMA, at=programme.clock()
        )
    write(
        {
            "ok": True,
            "file": args.file,
            "stream": manifest.stream,
            "events": manifest.seq,
            "head": manifest.head,
        }
    )
    return OK


def restore(programme: Programme, args: argparse.Namespace) -> int:
    """Opens a backup in a new folder and begins a new stream."""
    data = programme.data.absolute()
    mark_path = Path(args.mark).absolute() if args.mark else default_mark(data)
    store, place, manifest = packing.restore(
        Path(args.file),
        data,
        mark_path,
        recovery_key=_recovery_text(args.recovery_key),
        key_file=Path(args.key_file) if args.key_file else None,
        at=programme.clock(),
        new_id=new_id,
    )
    with contextlib.closing(store):
        report = checking.verify(store)
        facts = store.station()
    write(
        {
            "ok": report["ok"],
            "data": str(data),
            "from_stream": manifest.stream,
            "stream": facts.stream.hex(),
            "generation": facts.generation,
            "streams": report["streams"],
            "key": place.method,
            "key_file": str(place.key_file) if place.key_file else None,
            "mark": str(mark_path),
        }
    )
    say(
        "Đã khôi phục. Dải số cũ bị hủy để không số nào bị cấp hai lần; trước khi cấp dải số mới"
        " hãy xem số trên giấy hẹn cuối cùng, rồi chạy: station block ĐẦU-CUỐI --last-receipt MÃ."
    )
    return OK if report["ok"] else ENVIRONMENT


def _recovery_text(given: str | None) -> str | None:
    """The key itself, or the file of the sheet that holds it."""
    if given is None:
        return None
    with contextlib.suppress(OSError, ValueError):
        path = Path(given)
        if path.is_file() and path.stat().st_size < 100_000:
            return path.read_text(encoding="utf-8", errors="replace")
    return given


def export_plain(programme: Programme, args: argparse.Namespace) -> int:
    """All events as JSON Lines, for the day when nothing else works."""
    recovery = _recovery_text(args.recovery_key) or ""
    try:
        keys = (programme.data / KEYS_NAME).read_bytes()
    except OSError:
        raise EnvironmentFault("no_data_folder", path=str(programme.data)) from None
    key = unlock_with_recovery(keys, recovery)
    store = open_with_key(programme.data, key, programme.clock(), new_id)
    with contextlib.closing(store), _output(args.out) as out:
        count = 0
        for line in packing.export_plain(store):
            out.write(line + b"\n")
            count += 1
        out.flush()
    say(f"Đã xuất {count} sự kiện. Tệp này chứa dữ liệu cá nhân không mã hóa; giữ kín.")
    return OK


@contextlib.contextmanager
def _output(name: str | None) -> Iterator[BinaryIO]:
    if name is None:
        yield sys.stdout.buffer
        return
    if Path(name).exists():
        raise Refused(FieldError("file_exists", "out", {"path": name}))
    with file_faults(), Path(name).open("xb") as file:
        yield file
