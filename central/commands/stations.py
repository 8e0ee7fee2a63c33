"""Sites, their stations, their keys, their sticks."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from central import sticks, words
from central.cli import OK, say, write
from central.context import system_clock
from central.enrolment import VALID, new_code
from central.house import House, opened
from central.settings import check_site, remembered_address
from central.sites import revoke_station, set_site
from core.domain.errors import EnvironmentFault, FieldError, Refused
from sync.wire.bundle import MAX_STICK
from sync.wire.enrolment import EnrolmentFile


def enrol(args: argparse.Namespace) -> int:
    """A one-time code; with ``--out`` also the file that a station without a line needs."""
    check_site(args.site, args.station)
    out = _new_file(args.out)
    with opened(args.data, args.database) as house:
        now = system_clock()
        with house.db.transaction() as conn:
            set_site(conn, args.site, name=args.site_name)
            code = new_code(conn, house.keys, args.site, args.station, now)
        if out is not None:
            _write(out, _file(house, args, code))
    write(
        {
            "ok": True,
            "code": code,
            "site": args.site,
            "station": args.station,
            "province": house.province,
            "practice": house.practice,
            "address": remembered_address(args.data),
            "valid_until": now + VALID,
            "out": str(out) if out else None,
        }
    )
    say(words.notice("code_once", days=VALID.days))
    return OK


def _file(house: House, args: argparse.Namespace, code: str) -> bytes:
    return msgspec.json.encode(
        EnrolmentFile(
            code=code,
            site=args.site,
            station=args.station,
            province=house.province,
            url=remembered_address(args.data),
            signing_key=house.keys.public.hex(),
            box_key=house.keys.box_public.hex(),
            epoch=house.epoch,
            practice=house.practice,
        )
    )


def revoke(args: argparse.Namespace) -> int:
    """The station's keys are not believed any more; what comes later goes before a person."""
    check_site(args.site, args.station)
    if args.first is not None and args.first < 1:
        raise Refused(FieldError("out_of_range", "from", {"low": 1, "high": "…"}))
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        keys = revoke_station(conn, args.site, args.station, system_clock(), args.first)
    write({"ok": True, "site": args.site, "station": args.station, "keys": keys})
    if args.first is not None:
        say(words.notice("rebuild_advised"))
    return OK


def site_set(args: argparse.Namespace) -> int:
    """Makes a site or changes what is given."""
    check_site(args.site)
    binds = None if args.binds is None else args.binds == "yes"
    with opened(args.data, args.database) as house, house.db.transaction() as conn:
        site = set_site(conn, args.site, name=args.name, lease_size=args.lease_size, binds=binds)
    write({"ok": True, **msgspec.structs.asdict(site)})
    return OK


def stick_in(args: argparse.Namespace) -> int:
    """Takes a stick's file and writes the answer, which goes back to the station."""
    data = _read(Path(args.file))
    out = _new_file(args.out)
    assert out is not None  # the option is required
    with opened(args.data, args.database) as house:
        address = remembered_address(args.data)
        try:
            answer = sticks.apply(house.db, house.keys, data, system_clock(), address=address)
        except sticks.StickRefused as wrong:
            raise Refused(FieldError(wrong.code, "file")) from None
    _write(out, answer)
    write({"ok": True, "file": args.file, "out": str(out), "bytes": len(answer)})
    return OK


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_STICK:
            raise Refused(FieldError("file_too_large", "file", {"limit": MAX_STICK}))
        return path.read_bytes()
    except OSError:
        raise Refused(FieldError("file_unreadable", "file", {"path": str(path)})) from None


def _new_file(name: str | None) -> Path | None:
    """Nothing is ever overwritten: it may be the only copy of an answer."""
    if name is None:
        return None
    path = Path(name)
    if path.exists():
        raise Refused(FieldError("file_exists", "out", {"path": name}))
    if not path.parent.is_dir():
        raise Refused(FieldError("file_unreadable", "out", {"path": str(path.parent)}))
    return path


def _write(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=str(path), cause=str(wrong)) from wrong
