"""Command line of the central server, ``counter-central``: JSON out, words on standard error."""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import msgspec

from central import words
from core.domain.errors import EnvironmentFault, FieldError, Refused

OK, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3
#: where a central lives when nobody says
DEFAULT_FOLDER: Final = "central-data"

#: command -> module:function, imported only when it runs
_RUN: Final = {
    "serve": "serving:serve",
    "enrol": "stations:enrol",
    "revoke": "stations:revoke",
    "site set": "stations:site_set",
    "stick in": "stations:stick_in",
    "status": "looking:status",
    "exceptions": "looking:exceptions",
    "exceptions resolve": "people:exceptions_resolve",
    "operator add": "people:operator_add",
    "operator remove": "people:operator_remove",
    "catalogue import": "reference:catalogue_import",
    "agency set": "reference:agency_set",
    "rule-pack import": "reference:rule_pack_import",
    "calendar import": "reference:calendar_import",
    "account set": "reference:account_set",
    "roster set": "reference:roster_set",
    "decision": "handing:decision",
    "portal import": "handing:portal_import",
    "bind": "handing:bind",
    "export run": "outgoing:export_run",
    "export file": "outgoing:export_file",
    "export status": "outgoing:export_status",
    "notices": "outgoing:notices",
    "backup": "keeping:backup",
    "restore": "keeping:restore",
    "rebuild": "keeping:rebuild",
}
_Sub = argparse._SubParsersAction  # the only name of the type
Run = Callable[[argparse.Namespace], int]


def parser() -> argparse.ArgumentParser:
    """Returns the argument parser; its commands and options are stable."""
    where = argparse.ArgumentParser(add_help=False)
    _place_arguments(where, argparse.SUPPRESS)  # a default here would undo what stood before
    top = argparse.ArgumentParser(
        prog="counter-central", description="Máy chủ của tỉnh: gom nhật ký của các máy trạm."
    )
    _place_arguments(top, None)
    commands = top.add_subparsers(dest="command", required=True, metavar="LỆNH")
    _serve_arguments(commands, where)
    _station_arguments(commands, where)
    _keeping_arguments(commands, where)
    _reference_arguments(commands, where)
    _handing_arguments(commands, where)
    _people_arguments(commands, where)
    _outgoing_arguments(commands, where)
    return top


def _place_arguments(to: argparse.ArgumentParser, default: str | None) -> None:
    to.add_argument(
        "--data", metavar="DIR", default=default, help="thư mục dữ liệu (hoặc COUNTER_CENTRAL_DATA)"
    )
    to.add_argument(
        "--database",
        metavar="URL",
        default=default,
        help="PostgreSQL (hoặc COUNTER_CENTRAL_DATABASE); không có: PostgreSQL đi kèm",
    )


