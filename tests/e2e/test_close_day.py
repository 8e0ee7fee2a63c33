"""``close-day`` through the program as users start it; its cases are in tests/unit."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from tests.e2e.counter import OK, Counter, one_line, sample


def text_of(path: Path) -> str:
    document = pdfium.PdfDocument(path.read_bytes())
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_day_is_closed_and_late_work_leaves_it_alone(real: Counter, tmp_path: Path) -> None:
    real.receive(one_line(sample(1)) + one_line(sample(3)), "--receipts", tmp_path)
    sheet = tmp_path / "bien-ban.pdf"
    done = real.run("close-day", "--sheet", sheet, "--explain", "Mất điện lúc 10:20")
    assert done.status == OK
    closed = done.one
    assert (closed["dossiers"], closed["papers"], closed["warnings"]) == (2, 2, [])
    assert closed["numbers"] == [
        {"first": 1, "last": 500, "used": 2, "voided": [], "left": 498, "missing": []}
    ]
    assert closed["signed_by"] == "Vũ Thị Hà"
    told, head = text_of(sheet), closed["head"].upper()
    assert " ".join(head[n : n + 4] for n in range(0, 32, 4)) in told
    assert "Mất điện lúc 10:20" in told

    late = real.receive_one(sample(5))
    assert [each["code"] for each in late["warnings"]] == ["late_work"]
    assert late["received_at"][:10] == closed["day"]
    again = tmp_path / "lai.pdf"
    looked = real.run("close-day", "--date", closed["day"], "--dry-run", "--sheet", again).one
    same = ("first", "last", "head", "counts", "dossiers", "numbers", "fees_vnd", "signed_at")
    assert {name: looked[name] for name in same} == {name: closed[name] for name in same}
    assert [each["dossier_code"] for each in looked["late_work"]] == [late["dossier_code"]]
    assert "Bản in lại" in text_of(again)
    assert late["dossier_code"] in text_of(tmp_path / "lai-phu-luc.pdf")
    assert real.run("verify", "--full").one["ok"]
