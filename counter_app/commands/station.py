"""``setup``, ``open-day``, ``agency`` and ``station``."""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import msgspec

from core.domain import events as ev
from core.domain.account import Role
from core.domain.errors import FieldError, Refused
from core.domain.numbering import parse_block
from core.domain.text import clean
from core.services import station as use
from core.services.import_catalogue import import_catalogue
from counter_app.bootstrap import Programme, new_id
from counter_app.output import OK, REFUSED, say, told, write
from counter_app.session import hash_password
from db import queries
from db.files import file_faults
from db.keys import KEYS_NAME, CreatedKeys, create_keys
from db.mark import Mark, MarkFile
from db.store import (
    DATABASE,
    FOLDER,
    Store,
    create_store,
    default_mark,
    write_folder_file,
)
from db.streams import spent
from ui import messages

_LOGIN = re.compile(r"[A-Za-z0-9._-]{1,40}")
_SITE = re.compile(r"[A-Za-z0-9._-]{1,40}")
_UNIT = re.compile(r"\b(phường|xã|đặc khu|thị trấn|thành phố|tỉnh)\s+(.+)$", re.IGNORECASE)


def place_of(site_name: str) -> tuple[str, str]:
    """``(parent organisation, place)`` as a site's name usually tells them."""
    match = _UNIT.search(site_name)
    if match is None:
        return "", site_name
    return f"Ủy ban nhân dân {match[1].lower()} {match[2]}", match[2]


def setup(programme: Programme, args: argparse.Namespace) -> int:
    """Creates the folder, its keys, the first account and the catalogue."""
    password = _password(programme, args)
    facts, block = _checked(programme, args)
    province = _province(args)
    data = programme.data.absolute()
    if (data / DATABASE).exists() and not (data / FOLDER).exists():
        raise Refused(FieldError("setup_unfinished", "data", {"path": str(data)}))
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Refused(FieldError("folder_exists", "data", {"path": str(data)}))
    mark_path = Path(args.mark).absolute() if args.mark else default_mark(data)
    if mark_path.is_relative_to(data):
        raise Refused(FieldError("mark_in_data_folder", "mark"))
    sheet = Path(args.recovery_out).absolute() if args.recovery_out else None
    if sheet is not None and not sheet.parent.is_dir():
        raise Refused(FieldError("folder_missing", "recovery_out", {"path": str(sheet)}))
    with file_faults():
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        keys = create_keys(data, Path(args.key_file) if args.key_file else None)
        with MarkFile(mark_path) as mark:
            before = mark.read()  # of an earlier folder at this place
        store = create_store(data, keys.database_key, mark_path, new_id)
        try:
            _first_acts(programme, args, store, facts, block, password, before)
        finally:
            store.close()
        if sheet is not None:  # before the folder counts as set up: nobody could open it later
            write_recovery(sheet, keys.recovery_key, facts)
        write_folder_file(data, mark_path)
    except BaseException:
        for path in (data / DATABASE, data / KEYS_NAME, data / FOLDER):
            for each in data.glob(path.name + "*"):
                with contextlib.suppress(OSError):
                    each.unlink()
        raise
    result = _told(args, keys, data, mark_path, facts, block, before)
    try:  # whatever becomes of it: the recovery key is shown this once
        return _join(programme, province, result) if province else OK
    finally:
        write(result)


def _province(args: argparse.Namespace) -> tuple[str, str, bytes | None] | None:
    """Where to enrol at once: address, code, certificates; looked at before anything is made."""
    if not args.central and not args.enrol:
        return None
    if not args.central or not args.enrol:
        raise Refused(FieldError("enrol_incomplete", "central"))
    from counter_app.line import checked_code, checked_url, read_certificates

    pem = read_certificates(args.certificates) if args.certificates else None
    return checked_url(args.central), checked_code(args.enrol), pem


def _join(
    programme: Programme, province: tuple[str, str, bytes | None], result: dict[str, object]
) -> int:
    """Enrols the new folder; it stays as it is when that fails, and ``enrol`` goes on."""
    from counter_app.commands.sync import over_line

    with programme.store() as store:
        try:
            joined, status = over_line(programme.exchange(store), *province)
        except Refused as wrong:
            joined, status = {"ok": False, "errors": told(wrong.errors)}, REFUSED
            for error in wrong.errors:
                say(messages.refusal(error))
    result["joined"] = joined
    if status != OK:
        say("Thư mục đã tạo xong và dùng được. Ghi danh lại bằng lệnh: enrol MÃ --central ĐỊA-CHỈ.")
    return status


def _password(programme: Programme, args: argparse.Namespace) -> str:
    if args.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = programme.password or ""
    if not password:
        raise Refused(FieldError("password_needed", "password", {"user": args.admin}))
    if len(password) < 8:
        say("Mật khẩu dưới 8 ký tự dễ bị đoán; nên đổi sớm.")
    return password


