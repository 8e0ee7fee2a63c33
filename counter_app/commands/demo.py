"""``demo``: a practice ward with forty invented dossiers, played through the real commands.

Nothing outside the demo's folder is touched and the system keyring is never
asked: the key file stands beside the data, inside the folder.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec

from core.domain.errors import FieldError, Refused
from core.domain.text import clean
from core.domain.timezone import VIETNAM
from counter_app import VERSION
from counter_app.bootstrap import Programme
from counter_app.commands import demo_central, demo_window, dossiers, integrity, station, sync
from counter_app.commands.demo_summary import markdown
from counter_app.output import ENVIRONMENT, OK, iso, say, write
from db.files import file_faults, write_atomically

SITE = "H49.215"
SITE_NAME = "Trung tâm Phục vụ hành chính công phường Cửa Ông"
#: tells a folder of ours from any other
MARKER = ".quay-mot-cua-demo"
#: what a demo leaves in its folder; only these are ever removed
OURS = (
    "data",
    "data.key",
    "data.mark",
    "receipts",
    "backup.qmc",
    "recovery.txt",
    "window",
    "central",
)
WRITTEN = ("summary.json", "summary.md")

Command = Callable[[Programme, argparse.Namespace], int]


class Failed(Exception):
    """A step of the demo did not do what it should; the text says which and how."""


@dataclass
class Stage:
    """Runs commands as the command line does and keeps what they said.

    Attributes:
        programme: the practice folder and who acts in it.
        status: exit status of the last command.
        words: what it told people, for the report of a failure.
    """

    programme: Programme
    status: int = OK
    words: str = field(default="", repr=False)

    def run(self, command: Command, **arguments: Any) -> list[dict[str, Any]]:
        """The JSON objects that a command put out."""
        with _caught() as (out, err):
            self.status = command(self.programme, argparse.Namespace(**arguments))
        self.words = err.getvalue()
        return [msgspec.json.decode(line) for line in out.getvalue().splitlines()]

    def one(self, command: Command, **arguments: Any) -> dict[str, Any]:
        """The only object of a command that must succeed.

        Raises:
            Failed: it did not, or said more or less than one thing.
        """
        found = self.run(command, **arguments)
        if self.status != OK or len(found) != 1:
            name = getattr(command, "__name__", "?")
            raise Failed(f"{name}: mã thoát {self.status}. {self.words.strip()}")
        return found[0]


@contextlib.contextmanager
def _caught() -> Iterator[tuple[io.BytesIO, io.StringIO]]:
    """Both outputs of the commands inside, instead of the process's own."""
    out, err = io.BytesIO(), io.StringIO()
    text = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(err):
        yield out, err
    text.flush()
    text.detach()


@contextlib.contextmanager
def sample() -> Iterator[Path]:
    """The file of forty invented dossiers that the program carries."""
    name = "demo_data/fictitious_dossiers.jsonl"
    with as_file(files("counter_app").joinpath(name)) as path:
        yield path


def practice_ward(folder: Path, programme: Programme) -> Stage:
    """Sets up a practice ward in ``folder/data``; its password is kept nowhere.

    Raises:
        Failed, Refused, EnvironmentFault: it could not be set up.
    """
    stage = Stage(
        replace(
            programme,
            data=folder / "data",
            user="tap-huan",
            password=secrets.token_hex(4),
            notices=[],
        )
    )
    stage.one(
        station.setup,
        site=SITE,
        site_name=SITE_NAME,
        station=3,
        block="1-500",
        practice=True,
        key_file=str(folder / "data.key"),
        recovery_out=str(folder / "recovery.txt"),
        mark=str(folder / "data.mark"),
        admin="tap-huan",
        admin_name="Cán bộ tập huấn",
        password_stdin=False,
        parent_org=None,
        place=None,
        hotline="",
        lookup_site="",
        central=None,
        enrol=None,
        certificates=None,
    )
    return stage


def demo(programme: Programme, args: argparse.Namespace) -> int:
    """Plays the demo and leaves receipts, a backup and a summary in its folder."""
    folder = Path(args.dir).absolute()
    started = time.monotonic()
    say(f"Dựng phường tập huấn trong {folder} …")
    _prepare(folder)
    with contextlib.ExitStack() as leave:
        try:
            stage = practice_ward(folder, programme)
            result = _play(folder, stage)
            result["central"] = central = _send(folder, stage, leave, result)
        except Failed as wrong:
            say(f"Bản trình diễn dừng lại: {wrong}")
            say("Xem lại ổ đĩa và quyền ghi, chạy self-test, rồi chạy lại demo.")
            write({"ok": False, "dir": str(folder), "failed": str(wrong)})
            return ENVIRONMENT
        if "skipped" not in central:
            result["checks"]["looked_up"] = central["ok"]
            result["ok"] = all(result["checks"].values())
        return _finish(folder, stage, result, started, args)


