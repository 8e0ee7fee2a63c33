"""``self-test``: does this installation have all it needs, and does it work?

Run after every installation and on every packaged build. Everything is done
in a temporary folder; the system keyring and the station's data are left alone.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from core.data import load_calendar_years, load_rule_packs
from core.domain.catalogue_file import read_catalogue
from core.domain.citizen_card import read_card
from counter_app import VERSION, paper
from counter_app.bootstrap import Programme, new_id
from counter_app.commands import demo, dossiers, integrity
from counter_app.commands.plain import shipped_catalogue
from counter_app.output import ENVIRONMENT, OK, say, write

#: rows, rows with a local key, rows whose limit must be asked, rows with an unknown fee
CATALOGUE = (630, 19, 70, 231)
#: every letter of Vietnamese, without its capitals
LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
CARD = "022194000001||Nguyễn Thị Huyền Diệu|01021994|Nữ|Khu Giả Định 1, Quảng Ninh|15082021"
#: how a dossier leaves reception with each form
EXITS: dict[str, dict[str, Any]] = {
    "receipt": {},
    "supplement": {"supplement": {"reason": "Thiếu giấy tờ", "wanted": ["Bản sao giấy tờ"]}},
    "refusal": {"refusal": {"reason": "Không thuộc thẩm quyền", "returned": ["Tờ khai"]}},
}
REINSTALL = "Cài lại chương trình: tệp đi kèm bị thiếu hoặc hỏng."
#: what a shared library that cannot be opened is called in an import error
_LIBRARY = re.compile(r"(lib[\w.+-]+\.so[.\d]*|[\w.+-]+\.dll)", re.IGNORECASE)
_QT = (
    "import sys; from PySide6.QtWidgets import QApplication; from PySide6.QtCore import qVersion;"
    "app = QApplication(['self-test']); sys.stdout.write(qVersion() + ' ' + app.platformName())"
)


class Wrong(Exception):
    """A check's own finding, in words for a person."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to try.

    Attributes:
        name: stable, for scripts.
        run: does it and says what was seen; raises when it fails.
        advice: what a person does about a failure.
    """

    name: str
    run: Callable[[], str]
    advice: str


def self_test(programme: Programme, args: argparse.Namespace) -> int:
    """Runs every check, says what failed and what to do about it."""
    results = []
    with tempfile.TemporaryDirectory(prefix="counter-self-test-") as name:
        for check in _checks(Path(name), programme):
            result = _tried(check)
            results.append(result)
            if not result["ok"]:
                say(f"{check.name}: hỏng – {result['detail']}\n  {check.advice}")
    ok = all(each["ok"] for each in results)
    say(f"Tự kiểm tra: {sum(r['ok'] for r in results)}/{len(results)} mục đạt.")
    write({"ok": ok, "program": VERSION, "checks": results})
    return OK if ok else ENVIRONMENT


def _tried(check: Check) -> dict[str, Any]:
    started = time.monotonic()
    try:
        detail, ok = check.run(), True
    except Exception as wrong:  # a check may fail in any way: that is what it is for
        ok, detail = False, str(wrong) or type(wrong).__name__
        if not isinstance(wrong, Wrong):
            detail = f"{type(wrong).__name__}: {detail}"
    return {
        "name": check.name,
        "ok": ok,
        "seconds": round(time.monotonic() - started, 3),
        "detail": detail[:1000],
    }


def _checks(folder: Path, programme: Programme) -> list[Check]:
    ward = _Ward(folder / "ward", programme)
    disk = "Xem chỗ trống và quyền ghi của thư mục tạm, rồi chạy lại."
    return [
        Check("rules", rules, REINSTALL),
        Check("catalogue", catalogue, REINSTALL),
        Check("fonts", fonts, REINSTALL),
        Check("barcode", barcodes, REINSTALL),
        Check("keys", lambda: keys(folder / "keys"), disk),
        Check("password", passwords, REINSTALL),
        Check("database", lambda: database(folder / "empty"), disk),
        Check("dossier", ward.dossier, disk),
        *(
            Check(f"form_{name}", lambda name=name: ward.form(name), REINSTALL)  # type: ignore[misc]
            for name in paper.FORMS
        ),
        Check("verify", ward.verify, disk),
        Check("scanner", scanner, REINSTALL),
        Check(
            "window",
            window,
            "Chạy tools/system-packages.sh base (Debian/Ubuntu) hoặc cài thư viện nêu trên, xem lại"
            " biến DISPLAY; chưa sửa thì không mở được cửa sổ, các lệnh vẫn chạy.",
        ),
    ]


def rules() -> str:
    """Rule packs and calendars are there and fit their types."""
    packs, years = load_rule_packs(), load_calendar_years()
    if not packs or not years:
        raise Wrong("thiếu bộ quy định hoặc lịch nghỉ")
    names = ", ".join(pack.id for pack in packs)
    return f"{names}; lịch {', '.join(str(table.year) for table in years)}"


def catalogue() -> str:
    """The catalogue is whole: its counts are those of its release."""
    found = read_catalogue(shipped_catalogue())
    counted = (
        len(found),
        sum(bool(p.local_key) for p in found),
        sum(not p.limit for p in found),
        sum(p.fee_vnd is None for p in found),
    )
    if counted != CATALOGUE:
        raise Wrong(f"đếm được {counted}, phải là {CATALOGUE}")
    return "{} thủ tục, {} mã riêng, {} hỏi thời hạn, {} chưa rõ phí".format(*counted)


def fonts() -> str:
    """All four faces open and hold every Vietnamese letter."""
    from printing.fonts import FACES, coverage, register

    register()
    missing = sorted(set(LETTERS + LETTERS.upper()) - coverage())
    if missing:
        raise Wrong(f"phông thiếu chữ {' '.join(missing)}")
    return f"{', '.join(FACES)}; {len(coverage())} ký tự"


def barcodes() -> str:
    """Code 128 (python-barcode) and QR (segno) of a dossier code are drawn."""
    from printing.barcode import code128_modules, encodable, fit_bars, fit_qr

    code = "H49.215-261005-0001"
    modules = code128_modules(code) if encodable(code) else ""
    if fit_bars(code, 200.0) is None or not modules.endswith("1100011101011"):
        raise Wrong(f"không vẽ được mã vạch của {code}")
    return f"Code 128 {len(modules)} vạch, QR {fit_qr(code, 45.0).size:.0f} điểm"


def keys(folder: Path) -> str:
    """The database key comes back through the key file and the recovery key; Ed25519 signs."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from db.keys import KEYS_NAME, create_keys, unlock, unlock_with_recovery

    folder.mkdir()
    made = create_keys(folder, folder.with_name("keys.key"))
    sealed = (folder / KEYS_NAME).read_bytes()
    ways = {unlock(folder), unlock_with_recovery(sealed, made.recovery_key)}
    if ways != {made.database_key}:
        raise Wrong("khóa mở ra không giống khóa đã cất")
    signer = Ed25519PrivateKey.generate()
    signer.public_key().verify(signer.sign(sealed), sealed)
    return "tệp khóa, khóa khôi phục, chữ ký Ed25519"


