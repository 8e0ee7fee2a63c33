"""What a line may say of the exits of reception, and the same request twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain.dossier import State
from core.services.dossier_input import read_dossier
from core.services.receipts import record_printed
from core.services.receive_dossier import Received
from db import queries
from tests.unit.intake_support import ASK, AT_ONCE, REFUSE, kinds, refused, stored, whole
from tests.unit.station_support import Station, line


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"supplement": ASK, "refusal": REFUSE}, {"refusal": "not_a_choice"}),
        ({**AT_ONCE, "supplement": ASK}, {"supplement": "not_a_choice"}),
        ({**AT_ONCE, "refusal": REFUSE}, {"refusal": "not_a_choice"}),
        ({"supplement": {}}, {"supplement.wanted": "missing"}),
        ({"supplement": {"wanted": [" ", ""]}}, {"supplement.wanted": "missing"}),
        ({"supplement": {"wanted": ["x"] * 61}}, {"supplement.wanted": "too_many"}),
        ({"supplement": {"wanted": "x"}}, {"supplement.wanted": "wrong_type"}),
        ({"supplement": {"wanted": ["x", 1]}}, {"supplement.wanted[1]": "wrong_type"}),
        ({"supplement": {"wanted": ["x\x07"]}}, {"supplement.wanted[0]": "control_character"}),
        ({"supplement": {"wanted": ["x" * 1001]}}, {"supplement.wanted[0]": "too_long"}),
        (
            {"supplement": {"wanted": ["x"], "reason": "x\x00"}},
            {"supplement.reason": "control_character"},
        ),
        (
            {"supplement": {"reason": "x" * 10_001}},
            {"supplement.reason": "too_long", "supplement.wanted": "missing"},
        ),
        ({"supplement": ["x"]}, {"supplement": "wrong_type"}),
        ({"supplement": "x", "copies": 0}, {"supplement": "wrong_type", "copies": "out_of_range"}),
        ({"refusal": {}}, {"refusal.reason": "missing"}),
        ({"refusal": {"reason": "\n "}}, {"refusal.reason": "missing"}),
        ({"refusal": {"reason": 5}}, {"refusal.reason": "wrong_type"}),
        (
            {"refusal": {"returned": ["x"] * 61, "legal_basis": "x\x1b"}},
            {
                "refusal.returned": "too_many",
                "refusal.legal_basis": "control_character",
                "refusal.reason": "missing",
            },
        ),
        ({"refusal": {**REFUSE, "competent_agency": {}}},
         {"refusal.competent_agency": "wrong_type"}),
        ({"slip": 7}, {"slip": "wrong_type"}),
        ({"slip": "B" * 61}, {"slip": "too_long"}),
        ({"procedure_code": None, "matter": "x"}, {"procedure_code": "missing"}),
        ({"procedure_code": None, "matter": "x", "supplement": ASK}, {"procedure_code": "missing"}),
        ({"procedure_code": None, "refusal": REFUSE}, {"procedure_code": "missing"}),
        ({"procedure_code": "9.9", "supplement": ASK}, {"procedure_code": "procedure_unknown"}),
        (
            {"procedure_code": None, "matter": "x", "refusal": REFUSE, "copies": 0},
            {"copies": "out_of_range"},
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_exit_is_told_with_its_field(
    ward: Station, fields: dict[str, Any], told: dict[str, str]
) -> None:
    assert refused(ward, **fields) == told


def test_a_misspelt_field_of_an_exit_is_warned_of(ward: Station) -> None:
    answer = ward.receive(supplement={**ASK, "wnated": ["x"]})
    assert [(w.code, w.field) for w in answer.warnings] == [("unknown_field", "supplement.wnated")]


def test_texts_are_tidied_and_null_is_as_good_as_absent(ward: Station) -> None:
    answer = ward.receive(
        supplement={"reason": " Thiếu  chữ ký \n\n trang 2 ", "wanted": [" Tờ  khai ", ""]},
        refusal=None,
        slip=None,
    )
    issued = queries.supplement(ward.store.conn, stored(ward, answer.number).id)
    assert issued is not None
    assert issued.body.wanted == ("Tờ khai",)
    assert issued.body.reason == "Thiếu chữ ký\n\ntrang 2"


def test_each_act_of_a_dossier_has_a_reference_of_its_own(ward: Station) -> None:
    def same(again: Received, first: Received) -> None:
        assert again.repeated
        for name in ("uid", "number", "form", "due_at", "received_at", "provisional", "doubtful"):
            assert getattr(again, name) == getattr(first, name), name

    asked = ward.receive(supplement=ASK, client_ref="a")
    repeated = ward.receive(supplement=ASK, client_ref="a")
    same(repeated, asked)
    assert repeated.job == asked.job  # its paper still waits
    record_printed(asked.uid, "supplement", ward.store, ward.context)
    assert ward.receive(supplement=ASK, client_ref="a").job is None
    back = ward.receive(slip=asked.number, client_ref="b")
    same(ward.receive(slip=asked.number, client_ref="b"), back)
    late = ward.receive(supplement=ASK, client_ref="a")
    same(late, asked)
    assert late.state is State.RECEIVED  # where it stands today
    answer = ward.receive(refusal=REFUSE, client_ref="c")
    same(ward.receive(refusal=REFUSE, client_ref="c"), answer)
    assert kinds(ward, asked.uid).count("supplement_asked") == 1
    assert whole(ward)


def test_a_reference_stands_for_one_request_only(ward: Station) -> None:
    asked = ward.receive(supplement=ASK, client_ref="a")
    used = {"client_ref": "client_ref_used"}
    assert refused(ward, client_ref="a") == used
    assert refused(ward, client_ref="a", refusal=REFUSE) == used
    assert refused(ward, client_ref="a", slip=asked.number) == used
    other = {**ASK, "wanted": ["Giấy khác"]}
    assert refused(ward, client_ref="a", supplement=other) == used


def test_a_request_sent_before_an_upgrade_is_known_after_it() -> None:
    """The digest of this line as the first program with ``client_ref`` stored it."""
    new = read_dossier(
        line(
            client_ref="ki-ốt-1/77",
            attachments=[{"name": "Tờ khai", "originals": 1}],
            representative={"name": "Lê Văn Tám"},
            note="Dòng 1\nDòng 2",
            fee_vnd=0,
        ),
        date(2026, 11, 23),
    )
    assert new.digest == "50c1de891a2bc6b91cabb8fc89ca862ba5715bfffbe02da2d108ab29bd512830"
