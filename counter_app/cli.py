"""The command line (design §12): JSON out, words on standard error, exit 0-3."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from core.domain.errors import EnvironmentFault, Refused
from counter_app import VERSION
from counter_app.bootstrap import Clock, Programme, system_clock
from counter_app.output import ENVIRONMENT, REFUSED, USAGE, say, told, told_fault, write
from db.store import Probe, no_probe
from ui import messages

#: command -> module:function, imported only when it runs
_RUN = {
    "setup": "station:setup",
    "open-day": "station:open_day",
    "agency set": "station:agency_set",
    "agency list": "station:agency_list",
    "station block": "station:block",
    "station status": "station:status",
    "receive": "dossiers:receive",
    "find": "dossiers:find",
    "show": "dossiers:show",
    "act": "dossiers:act",
    "form": "dossiers:form",
    "due": "plain:due_command",
    "card": "plain:card",
    "catalogue import": "plain:catalogue_import",
    "catalogue list": "plain:catalogue_list",
    "verify": "integrity:verify",
    "backup": "integrity:backup",
    "restore": "integrity:restore",
    "export-plain": "integrity:export_plain",
    "enrol": "sync:enrol",
    "sync": "sync:sync",
    "bundle out": "bundle:bundle_out",
    "bundle in": "bundle:bundle_in",
    "close-day": "day:close_day",
    "clerk": "clerk:clerk",
    "supervisor": "clerk:supervisor",
    "demo": "demo:demo",
    "self-test": "self_test:self_test",
}
_NEEDS_NO_FOLDER = {"card", "due", "demo", "self-test"}


def parser() -> argparse.ArgumentParser:
    """The arguments of every command."""
    top = argparse.ArgumentParser(
        prog="counter-app", description="Quầy Một Cửa: tiếp nhận hồ sơ tại quầy, có mạng hay không."
    )
    top.add_argument("--version", action="version", version=VERSION)
    top.add_argument("--data", metavar="DIR", help="thư mục dữ liệu (hoặc COUNTER_DATA)")
    top.add_argument("--user", metavar="U", help="tài khoản (hoặc COUNTER_USER)")
    commands = top.add_subparsers(dest="command", required=True, metavar="LỆNH")
    _station_arguments(commands)
    _dossier_arguments(commands)
    _plain_arguments(commands)
    _integrity_arguments(commands)
    _sync_arguments(commands)
    return top


_Sub = argparse._SubParsersAction  # the only name of the type


def _station_arguments(commands: _Sub[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("setup", help="tạo thư mục dữ liệu, khóa, tài khoản đầu tiên")
    p.add_argument("--site", required=True, metavar="CODE")
    p.add_argument("--site-name", required=True, metavar="NAME")
    p.add_argument("--station", required=True, type=int, metavar="N")
    p.add_argument("--block", metavar="FIRST-LAST")
    p.add_argument("--practice", action="store_true")
    p.add_argument("--key-file", metavar="FILE")
    p.add_argument("--recovery-out", metavar="FILE")
    p.add_argument("--mark", metavar="FILE", help="dấu mốc số, nên ở ổ đĩa khác")
    p.add_argument("--admin", required=True, metavar="USER")
    p.add_argument("--admin-name", metavar="NAME")
    p.add_argument("--password-stdin", action="store_true")
    p.add_argument("--parent-org", metavar="NAME")
    p.add_argument("--place", metavar="NAME")
    p.add_argument("--hotline", metavar="TEXT")
    p.add_argument("--lookup-site", metavar="URL")
    p.add_argument("--central", metavar="URL", help="máy chủ tỉnh, cùng với --enrol")
    p.add_argument("--enrol", metavar="CODE", help="mã ghi danh của tỉnh")
    p.add_argument("--certificates", metavar="FILE", help="chứng thư riêng của tỉnh (PEM)")
    p = commands.add_parser("open-day", help="xác nhận ngày làm việc")
    p.add_argument("--date", metavar="D")
    agency = commands.add_parser("agency", help="mã định danh cơ quan giải quyết")
    inner = agency.add_subparsers(dest="sub", required=True)
    p = inner.add_parser("set")
    p.add_argument("name")
    p.add_argument("identifier")
    inner.add_parser("list")
    station = commands.add_parser("station", help="trạng thái và dải số của máy trạm")
    inner = station.add_subparsers(dest="sub", required=True)
    inner.add_parser("status")
    p = inner.add_parser("block")
    p.add_argument("range", metavar="FIRST-LAST")
    p.add_argument("--last-receipt", metavar="CODE|none")


def _dossier_arguments(commands: _Sub[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("receive", help="tiếp nhận hồ sơ từ tệp JSON Lines")
    p.add_argument("file", metavar="FILE|-")
    p.add_argument("--receipts", metavar="DIR")
    p.add_argument("--at", metavar="ISO|record", help="chỉ trong thư mục tập huấn")
    p = commands.add_parser("find", help="tìm hồ sơ")
    p.add_argument("text")
    p.add_argument("--limit", type=int, default=50)
    p = commands.add_parser("show", help="một hồ sơ và lịch sử của nó")
    p.add_argument("code")
    p = commands.add_parser("close-day", help="đóng ngày làm việc")
    p.add_argument("--date", metavar="D", help="ngày; mặc định là ngày đang mở")
    p.add_argument("--explain", metavar="TEXT", help="giải trình cho những chỗ không khớp")
    p.add_argument("--sheet", metavar="FILE", help="ghi biên bản ra PDF")
    p.add_argument("--dry-run", action="store_true", help="chỉ xem, không đóng")
    p.add_argument("--office", action="store_true", help="đóng ngày của cả điểm, theo danh sách")
    p = commands.add_parser("act", help="sửa (amend), hủy (cancel)")
    p.add_argument("code")
    p.add_argument("action", choices=("amend", "cancel"))
    p.add_argument("--json", metavar="BODY")
    p = commands.add_parser("form", help="in lại giấy ra PDF")
    p.add_argument("name")
    p.add_argument("code")
    p.add_argument("--out", required=True, metavar="FILE")


def _plain_arguments(commands: _Sub[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("due", help="tính ngày hẹn trả")
    p.add_argument("--received", required=True, metavar="ISO")
    group = p.add_mutually_exclusive_group(required=True)
    group.add_argument("--procedure", metavar="CODE")
    group.add_argument("--limit", metavar='"N working_days|days|hours|months|same_day"')
    p = commands.add_parser("card", help="đọc mã QR thẻ căn cước")
    p.add_argument("text", metavar="TEXT|-")
    catalogue = commands.add_parser("catalogue", help="danh mục thủ tục")
    inner = catalogue.add_subparsers(dest="sub", required=True)
    p = inner.add_parser("import")
    p.add_argument("file")
    inner.add_parser("list")
    p = commands.add_parser("demo", help="phường tập huấn với 40 hồ sơ giả định")
    p.add_argument("--dir", metavar="DIR", default="build/demo")
    p.add_argument("--no-window", action="store_true", help="không mở cửa sổ sau khi dựng xong")
    commands.add_parser("clerk", help="cửa sổ của cán bộ tiếp nhận")
    commands.add_parser("supervisor", help="cửa sổ của người phụ trách")
    commands.add_parser("self-test", help="tự kiểm tra bản cài đặt")


def _integrity_arguments(commands: _Sub[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("verify", help="kiểm tra toàn vẹn")
    p.add_argument("--full", action="store_true")
    p = commands.add_parser("backup", help="sao lưu")
    p.add_argument("file")
    p = commands.add_parser("restore", help="khôi phục từ bản sao lưu")
    p.add_argument("file")
    p.add_argument("--recovery-key", metavar="K")
    p.add_argument("--key-file", metavar="FILE")
    p.add_argument("--mark", metavar="FILE")
    p = commands.add_parser("export-plain", help="xuất mọi sự kiện, không mã hóa")
    p.add_argument("--recovery-key", required=True, metavar="K")
    p.add_argument("--out", metavar="FILE")


def _sync_arguments(commands: _Sub[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("enrol", help="ghi danh với máy chủ tỉnh")
    p.add_argument("code", nargs="?", metavar="CODE")
    p.add_argument("--central", metavar="URL")
    p.add_argument("--file", metavar="FILE", help="tệp ghi danh của tỉnh, khi chưa có mạng")
    p.add_argument("--new-central", action="store_true", help="máy chủ tỉnh đã thay khóa")
    p.add_argument("--certificates", metavar="FILE", help="chứng thư riêng của tỉnh (PEM)")
    p = commands.add_parser("sync", help="đồng bộ với tỉnh")
    p.add_argument("--watch", action="store_true", help="đồng bộ liên tục đến khi dừng lệnh")
    p.add_argument("--certificates", metavar="FILE", help="chứng thư riêng của tỉnh (PEM)")
    bundle = commands.add_parser("bundle", help="trao đổi với tỉnh bằng USB")
    inner = bundle.add_subparsers(dest="sub", required=True)
    for name, words in (("out", "ghi tệp gửi tỉnh"), ("in", "nạp tệp trả lời của tỉnh")):
        p = inner.add_parser(name, help=words)
        p.add_argument("file", metavar="FILE")


def main(
    argv: Sequence[str] | None = None, *, clock: Clock = system_clock, probe: Probe = no_probe
) -> int:
    """Runs one command and returns the exit status.

    Args:
        argv: the arguments, the process's own when None.
        clock: the station's clock.
        probe: watched by fault tests.
    """
    try:
        args = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if any("\ud800" <= c <= "\udfff" for word in vars(args).values() for c in str(word)):
        say("Tham số có byte không phải UTF-8. Gõ lại lệnh.")
        return USAGE
    name = " ".join(filter(None, (args.command, getattr(args, "sub", None))))
    data = args.data or os.environ.get("COUNTER_DATA")
    if not data and name not in _NEEDS_NO_FOLDER:
        say("Chưa biết thư mục dữ liệu: thêm --data DIR hoặc đặt biến COUNTER_DATA.")
        return USAGE
    programme = Programme(
        data=Path(data or "."),
        user=args.user or os.environ.get("COUNTER_USER") or None,
        password=os.environ.get("COUNTER_PASSWORD") or None,
        clock=clock,
        probe=probe,
    )
    return _guarded(name, programme, args)


def _guarded(name: str, programme: Programme, args: argparse.Namespace) -> int:
    """Runs a command; whatever fails is told in words, never as a traceback."""
    try:
        module, function = _RUN[name].split(":")
        run: Callable[[Programme, argparse.Namespace], int] = getattr(
            import_module(f"counter_app.commands.{module}"), function
        )
        return run(programme, args)
    except Refused as wrong:
        write({"ok": False, "errors": told(wrong.errors)})
        for error in wrong.errors:
            say(messages.refusal(error))
        return REFUSED
    except EnvironmentFault as found:
        write({"ok": False, "errors": told_fault(found)})
        say(messages.fault(found))
        return ENVIRONMENT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ENVIRONMENT
    except KeyboardInterrupt:
        return 130
    except Exception as bug:
        if os.environ.get("COUNTER_DEBUG"):
            raise
        return _told_bug(bug)
    finally:
        for notice in programme.notices:
            say(messages.NOTICES[notice])


def _told_bug(bug: Exception) -> int:
    """Names where it happened, without values: they may be a citizen's."""
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(bug.__traceback__)
    where = [f"{Path(f.filename).name}:{f.lineno}" for f in frames]
    kind = type(bug).__name__
    say(f"Lỗi ngoài dự kiến {reference} ({kind}). Những gì đã báo lưu vẫn còn nguyên.")
    say(f"Gửi dòng này cho kỹ thuật: {reference} {' '.join(where[-6:])}")
    return ENVIRONMENT