def passwords() -> str:
    """argon2id accepts the right password only."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerifyMismatchError

    from counter_app.session import hash_password

    password = secrets.token_urlsafe(12)
    hashed = hash_password(password)
    PasswordHasher().verify(hashed, password)
    try:
        PasswordHasher().verify(hashed, password + "x")
    except VerifyMismatchError:
        return hashed.rpartition("$")[0].rpartition("$")[0]
    raise Wrong("mật khẩu sai vẫn được nhận")


def database(folder: Path) -> str:
    """An empty encrypted database takes every migration and is not readable without its key."""
    from db.store import DATABASE, SCHEMA, create_store

    folder.mkdir()
    store = create_store(folder, secrets.token_bytes(32), folder.with_name("empty.mark"), new_id)
    try:
        (version,) = store.conn.execute("PRAGMA user_version").fetchone()
        (cipher,) = store.conn.execute("PRAGMA cipher_version").fetchone()
    finally:
        store.close()
    if version != SCHEMA:
        raise Wrong(f"lược đồ {version}, phải là {SCHEMA}")
    if (folder / DATABASE).read_bytes()[:15] == b"SQLite format 3":
        raise Wrong("cơ sở dữ liệu không được mã hóa")
    return f"SQLCipher {cipher}, lược đồ {version}"


class _Ward:
    """A practice ward in a temporary folder, set up by the first check that needs it."""

    def __init__(self, folder: Path, programme: Programme) -> None:
        self._folder = folder
        self._programme = programme
        self._stage: demo.Stage | None = None
        self._first: dict[str, Any] = {}
        self._codes: dict[str, str] = {}

    def dossier(self) -> str:
        """A dossier goes in through the code of ``receive`` and is found again."""
        self._folder.mkdir()
        self._stage = demo.practice_ward(self._folder, self._programme)
        with demo.sample() as source:
            self._first = msgspec.json.decode(source.read_bytes().splitlines()[0])
        done = self._received("receipt")
        code = done["dossier_code"]
        hits = self._stage.run(dossiers.find, text=self._first["applicant"]["name"], limit=5)
        if [hit["dossier_code"] for hit in hits] != [code]:
            raise Wrong(f"hồ sơ {code} đã lưu nhưng tìm không ra")
        return f"{code}, hẹn {done['due_at']}"

    def _received(self, form: str) -> dict[str, Any]:
        """A dossier that leaves with this form; what ``receive`` says of it."""
        line = self._folder / f"{form}.jsonl"
        line.write_bytes(msgspec.json.encode({**self._first, **EXITS[form]}) + b"\n")
        done = self._ready().one(dossiers.receive, file=str(line), receipts=None, at="record")
        self._codes[form] = done["dossier_code"]
        return done

    def _ready(self) -> demo.Stage:
        if self._stage is None:
            raise Wrong("chưa thử được vì mục dossier hỏng")
        return self._stage

    def verify(self) -> str:
        """Chain, signatures, pages and tables of that ward are whole."""
        found = self._ready().one(integrity.verify, full=True)
        return f"{sum(stream['events'] for stream in found['streams'])} sự kiện, toàn vẹn"

    def form(self, name: str) -> str:
        """A form is rendered from a dossier that has it and carries its number."""
        stage, target = self._ready(), self._folder / f"{name}.pdf"
        code = self._codes.get(name) or self._received(name)["dossier_code"]
        stage.one(dossiers.form, name=name, code=code, out=str(target))
        data = target.read_bytes()
        if not data.startswith(b"%PDF-") or f"({code})".encode() not in data:
            raise Wrong(f"mẫu {name} không phải PDF của {code}")
        return f"{len(data)} byte, mang mã {code}"


def scanner() -> str:
    """A simulated scanner's line brings a citizen card that the domain decodes."""
    from devices.drivers.barcode_scanner import BarcodeScannerDriver
    from devices.resources import SerialResource

    driver = BarcodeScannerDriver(
        SerialResource("máy quét giả lập", "sim://scanner?" + urlencode({"scan": CARD}))
    )
    try:
        scans = [scan for step in range(5) for scan in driver.poll(step / 10)]
        problem = driver.status.problem
    finally:
        driver.close()
    if len(scans) != 1:
        raise Wrong(f"máy quét giả lập gửi {len(scans)} mã. {problem}")
    card = read_card(scans[0].payload, today=date(2026, 10, 5))
    if (card.name, card.birth, card.warnings) != ("Nguyễn Thị Huyền Diệu", date(1994, 2, 1), ()):
        raise Wrong("thẻ căn cước giải mã sai")
    return f"{len(scans[0].payload)} byte, thẻ giải mã đúng"


def window() -> str:
    """Qt's widgets load and an application starts, on no screen if there is none.

    In a process of its own where that is possible: Qt ends the process when it
    finds no platform to run on.
    """
    if getattr(sys, "frozen", False):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        try:
            widgets = import_module("PySide6.QtWidgets")
        except ImportError as wrong:
            raise Wrong(_library(str(wrong))) from wrong
        return str(widgets.QApplication(["self-test"]).platformName())
    environment = dict(os.environ)
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", _QT], env=environment, capture_output=True, timeout=60, check=False
    )
    if done.returncode != 0:
        raise Wrong(_library(done.stderr.decode("utf-8", "replace")))
    return "Qt " + done.stdout.decode("utf-8", "replace").strip()


def _library(told: str) -> str:
    """Names the system library that an error is about; else its first line."""
    found = _LIBRARY.search(told)
    if found is not None:
        return f"thiếu thư viện hệ thống {found[1]}"
    lines = told.strip().splitlines()
    return lines[0] if lines else "Qt dừng mà không nói lý do"