def _finish(
    folder: Path, stage: Stage, result: dict[str, Any], started: float, args: argparse.Namespace
) -> int:
    """Writes the summaries and, where there is a screen, opens the window."""
    result["seconds"] = round(time.monotonic() - started, 2)
    with file_faults():
        text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
        write_atomically(folder / "summary.json", text.encode(), mode=0o644)
        shown = markdown(result)
        write_atomically(folder / "summary.md", shown.encode(), mode=0o644)
    _tell(result, folder)
    write({name: value for name, value in result.items() if name != "dossiers"})
    if result["ok"] and demo_window.has_screen() and not args.no_window:
        say(
            f"Mở cửa sổ tập huấn: tài khoản {stage.programme.user}, mật khẩu"
            f" {stage.programme.password}. Đóng cửa sổ là xong."
        )
        return demo_window.open_window(stage.programme)
    return OK if result["ok"] else ENVIRONMENT


def _send(
    folder: Path, stage: Stage, leave: contextlib.ExitStack, result: dict[str, Any]
) -> dict[str, Any]:
    """Joins a real central, syncs, and looks the window's dossier up on its status page.

    Raises:
        Failed: a step did not do what it should.
    """
    say("Máy chủ của tỉnh (tập huấn): ghi danh, đồng bộ, tra cứu …")
    try:
        central = leave.enter_context(demo_central.running())
    except demo_central.NoCentral as why:
        say(f"Bỏ qua phần máy chủ: {why}. Hồ sơ vẫn ở máy trạm.")
        return {"skipped": str(why)}
    code = central.code(SITE, 3)
    joining = {"code": code, "central": central.url, "new_central": False}
    stage.one(sync.enrol, **joining, file=None, certificates=None)
    sent = stage.one(sync.sync, watch=False, certificates=None)
    number = result["window"]["dossier_code"]
    shown = stage.one(dossiers.show, code=number)
    status, page = central.looked_up(number, shown["lookup_code"])
    for _ in range(100):  # the tables follow the journal a moment later
        if status == 200:
            break
        time.sleep(0.1)
        status, page = central.looked_up(number, shown["lookup_code"])
    return {
        "ok": status == 200 and number in page,
        "url": central.url,
        "pushed": sent["pushed"],
        "at_central": sent["at_central"],
        "here": sent["here"],
        "looked_up": number,
        **demo_central.keep_page(page, folder / "central"),
    }


def _prepare(folder: Path) -> None:
    """An empty folder with our marker; an earlier demo's files go, nothing else.

    Raises:
        Refused: ``folder_exists``: it holds something that is not a demo.
    """
    with file_faults():
        if folder.exists() and not (folder.is_dir() and _may_be_used(folder)):
            raise Refused(FieldError("folder_exists", "dir", {"path": str(folder)}))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARKER).touch()
        for name in (*OURS, *WRITTEN):
            path = folder / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _may_be_used(folder: Path) -> bool:
    return (folder / MARKER).is_file() or not any(folder.iterdir())


def _play(folder: Path, stage: Stage) -> dict[str, Any]:
    say("Tiếp nhận 40 hồ sơ giả định, mỗi hồ sơ vào đúng giờ của nó …")
    receipts = folder / "receipts"
    with sample() as source:
        asked = [msgspec.json.decode(line) for line in source.read_bytes().splitlines()]
        logged = stage.run(dossiers.receive, file=str(source), receipts=str(receipts), at="record")
    if stage.status != OK or not all(each["ok"] for each in logged):
        refused = [each["line"] for each in logged if not each["ok"]]
        raise Failed(f"receive: mã thoát {stage.status}, dòng {refused}. {stage.words.strip()}")
    say("Tìm, sửa rồi in lại, hủy, sao lưu …")
    acts = _acts(stage, folder, logged)
    say("Một lượt tiếp nhận qua cửa sổ thật …")
    try:
        window = demo_window.play(stage.programme, folder / "window")
    except demo_window.Stuck as wrong:
        raise Failed(f"cửa sổ: không tới được bước {wrong}") from wrong
    say("Kiểm tra toàn vẹn …")
    acts["verify"] = stage.one(integrity.verify, full=True)
    dossiers_told = _rows(asked, logged, folder)
    checks = {
        "forty_logged": len(logged) == 40,
        "numbers_unique": len({each["dossier_code"] for each in logged}) == 40,
        "receipts_written": all(each["receipt_ok"] for each in dossiers_told),
        "found": acts["search"]["hits"] >= 1,
        "amended": acts["amend"]["phone"] == acts["amend"]["phone_stored"],
        "reprint_written": _is_pdf(folder / acts["amend"]["reprint"]),
        "cancelled": acts["cancel"]["state"] == "cancelled",
        "window_played": _is_pdf(folder / "window" / window["receipt"]),
        "verified": acts["verify"]["ok"],
    }
    return {
        "ok": all(checks.values()),
        "program": VERSION,
        "made_at": iso(stage.programme.clock().astimezone(VIETNAM)),
        "dir": str(folder),
        "practice": True,
        "checks": checks,
        "counts": _counts(logged, acts["verify"]),
        "due_differs_from_file": [
            {name: each[name] for name in ("line", "dossier_code", "due_at", "due_in_file")}
            for each in dossiers_told
            if (each["due_at"] or "")[:10] != (each["due_in_file"] or "")
        ],
        **acts,
        "window": window,
        "dossiers": dossiers_told,
    }