def _serve_arguments(
    commands: _Sub[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    p = commands.add_parser("serve", parents=[where], help="phục vụ máy trạm và trang tra cứu")
    p.add_argument("--listen", metavar="HOST:PORT", required=True)
    p.add_argument("--address", metavar="URL", help="địa chỉ mà máy trạm gọi tới")
    p.add_argument("--workers", type=int, default=1, metavar="N", help="số tiến trình")
    p.add_argument("--practice", action="store_true", help="máy chủ tập huấn")
    p.add_argument("--province", metavar="NAME", default="", help="tên tỉnh")
    p.add_argument("--certificate", metavar="FILE", help="chứng thư TLS (PEM)")
    p.add_argument("--key", metavar="FILE", help="khóa của chứng thư (PEM)")


def _station_arguments(
    commands: _Sub[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    p = commands.add_parser("enrol", parents=[where], help="mã ghi danh một lần cho một máy trạm")
    p.add_argument("site", metavar="SITE")
    p.add_argument("station", metavar="STATION", type=int)
    p.add_argument("--site-name", metavar="NAME")
    p.add_argument("--out", metavar="FILE", help="tệp cho máy trạm không có mạng")
    p = commands.add_parser("revoke", parents=[where], help="thu hồi khóa của một máy trạm")
    p.add_argument("site", metavar="SITE")
    p.add_argument("station", metavar="STATION", type=int)
    p.add_argument("--from", dest="first", type=int, metavar="SEQ")
    site = commands.add_parser("site", help="điểm tiếp nhận")
    inner = site.add_subparsers(dest="sub", required=True)
    p = inner.add_parser("set", parents=[where], help="tạo hoặc sửa một điểm tiếp nhận")
    p.add_argument("site", metavar="SITE")
    p.add_argument("--name", metavar="NAME")
    p.add_argument("--lease-size", type=int, metavar="N", help="số thứ tự mỗi lần cấp")
    p.add_argument("--binds", choices=("yes", "no"), help="tỉnh tự cấp mã cho số tạm")
    stick = commands.add_parser("stick", help="thẻ nhớ USB của máy trạm")
    inner = stick.add_subparsers(dest="sub", required=True)
    p = inner.add_parser("in", parents=[where], help="nhận tệp từ thẻ nhớ và ghi tệp trả lời")
    p.add_argument("file", metavar="FILE")
    p.add_argument("--out", required=True, metavar="ANSWER")


def _keeping_arguments(
    commands: _Sub[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    commands.add_parser("status", parents=[where], help="sự kiện, hồ sơ, máy trạm, ngoại lệ")
    p = commands.add_parser("exceptions", parents=[where], help="danh sách ngoại lệ còn mở")
    p.add_argument("--site", metavar="SITE")
    inner = p.add_subparsers(dest="sub")
    p = inner.add_parser("resolve", parents=[where], help="quyết định về một dòng ngoại lệ")
    p.add_argument("line", metavar="ID", type=int)
    p.add_argument("--site", required=True, metavar="SITE")
    p.add_argument("--decision", required=True, metavar="DECISION")
    p.add_argument("--reason", required=True, metavar="TEXT")
    p = commands.add_parser("backup", parents=[where], help="sao lưu")
    p.add_argument("file", metavar="FILE")
    p = commands.add_parser("restore", parents=[where], help="khôi phục từ bản sao lưu")
    p.add_argument("file", metavar="FILE")
    p.add_argument("--new-keys", action="store_true", help="bỏ khóa cũ, ghi danh lại từ đầu")
    p = commands.add_parser("rebuild", parents=[where], help="dựng lại các bảng từ sự kiện")
    p.add_argument("--site", metavar="SITE")


def _reference_arguments(
    commands: _Sub[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    for name, verb, told in (
        ("catalogue", "import", "danh mục thủ tục từ tệp CSV, cho mọi điểm"),
        ("rule-pack", "import", "bộ quy định từ tệp TOML, cho mọi điểm"),
        ("calendar", "import", "lịch nghỉ một năm từ tệp TOML, cho mọi điểm"),
    ):
        inner = commands.add_parser(name, help=told).add_subparsers(dest="sub", required=True)
        inner.add_parser(verb, parents=[where], help=told).add_argument("file", metavar="FILE")
    inner = commands.add_parser("agency", help="cơ quan giải quyết").add_subparsers(
        dest="sub", required=True
    )
    p = inner.add_parser("set", parents=[where], help="mã định danh của một cơ quan")
    p.add_argument("name", metavar="NAME")
    p.add_argument("identifier", metavar="IDENTIFIER")
    inner = commands.add_parser("account", help="tài khoản của một điểm").add_subparsers(
        dest="sub", required=True
    )
    p = inner.add_parser("set", parents=[where], help="tạo, sửa hoặc khóa một tài khoản")
    p.add_argument("site", metavar="SITE")
    p.add_argument("login", metavar="LOGIN")
    p.add_argument("--name", metavar="NAME")
    p.add_argument("--role", metavar="ROLE")
    p.add_argument("--inactive", action="store_true", help="khóa tài khoản")
    _password_argument(p)
    inner = commands.add_parser("roster", help="máy trạm của một điểm").add_subparsers(
        dest="sub", required=True
    )
    p = inner.add_parser("set", parents=[where], help="tất cả máy trạm của một điểm")
    p.add_argument("site", metavar="SITE")
    p.add_argument("stations", metavar="STATION[=NAME]", nargs="+")


def _handing_arguments(
    commands: _Sub[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    p = commands.add_parser("decision", parents=[where], help="quyết định của cơ quan giải quyết")
    p.add_argument("number", metavar="NUMBER")
    p.add_argument("state", metavar="STATE")
    p.add_argument("--note", metavar="TEXT")
    p.add_argument("--document", metavar="NUMBER", help="số văn bản")
    p.add_argument("--due", metavar="DAY|TIME", help="ngày hẹn trả mới")
    inner = commands.add_parser("portal", help="hồ sơ nộp trên cổng dịch vụ công").add_subparsers(
        dest="sub", required=True
    )
    p = inner.add_parser("import", parents=[where], help="đưa hồ sơ từ tệp JSON Lines về một điểm")
    p.add_argument("site", metavar="SITE")
    p.add_argument("file", metavar="FILE")
    p = commands.add_parser(
        "bind",
        parents=[where],
        help="gắn mã chính thức cho số tạm; bind import FILE: cả danh sách CSV",
    )
    p.add_argument("number", metavar="NUMBER|import")
    p.add_argument("code", metavar="CODE|FILE")


def _people_arguments(
    commands: _Sub[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    operator = commands.add_parser("operator", help="người của tỉnh dùng trang điều hành")
    inner = operator.add_subparsers(dest="sub", required=True)
    p = inner.add_parser("add", parents=[where], help="thêm người, hoặc đổi tên và mật khẩu")
    p.add_argument("login", metavar="LOGIN")
    p.add_argument("--name", required=True, metavar="NAME")
    _password_argument(p)
    p = inner.add_parser("remove", parents=[where], help="bỏ một người")
    p.add_argument("login", metavar="LOGIN")


def _password_argument(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--password-stdin",
        action="store_true",
        help="mật khẩu ở đầu vào chuẩn (hoặc biến COUNTER_PASSWORD)",
    )


def _outgoing_arguments(
    commands: _Sub[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    told = "gửi hồ sơ tới cổng dịch vụ công"
    inner = commands.add_parser("export", help=told).add_subparsers(dest="sub", required=True)
    inner.add_parser("run", parents=[where], help="gửi những gì chưa gửi")
    p = inner.add_parser("file", parents=[where], help="ghi những gì mới ra tệp JSON Lines")
    p.add_argument("folder", metavar="FOLDER")
    inner.add_parser("status", parents=[where], help="đã gửi, còn chờ, bị từ chối")
    commands.add_parser("notices", parents=[where], help="thông báo tới người nộp hồ sơ")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status, the same ones as counter-app's."""
    try:
        args = parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if any("\ud800" <= c <= "\udfff" for word in vars(args).values() for c in str(word)):
        say("Tham số có byte không phải UTF-8. Gõ lại lệnh.")
        return USAGE
    folder = args.data or os.environ.get("COUNTER_CENTRAL_DATA") or DEFAULT_FOLDER
    args.data = Path(folder)
    args.database = args.database or os.environ.get("COUNTER_CENTRAL_DATABASE") or None
    name = " ".join(filter(None, (args.command, getattr(args, "sub", None))))
    return _guarded(name, args)


def _guarded(name: str, args: argparse.Namespace) -> int:
    """Runs a command; whatever fails is told in words, never as a traceback."""
    try:
        module, function = _RUN[name].split(":")
        run: Run = getattr(import_module(f"central.commands.{module}"), function)
        return run(args)
    except Refused as wrong:
        write({"ok": False, "errors": [told(error) for error in wrong.errors]})
        for error in wrong.errors:
            say(words.refusal(error))
        return REFUSED
    except EnvironmentFault as found:
        message = words.fault(found)
        write({"ok": False, "errors": [{"code": found.code, "field": "", "message": message}]})
        say(message)
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


def _told_bug(bug: Exception) -> int:
    """Names where it happened, without values: they may be a citizen's."""
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(bug.__traceback__)
    where = [f"{Path(f.filename).name}:{f.lineno}" for f in frames]
    kind = type(bug).__name__
    say(f"Lỗi ngoài dự kiến {reference} ({kind}). Những gì đã báo nhận vẫn còn nguyên.")
    say(f"Gửi dòng này cho kỹ thuật: {reference} {' '.join(where[-6:])}")
    return ENVIRONMENT


def told(error: FieldError) -> dict[str, str]:
    """A refusal as ``code, field, message``."""
    return {"code": error.code, "field": error.field, "message": words.refusal(error)}


def write(result: object) -> None:
    """One JSON object on a line of its own, handed over at once."""
    sys.stdout.buffer.write(msgspec.json.encode(result) + b"\n")
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """A sentence for a person."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
