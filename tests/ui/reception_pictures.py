"""Pictures of the reception: ``python -m tests.ui.reception_pictures [NAME …]``.

Every scene is a real view on a real encrypted folder, brought about by what a clerk does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTranslator
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from tests.faults.folder_support import fill, small_disk
from tests.ui.desk_support import CARD, Ward
from tests.ui.reception_support import ROOT, Stage, held, reception_ward, settle, stage, wait_for
from ui import theme
from ui.clerk.reception import ReceptionView
from ui.viewmodels.printing import paper_words
from ui.widgets import focus
from ui.widgets.gallery import frame
from ui.widgets.panel import Ground

OUT = ROOT / "build" / "pictures" / "ui"
OWNER = "Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý"
FIRM = "Công ty TNHH Một thành viên Thương mại Giả Định Cẩm Phả"
HOME = (
    "Số 999, ngõ 99, ngách 9, tổ 99, khu Giả Định 1, phường Cửa Ông, thành phố Cẩm Phả, Quảng Ninh"
)
GARBAGE = b"\x1b[31m%%GS1?\xff\xfe|;;|12|\r"
NO_PAPER = paper_words("printer_stopped")
SIZES = {"1366": QSize(1366, 768), "1920": QSize(1920, 1080)}


class Stretched(QTranslator):
    """Makes every text 1.4 times as long, as other languages would."""

    def isEmpty(self) -> bool:
        """Tells that there is something."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Adds vowels until it is long enough; what is filled in later stays."""
        extra = max(round(len(source.strip()) * 0.4), 1)
        return source + "·" + ("ấễổ ỵ" * extra)[: extra - 1].strip() if source.strip() else source


@dataclass(frozen=True)
class Scene:
    """What is done before the picture is taken."""

    act: Callable[[Stage], None]
    mode: theme.Mode = "light"
    disk: bool = False
    printer: tuple[bool, str] = (True, "")


def numbers(stage: Stage) -> None:
    """The block's rest, as the status strip's view model tells it."""
    left: list[int | None] = []
    stage.back.submit(lambda desk: desk.status().numbers_left, left.append, reader=True)
    wait_for(lambda: left, "numbers")
    stage.vm.slip.set_numbers_left(left[0])


def empty(stage: Stage) -> None:
    """Nobody has come yet."""
    numbers(stage)


def choose(stage: Stage, code: str) -> None:
    """Takes a procedure and waits for its due date."""
    procedure = stage.vm.hits.by_code(code)
    assert procedure is not None
    stage.vm.choose(procedure)
    if not procedure.immediate and procedure.limit:
        wait_for(lambda: stage.vm.slip.filled, "due date")


def filled(stage: Stage) -> None:
    """The reference picture's dossier, ready to save."""
    numbers(stage)
    stage.view.scan(CARD)
    vm = stage.vm
    vm.form.put("filer.phone", "0570 000 001")
    vm.set_owner_kind("other")
    vm.form.put("owner.name", OWNER)
    vm.form.put("basis", "Cha mẹ của người được đăng ký khai sinh")
    choose(stage, "1.001193")
    vm.form.papers.set_count(1, "originals", "1")
    vm.set_value("note", " ")
    vm.set_value("note", "")
    vm.drafts.flush()
    wait_for(lambda: vm.draft_text, "draft")
    vm.focus_requested.emit("save")


def errors(stage: Stage) -> None:
    """F12 with a short number, a paper without count and another fee than computed."""
    numbers(stage)
    vm = stage.vm
    told = {"filer.name": "Lê Quỳnh Hương", "filer.birth": "11/11/1987", "filer.sex": "Nữ"}
    told |= {"filer.phone": "0570 000 005", "filer.personal_no": "02218700005"}
    told["filer.address"] = "Số 1 phố Không Có Thật, phường Cẩm Phả, Cẩm Phả, Quảng Ninh"
    for key, words in told.items():
        vm.set_value(key, words)
        vm.form.value_changed.emit(key)
    choose(stage, "2.000815")
    vm.form.set_at_once(False)
    papers = (("Bằng tốt nghiệp đại học", "5", 1), ("Bảng điểm", "", 4), ("Giấy khai sinh", "2", 2))
    for name, copies, pages in papers:
        vm.form.papers.add(name)
        row = len(vm.form.papers.papers) - 1
        vm.form.papers.set_count(row, "certified", copies)
        vm.form.papers.set_count(row, "pages", str(pages))
    vm.set_value("fee", "94.000")
    vm.form.value_changed.emit("fee")
    wait_for(lambda: vm.slip.filled, "due date")
    vm.drafts.flush()
    wait_for(lambda: vm.draft_text, "draft")
    vm.save()