def _checked(
    programme: Programme, args: argparse.Namespace
) -> tuple[ev.StationSetUp, tuple[int, int] | None]:
    errors = []
    if not _SITE.fullmatch(args.site):
        errors.append(FieldError("site_invalid", "site"))
    if not 1 <= args.station <= 99:
        errors.append(FieldError("station_invalid", "station"))
    if not _LOGIN.fullmatch(args.admin):
        errors.append(FieldError("login_invalid", "admin"))
    name = clean(args.site_name)
    if not name:
        errors.append(FieldError("missing", "site_name"))
    pack = programme.system().packs[-1]
    block = None
    if args.block:
        try:
            block = parse_block(args.block, pack.ordinal_width)
        except Refused as wrong:
            errors += wrong.errors
    if errors:
        raise Refused(*errors)
    known = pack.knows_agency(args.site)
    if not known:
        say(
            f"Mã {args.site} không phải mã định danh cơ quan (ví dụ H49.215), nên hồ sơ sẽ mang"
            " số tạm. Khai mã bằng lệnh: agency set."
        )
    if not args.admin_name:
        say(f"Giấy hẹn sẽ ghi tên cán bộ là “{args.admin}”; thêm --admin-name để ghi họ tên.")
    parent, place = place_of(name)
    facts = ev.StationSetUp(
        site=args.site,
        site_name=name,
        station=args.station,
        public_key="",
        parent_org=clean(args.parent_org or parent),
        place=clean(args.place or place),
        hotline=clean(args.hotline or ""),
        lookup_site=clean(args.lookup_site or ""),
        agency_id=args.site if known else "",
        practice=args.practice,
    )
    return facts, block


def _first_acts(
    programme: Programme,
    args: argparse.Namespace,
    store: Store,
    facts: ev.StationSetUp,
    block: tuple[int, int] | None,
    password: str,
    before: Mark | None,
) -> None:
    account = ev.AccountCreated(
        login=args.admin,
        name=clean(args.admin_name or args.admin),
        role=Role.SUPERVISOR.value,
        password_hash=hash_password(password),
    )
    facts = msgspec.structs.replace(facts, public_key=store.public_key())
    used_on, used = spent(before)
    with store.first_act() as act:
        use.first_events(
            act, facts, account, block, at=programme.clock(), used_on=used_on, used=used
        )
    shipped = files("core.data").joinpath("catalogue/procedures.csv").read_bytes()
    import_catalogue(shipped, "procedures.csv", store, programme.system())
    store.sign()


def _told(
    args: argparse.Namespace,
    keys: CreatedKeys,
    data: Path,
    mark_path: Path,
    facts: ev.StationSetUp,
    block: tuple[int, int] | None,
    before: Mark | None,
) -> dict[str, object]:
    result: dict[str, object] = {
        "ok": True,
        "data": str(data),
        "site": facts.site,
        "station": facts.station,
        "practice": facts.practice,
        "block": f"{block[0]}-{block[1]}" if block else None,
        "mark": str(mark_path),
        "key": keys.method,
        "key_file": str(keys.key_file) if keys.key_file else None,
    }
    if keys.key_file:
        say(f"Không có kho khóa của hệ điều hành; khóa của máy nằm ở {keys.key_file}.")
    if before is not None and before.ordinal:
        say(
            f"Dấu mốc cũ cho biết ngày {before.day} đã cấp đến số {before.ordinal:04d};"
            " trong ngày đó sẽ cấp tiếp từ số sau."
        )
    if args.recovery_out:
        result["recovery_out"] = args.recovery_out
        say(f"Khóa khôi phục đã ghi vào {args.recovery_out}. In ra, cất nơi khác máy này.")
    else:
        result["recovery_key"] = keys.recovery_key
        say("Ghi lại khóa khôi phục trong kết quả; nó không hiện lại lần nào nữa.")
    return result


def write_recovery(path: Path, key: str, facts: ev.StationSetUp) -> None:
    """The sheet to print: the key and what it is for."""
    from db.files import write_atomically

    text = (
        f"KHÓA KHÔI PHỤC – {facts.site_name}, trạm {facts.station:02d}\n\n    {key}\n\n"
        "Ai có khóa này và một bản sao lưu thì đọc được toàn bộ hồ sơ.\n"
        "In phiếu này, niêm phong, cất trong két; rồi xóa tệp.\n"
    )
    write_atomically(path, text.encode())


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(FieldError("date_invalid", "date")) from None


def open_day(programme: Programme, args: argparse.Namespace) -> int:
    """A person confirms the business day."""
    with programme.session() as (store, context):
        day = use.open_day(_day(args.date), store, context)
    write({"ok": True, "day": day.isoformat()})
    return OK


def agency_set(programme: Programme, args: argparse.Namespace) -> int:
    """Configures a deciding agency's identifier."""
    with programme.session() as (store, context):
        use.identify_agency(args.name, args.identifier, store, context)
    write({"ok": True, "name": args.name, "identifier": args.identifier})
    return OK


def agency_list(programme: Programme, args: argparse.Namespace) -> int:
    """Agencies with a configured identifier."""
    with programme.store() as store:
        for name, identifier in queries.agencies(store.conn):
            write({"name": name, "identifier": identifier})
    return OK


def block(programme: Programme, args: argparse.Namespace) -> int:
    """Gives this station a block of ordinals a day."""
    with programme.session() as (store, context):
        first, last, used = use.grant_block(args.range, args.last_receipt or "", store, context)
    write({"ok": True, "first": first, "last": last, "used_today": used})
    return OK


def status(programme: Programme, args: argparse.Namespace) -> int:
    """Who this station is and how far it got."""
    from db import journal

    with programme.store() as store:
        facts = store.station()
        seq, head = journal.head(store.conn, facts.stream)
        write(
            {
                "ok": True,
                "site": facts.site,
                "site_name": facts.site_name,
                "station": facts.station,
                "practice": facts.practice,
                "stream": facts.stream.hex(),
                "generation": facts.generation,
                "events": seq,
                "head": head.hex(),
                "prints_waiting": queries.waiting_prints(store.conn),
            }
        )
    return OK
