"""Forms 02 and 03 as documents: refused when incomplete, the same bytes for the same data."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import pytest

from core.domain.errors import Refused
from printing.forms import refusal, supplement
from tests.printing.test_slip_cases import (
    ASKED,
    CASES,
    HEAD,
    REFUSED,
    REFUSED_BARE,
    Slip,
    pages,
    render,
)

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"


@pytest.mark.parametrize("path", supplement.REQUIRED)
def test_form_02_without_a_required_field_is_refused_by_name(path: str) -> None:
    assert refused(without(ASKED, path)) == [("form_field_missing", path)]


@pytest.mark.parametrize("path", [path for path in refusal.REQUIRED if path != "returned.*"])
def test_form_03_without_a_required_field_is_refused_by_name(path: str) -> None:
    assert refused(without(REFUSED, path)) == [("form_field_missing", path)]


def without(data: Slip, path: str) -> Slip:
    """The slip with the field blanked."""
    blank: Any = {"wanted": (), "times": 0, "head.issued_at": None}.get(path, " \u200b\t")
    if path.startswith("head."):
        name = path.removeprefix("head.")
        return replace(data, head=replace(data.head, **{name: blank}))
    return replace(data, **{path: blank})


def refused(data: Slip) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as failure:
        render(data)
    return [(error.code, error.field) for error in failure.value.errors]


def test_all_that_is_wrong_is_named_at_once() -> None:
    head = replace(HEAD, place="", code="Đ3-1", qr_text="x" * 5000)

    assert refused(replace(ASKED, head=head, wanted=("Đơn", " \n"))) == [
        ("form_field_missing", "head.place"),
        ("form_field_missing", "wanted.1"),
        ("form_field_unprintable", "head.code"),
        ("form_field_too_long", "head.qr_text"),
    ]
    assert refused(replace(REFUSED, returned=("Đơn", ""))) == [
        ("form_field_missing", "returned.1"),
    ]


def test_unicode_forms_print_alike() -> None:
    def decomposed(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    texts: dict[str, Any] = {
        name: decomposed(getattr(HEAD, name)) for name in ("person_name", "unit_name", "place")
    }
    head = replace(HEAD, **texts)
    asked = replace(ASKED, head=head, wanted=tuple(map(decomposed, ASKED.wanted)))
    assert render(asked) == render(ASKED)
    reason = decomposed(REFUSED_BARE.reason)
    assert render(replace(REFUSED_BARE, reason=reason)) == render(REFUSED_BARE)


@pytest.mark.parametrize("case", [ASKED, REFUSED])
def test_metadata_holds_the_code_and_no_person(case: Slip) -> None:
    made = render(case)
    told = pdfium.PdfDocument(made).get_metadata_dict()

    assert told["Title"] == case.head.code
    assert b"/Lang (vi)" in made
    assert [v for v in told.values() if "Nguy" in v or "Huy" in v] == []


@pytest.mark.parametrize("case", [ASKED, REFUSED])
def test_every_font_is_embedded(case: Slip) -> None:
    found = 0
    for page in pdfium.PdfDocument(render(case)):
        for item in page.get_objects(max_depth=3):
            if item.type == pdfium_raw.FPDF_PAGEOBJ_TEXT:
                found += 1
                font = pdfium_raw.FPDFTextObj_GetFont(item.raw)
                assert pdfium_raw.FPDFFont_GetIsEmbedded(font) == 1
    assert found


def test_same_data_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib\n"
        "from tests.printing.test_slip_cases import CASES, render\n"
        "for case in CASES.values():\n"
        "    print(hashlib.sha256(render(case)).hexdigest())\n"
    )
    here = [hashlib.sha256(render(case)).hexdigest() for case in CASES.values()]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "America/Lima", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.split() == here


@pytest.mark.parametrize("name", [name for name in CASES if not name.endswith(("-long", "-wordy"))])
def test_golden_text(name: str) -> None:
    """The text as drawn; set ``GOLDEN_WRITE`` to accept a change, then read the diff."""
    dump = "\n--- page ---\n".join(pages(CASES[name])) + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN_WRITE"):
        path.write_text(dump, "utf-8", newline="\n")

    assert dump == path.read_text("utf-8")
