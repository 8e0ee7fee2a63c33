"""What comes from outside is decoded field by field; all that is wrong is told at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, strategies as st

from core.domain.errors import Refused
from core.services.amendment_input import read_amendment
from core.services.dossier_input import KNOWN, NewDossier, read_dossier
from core.services.input_reader import MAX_COMPONENTS
from tests.unit.station_support import line

TODAY = date(2026, 11, 23)
CARD = (
    "022194000001||Nguyễn Thị Huyền Diệu|01021994|Nữ|"
    "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Cẩm Phả, Quảng Ninh|15082021"
)


def read(**fields: Any) -> NewDossier:
    return read_dossier(line(**fields), TODAY)


def wrong(new: NewDossier) -> dict[str, str]:
    return {e.field: e.code for e in new.errors}


def test_an_ordinary_dossier_is_read_whole() -> None:
    new = read(
        attachments=[{"no": 1, "name": "Tờ khai", "originals": 1, "copies": 2}],
        copies=2,
        fee_vnd=20000,
        return_by="post",
        note="Dòng 1\nDòng 2",
    )
    assert not new.errors
    assert not new.warnings
    assert new.owner is not None
    assert (new.owner.name, new.owner.birth) == ("Nguyễn Thị Huyền Diệu", date(1994, 2, 1))
    assert new.components is not None
    assert (new.components[0].originals, new.components[0].copies) == (1, 2)
    assert (new.sets, new.fee_vnd, new.return_by) == (2, 20000, "post")
    assert new.note == "Dòng 1\nDòng 2"


def test_everything_wrong_is_told_at_once() -> None:
    new = read(
        applicant={"personal_no": "02219400001", "dob": "2030-01-01"},
        copies=0,
        fee_vnd=-1,
        return_by="chim",
        limit="nhanh",
    )
    assert wrong(new) == {
        "applicant.dob": "birth_in_future",
        "applicant.personal_no": "personal_number_length",
        "copies": "out_of_range",
        "fee_vnd": "out_of_range",
        "return_by": "not_a_choice",
        "limit": "limit_invalid",
    }


def test_a_person_without_a_name_is_refused() -> None:
    assert wrong(read(applicant={"name": "  "})) == {"applicant.name": "missing"}
    assert wrong(read_dossier({}, TODAY)) == {
        "applicant": "missing",
        "procedure_code": "missing",
    }


@pytest.mark.parametrize("name", ["0912 345 678", "...", "12/3", "٣٤", "- — •"])
def test_a_name_without_a_letter_is_refused_wherever_a_person_stands(name: str) -> None:
    new = read(applicant={"name": name}, representative={"name": name}, related=[{"name": name}])
    where = ("applicant.name", "representative.name", "related[0].name")
    assert wrong(new) == dict.fromkeys(where, "name_without_letters")
    organisation = read(applicant={"name": name, "kind": "organisation"})
    assert wrong(organisation) == {"applicant.name": "name_without_letters"}
    owner = read().owner
    assert owner is not None
    with pytest.raises(Refused) as refused:
        read_amendment({"reason": "x", "applicant": {"name": name}}, owner, None, TODAY)
    assert [e.code for e in refused.value.errors] == ["name_without_letters"]


@pytest.mark.parametrize("name", ["Y 2", "Ê Ban", "李明", "Công ty 319"])
def test_a_name_with_any_letter_is_taken(name: str) -> None:
    assert not read(applicant={"name": name}).errors


def test_an_odd_email_is_kept_and_warned_of() -> None:
    new = read(applicant={"name": "Lê An", "email": "an.le(a)vidu.vn"})
    assert [(w.field, w.code) for w in new.warnings] == [("applicant.email", "email_unusual")]
    assert new.owner is not None
    assert new.owner.email == "an.le(a)vidu.vn"
    assert not read(applicant={"name": "Lê An", "email": " an.le@vidu.vn "}).warnings


def test_typing_habits_are_tidied() -> None:
    new = read(applicant={"name": "  nguyễn   THỊ  thanh   THÚY ", "phone": "+84 57 000 0030"})
    assert new.owner is not None
    assert (new.owner.name, new.owner.phone) == ("Nguyễn Thị Thanh Thúy", "0570000030")


def test_an_organisation_keeps_its_capitals_and_its_tax_code() -> None:
    new = read_dossier(
        {
            "procedure_code": "1.013225",
            "applicant": {"kind": "organisation", "name": "CÔNG TY TNHH GIẢ ĐỊNH"},
            "organisation": {"tax_code": "0000000018"},
            "representative": {"name": "Phan Thị Khẽ Mờ", "role": "Giám đốc"},
        },
        TODAY,
    )
    assert not new.errors
    assert new.owner is not None
    assert (new.owner.name, new.owner.tax_code) == ("CÔNG TY TNHH GIẢ ĐỊNH", "0000000018")
    assert new.filer is not None
    assert new.filer.role == "Giám đốc"


def test_a_scanned_card_fills_the_applicant() -> None:
    new = read_dossier({"procedure_code": "1.001193", "card_qr": CARD}, TODAY)
    assert not new.errors
    assert new.owner is not None
    assert (new.owner.personal_no, new.owner.sex) == ("022194000001", "Nữ")
    assert new.owner.id_issued == date(2021, 8, 15)


def test_what_was_typed_stands_and_the_difference_is_told() -> None:
    new = read(applicant={"name": "Nguyễn Thị Huyền"}, card_qr=CARD)
    assert new.owner is not None
    assert new.owner.name == "Nguyễn Thị Huyền"
    assert [(w.code, w.field) for w in new.warnings] == [("differs_from_card", "applicant.name")]


def test_a_misspelt_field_is_warned_of_and_known_extras_are_not() -> None:
    new = read(fee_vdn=1, seq=7, due_at="2026-10-06", fictitious=True)
    assert [(w.code, w.field) for w in new.warnings] == [("unknown_field", "fee_vdn")]


def test_control_characters_and_overlong_texts_are_refused() -> None:
    assert wrong(read(note="a\x00b")) == {"note": "control_character"}
    too_long = read(applicant={"name": "a" * 301}).errors
    assert [e.code for e in too_long] == ["too_long"]
    too_many = [{"name": "Giấy"}] * (MAX_COMPONENTS + 1)
    assert wrong(read(attachments=too_many)) == {"attachments": "too_many"}


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = st.sampled_from(sorted(KNOWN))


@given(st.dictionaries(_FIELDS, _ANY, max_size=6))
def test_no_json_value_whatever_makes_the_reader_fail(source: dict[str, Any]) -> None:
    new = read_dossier(source, TODAY)
    assert new.owner is not None or new.errors


@given(_FIELDS, _ANY)
def test_an_ordinary_dossier_with_one_odd_field_is_read_or_told(field: str, value: Any) -> None:
    new = read_dossier({**line(), field: value}, TODAY)
    for error in (*new.errors, *new.warnings):
        assert error.code
        assert isinstance(error.field, str)


def test_an_amendment_keeps_what_it_does_not_name() -> None:
    owner = read().owner
    assert owner is not None
    reason, changes, warnings = read_amendment(
        {"reason": "sai số điện thoại", "applicant": {"phone": "0570 000 009"}}, owner, None, TODAY
    )
    assert reason == "sai số điện thoại"
    assert changes["owner"].phone == "0570000009"
    assert changes["owner"].name == owner.name
    assert set(changes) == {"owner"}
    assert not warnings


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ({"applicant": {"phone": "0570000009"}}, "missing"),
        ({"reason": "x", "day": "2026-01-01"}, "field_fixed"),
        ({"reason": "x", "dossier_code": "H49.215-261123-0001"}, "field_fixed"),
        ({"reason": "x", "fee_vdn": 1}, "unknown_field"),
        ({"reason": "x"}, "nothing_to_change"),
        ({"reason": "x", "applicant": {"personal_no": "1"}}, "personal_number_length"),
    ],
)
def test_a_bad_amendment_is_refused(source: dict[str, Any], code: str) -> None:
    owner = read().owner
    assert owner is not None
    with pytest.raises(Refused) as refused:
        read_amendment(source, owner, None, TODAY)
    assert code in [e.code for e in refused.value.errors]