def _acts(stage: Stage, folder: Path, logged: list[dict[str, Any]]) -> dict[str, Any]:
    """One search, one amendment with its reprint, one cancellation, one backup."""
    typed = "do dinh dac"
    hits = stage.run(dossiers.find, text=typed, limit=5)
    code, phone = logged[0]["dossier_code"], "0570000999"
    body = {"applicant": {"phone": phone}, "reason": "Người nộp đọc lại số điện thoại"}
    stage.one(dossiers.act, code=code, action="amend", json=json.dumps(body))
    reprint = folder / "receipts" / f"{code}-in-lai.pdf"
    stage.one(dossiers.form, name="receipt", code=code, out=str(reprint))
    amended = stage.one(dossiers.show, code=code)
    void, reason = logged[36]["dossier_code"], "Người nộp xin rút, nhập nhầm nội dung"
    cancelled = stage.one(
        dossiers.act, code=void, action="cancel", json=json.dumps({"reason": reason})
    )
    saved = stage.one(integrity.backup, file=str(folder / "backup.qmc"))
    return {
        "search": {
            "typed": typed,
            "hits": len(hits),
            "first": {name: hits[0][name] for name in ("dossier_code", "owner")} if hits else None,
        },
        "amend": {
            "dossier_code": code,
            "phone": phone,
            "phone_stored": amended["owner"]["phone"],
            "events": len(amended["events"]),
            "reprint": str(reprint.relative_to(folder)),
        },
        "cancel": {"dossier_code": void, "state": cancelled["state"], "reason": reason},
        "backup": {
            "file": "backup.qmc",
            "bytes": (folder / "backup.qmc").stat().st_size,
            "events": saved["events"],
        },
    }


def _tell(result: dict[str, Any], folder: Path) -> None:
    counts = result["counts"]
    say(
        f"Xong trong {result['seconds']:.1f} giây: {counts['dossiers']} hồ sơ,"
        f" {counts['official']} mã chính thức, {counts['provisional']} số tạm."
    )
    say(f"Giấy hẹn: {folder / 'receipts'}; tóm tắt: {folder / 'summary.md'}.")
    if not result["ok"]:
        wrong = ", ".join(name for name, good in result["checks"].items() if not good)
        say(f"Có bước chưa đạt: {wrong}. Chạy self-test rồi gửi summary.json cho kỹ thuật.")


def _is_pdf(path: Path) -> bool:
    """Whether a file begins and ends as a PDF does."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def _rows(
    asked: list[dict[str, Any]], logged: list[dict[str, Any]], folder: Path
) -> list[dict[str, Any]]:
    """One row a dossier: what the file asked for and what became of it."""
    rows = []
    for source, done in zip(asked, logged, strict=True):
        path = Path(done["receipt"] or folder)
        rows.append(
            {
                "line": done["line"],
                "dossier_code": done["dossier_code"],
                "provisional": done["provisional"],
                "why_provisional": done.get("why_provisional"),
                "owner": clean(source["applicant"]["name"]),
                "procedure_code": source["procedure_code"],
                "received_at": done["received_at"],
                "due_at": done["due_at"],
                "due_in_file": source.get("due_at"),
                "receipt": str(path.relative_to(folder)) if done["receipt"] else None,
                "receipt_ok": _is_pdf(path),
                "warnings": [warning["code"] for warning in done.get("warnings", ())],
                "edge_case": source.get("edge_case"),
            }
        )
    return rows


def _counts(logged: list[dict[str, Any]], verified: dict[str, Any]) -> dict[str, int]:
    """The figures of the page's head."""
    provisional = sum(each["provisional"] for each in logged)
    return {
        "dossiers": len(logged),
        "official": len(logged) - provisional,
        "provisional": provisional,
        "with_due_date": sum(each["due_at"] is not None for each in logged),
        "receipts": sum(each["receipt"] is not None for each in logged),
        "events": sum(stream["events"] for stream in verified["streams"]),
    }