def at_once(stage: Stage) -> None:
    """Three certified copies, returned while the citizen waits."""
    numbers(stage)
    stage.view.scan(CARD)
    choose(stage, "2.000815")
    stage.vm.set_value("copies", "3")
    stage.view.binder.show_values()


def organisation(stage: Stage) -> None:
    """Somebody files for a company, by post."""
    numbers(stage)
    stage.view.scan(CARD)
    vm = stage.vm
    vm.set_owner_kind("organisation")
    vm.form.put("owner.name", FIRM)
    vm.form.put("owner.tax_code", "5700000001")
    vm.form.put("owner.address", "Số 12 phố Không Có Thật, phường Cửa Ông, Quảng Ninh")
    vm.form.put("owner.phone", "0570 000 009")
    vm.form.put("basis", "Giấy giới thiệu số 15 ngày 20/11/2026")
    choose(stage, "1.001193")
    vm.form.put("return_by", "post")
    vm.form.recheck()
    vm.focus_requested.emit("save")


def foreigner(stage: Stage) -> None:
    """A passport instead of a card, sent by post, with two others concerned."""
    numbers(stage)
    vm = stage.vm
    stage.view.heading.choose(1)
    stage.view.people.show_more("filer")
    told = {"filer.passport_no": "M00000027", "filer.passport_country": "Hàn Quốc"}
    told |= {"filer.name": "KIM MIN-JI", "filer.email": "minji.kim@vidu.kr"}
    told["filer.address"] = "Tầng 7, tòa nhà Giả Định, phường Hồng Gai, Quảng Ninh"
    vm.form.add_related()
    told |= {"related.0.name": "Đặng Hoàng Ước Nguyện", "related.0.personal_no": "022091000002"}
    told["related.0.role"] = "vợ hoặc chồng"
    for key, words in told.items():
        vm.set_value(key, words)
        vm.form.value_changed.emit(key)
    vm.form.add_related()
    vm.set_value("related.1.personal_no", "0220910")
    vm.form.value_changed.emit("related.1.personal_no")
    choose(stage, "2.000806")
    stage.view.people.add_related()
    vm.save()


def long_texts(stage: Stage) -> None:
    """An address, a firm and a note that fit on no line."""
    organisation(stage)
    vm = stage.vm
    vm.form.put("filer.address", f"{HOME}, {HOME}")
    vm.form.put("owner.name", f"{FIRM} và các cộng sự tại khu vực Đông Bắc")
    vm.form.put("owner.address", HOME)
    vm.form.put("return_address", HOME)
    vm.form.put("note", "Công dân xin nhận kết quả vào buổi chiều. " * 4)
    vm.focus_requested.emit("filer.address")


def save(stage: Stage) -> None:
    """F12, until the number is there."""
    stage.vm.save()
    wait_for(lambda: stage.view.saved.active(), "saved")
    numbers(stage)


def saved(stage: Stage) -> None:
    """Just stored."""
    filled(stage)
    save(stage)


def provisional(stage: Stage) -> None:
    """The agency's identifier is not known: a provisional number, and no paper in the printer."""
    stage.view.scan(CARD)
    choose(stage, "1.004222")
    save(stage)


def locked(stage: Stage) -> None:
    """Another program holds the database."""
    filled(stage)
    with held(stage.ward) as release:
        stage.vm.save()
        wait_for(lambda: not stage.view.panel.note.isHidden(), "words of waiting")
        take(stage)
        release()
        wait_for(lambda: not stage.vm.saving, "saved after all")


def disk_full(stage: Stage) -> None:
    """F12 on a full disk."""
    filled(stage)
    fill(stage.ward.data.parent)
    stage.vm.save()
    wait_for(lambda: stage.vm.banner.kind == "fault", "fault")


def garbage(stage: Stage) -> None:
    """The scanner read something that is no card."""
    filled(stage)
    stage.view.scan(GARBAGE)


def typing(stage: Stage) -> None:
    """Letters of a procedure without accents."""
    numbers(stage)
    stage.view.scan(CARD)
    field = stage.view.procedure.field
    field.edit.setText("khai s")
    field.edit.textEdited.emit("khai s")


