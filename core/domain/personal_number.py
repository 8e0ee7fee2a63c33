"""The 12-digit personal number (số định danh cá nhân) and what it tells.

Structure: 3 digits place of birth registration, 1 digit century and sex, 2
digits year of birth, 6 digits at random; there is no check digit (Thông tư
07/2016/TT-BCA, annex; formats.md §1.3).
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from core.domain.errors import FieldError

MALE: Final = "Nam"
FEMALE: Final = "Nữ"
_SEXES: Final = {"nam": MALE, "male": MALE, "nữ": FEMALE, "nu": FEMALE, "female": FEMALE}

# The 63 codes of 2016; numbers issued keep them whatever provinces are merged.
PROVINCES: Final = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn",
    "008": "Tuyên Quang", "010": "Lào Cai", "011": "Điện Biên", "012": "Lai Châu",
    "014": "Sơn La", "015": "Yên Bái", "017": "Hòa Bình", "019": "Thái Nguyên",
    "020": "Lạng Sơn", "022": "Quảng Ninh", "024": "Bắc Giang", "025": "Phú Thọ",
    "026": "Vĩnh Phúc", "027": "Bắc Ninh", "030": "Hải Dương", "031": "Hải Phòng",
    "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định",
    "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh",
    "044": "Quảng Bình", "045": "Quảng Trị", "046": "Thừa Thiên Huế", "048": "Đà Nẵng",
    "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định", "054": "Phú Yên",
    "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum",
    "064": "Gia Lai", "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng",
    "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương", "075": "Đồng Nai",
    "077": "Bà Rịa - Vũng Tàu", "079": "Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang",
    "083": "Bến Tre", "084": "Trà Vinh", "086": "Vĩnh Long", "087": "Đồng Tháp",
    "089": "An Giang", "091": "Kiên Giang", "092": "Cần Thơ", "093": "Hậu Giang",
    "094": "Sóc Trăng", "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip


class NumberCheck(NamedTuple):
    """Errors make the number unusable; warnings ask a person to look."""

    errors: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...]


def normal_sex(text: str) -> str:
    """Return "Nam" or "Nữ" as cards and forms write it, "" for anything else."""
    return _SEXES.get(text.strip().lower(), "")


def check_personal_number(
    number: str, sex: str, birth: date | None, *, field: str = "personal_no"
) -> NumberCheck:
    """Check a personal number by itself and against sex and date of birth.

    Args:
        number: as typed or read, no spaces.
        sex: any form `normal_sex` knows; anything else is not compared.
        birth: date of birth, None to compare nothing.
        field: path for the errors.

    Returns:
        One error, ``personal_number_digits`` or ``personal_number_length``
        (``length``), or any of the warnings ``personal_number_prefix``
        (``prefix``; births registered abroad have country codes),
        ``personal_number_sex``, ``personal_number_century`` and
        ``personal_number_birth_year``: corrections of sex or year do not
        always change the number.
    """
    if number and not (number.isascii() and number.isdigit()):
        return NumberCheck((FieldError("personal_number_digits", field),), ())
    if len(number) != 12:
        error = FieldError("personal_number_length", field, {"length": len(number)})
        return NumberCheck((error,), ())
    century_and_sex = int(number[3])
    known_sex = normal_sex(sex)
    warnings = []
    if number[:3] not in PROVINCES:
        warnings.append(FieldError("personal_number_prefix", field, {"prefix": number[:3]}))
    if known_sex and known_sex != (FEMALE if century_and_sex % 2 else MALE):
        warnings.append(FieldError("personal_number_sex", field))
    if birth is not None and birth.year // 100 != 19 + century_and_sex // 2:
        warnings.append(FieldError("personal_number_century", field))
    if birth is not None and birth.year % 100 != int(number[4:6]):
        warnings.append(FieldError("personal_number_birth_year", field))
    return NumberCheck((), tuple(warnings))