SCENES: dict[str, Scene] = {
    "empty": Scene(empty),
    "filled": Scene(filled),
    "filled-dark": Scene(filled, "dark"),
    "filled-contrast": Scene(filled, "contrast"),
    "typing": Scene(typing),
    "errors-dark": Scene(errors, "dark", printer=(False, NO_PAPER)),
    "at-once": Scene(at_once),
    "organisation": Scene(organisation),
    "foreigner": Scene(foreigner),
    "long": Scene(long_texts),
    "provisional": Scene(provisional, printer=(False, NO_PAPER)),
    "saved": Scene(saved),
    "printer-missing": Scene(filled, printer=(False, NO_PAPER)),
    "locked": Scene(locked),
    "disk-full": Scene(disk_full, disk=True),
    "card-garbage": Scene(garbage),
}
_target: list[Path] = []


def take(stage: Stage) -> None:
    """Takes the picture now, once."""
    if _target:
        settle()
        stage.window.grab().save(str(_target.pop()))


def framed(view: ReceptionView, small: bool) -> QWidget:
    """The view between rail, top bar and strip, as the shell will stand around it."""
    if not small:
        bar = frame.top_bar("B017", "02:14")
        return frame.window(frame.rail("reception"), bar, view, frame.strip(False))
    bar_room = QWidget()
    bar_room.setFixedHeight(theme.height("topbar"))
    whole = Ground("bg.surface")
    right = QVBoxLayout()
    right.setContentsMargins(0, 0, 0, 0)
    right.setSpacing(0)
    right.addWidget(bar_room)
    right.addWidget(view, 1)
    strip = QWidget()
    strip.setFixedHeight(theme.height("strip"))
    right.addWidget(strip)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(frame.rail("reception", compact=True))
    row.addLayout(right, 1)
    return whole


@contextmanager
def folder(disk: bool) -> Iterator[Path]:
    """A place for a ward; a small disk of its own when it is to be filled."""
    with tempfile.TemporaryDirectory() as made, ExitStack() as stack:
        place = Path(made)
        if disk:
            place = stack.enter_context(small_disk(place / "disk", 24))
        yield place


USUAL = ("1.001193", "2.000815", "1.000656", "1.000894", "2.000908", "1.004222")


def used(ward: Ward) -> None:
    """Some dossiers of the morning, so that the usual procedures are known."""
    for at, code in enumerate(reversed(USUAL)):
        for _ in range(at + 1):
            ward.receive(procedure_code=code)


def draw(name: str, suffix: str, size: QSize) -> Path:
    """Draws one scene."""
    scene = SCENES[name]
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, scene.mode, motion=False, text_scale=1.0)
    path = OUT / f"reception-{name}{suffix}.png"
    _target[:] = [path]
    with folder(scene.disk) as place, ExitStack() as stack:
        ward = reception_ward(place)
        used(ward)
        around = partial(framed, small=size.width() < 1280)
        made = stack.enter_context(stage(ward, size, around, printer=scene.printer))
        scene.act(made)
        take(made)
    return path


def main(arguments: list[str]) -> int:
    """Draws what is asked for at each size, and again at 200 % and with stretched texts."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    focus.install(app)
    OUT.mkdir(parents=True, exist_ok=True)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    names = [each for each in arguments if each in SCENES] or list(SCENES)
    part = os.environ.get("RECEPTION_PICTURES", "plain")
    if part == "double":
        for name in names:
            print(draw(name, "-200", QSize(683, 384)))
        return 0
    if part == "stretched":
        stretched = Stretched(app)
        app.installTranslator(stretched)
        for name in names:
            print(draw(name, "-stretched", SIZES["1366"]))
        app.removeTranslator(stretched)
        return 0
    for name in names:
        print(draw(name, "", SIZES["1366"]))
        if "--all" in arguments:
            print(draw(name, "-1920", SIZES["1920"]))
            print(draw(name, "-1024", QSize(1024, 768)))
    if "--all" in arguments:
        for other, extra in (("double", {"QT_SCALE_FACTOR": "2"}), ("stretched", {})):
            environment = {**os.environ, "RECEPTION_PICTURES": other, **extra}
            command = [sys.executable, "-m", "tests.ui.reception_pictures", *names]
            subprocess.run(command, env=environment, check=True, cwd=ROOT)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(sys.argv[1:]))
