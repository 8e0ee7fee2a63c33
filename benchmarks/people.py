"""Invented people and dossiers, as many as wanted, the same for the same seed.

No person is meant: telephone numbers use the unassigned prefix 057, and
addresses lie in wards that exist with streets that do not.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.domain.procedure import Procedure

#: family names with their rough weight in a thousand
FAMILIES = {
    "Nguyễn": 384, "Trần": 110, "Lê": 95, "Phạm": 70, "Hoàng": 30, "Huỳnh": 21, "Phan": 45,
    "Vũ": 25, "Võ": 14, "Đặng": 21, "Bùi": 20, "Đỗ": 14, "Hồ": 13, "Ngô": 13, "Dương": 10,
    "Lý": 5, "Đinh": 10, "Đoàn": 9, "Lương": 8, "Trịnh": 8, "Đào": 7, "Mai": 7, "Tô": 4, "Hà": 6,
    "Cao": 5, "Chu": 4, "Tạ": 3, "Quách": 2, "Lưu": 4, "Phùng": 4,
}  # fmt: skip
MEN_BETWEEN = (
    "Văn", "Đức", "Quang", "Minh", "Hữu", "Xuân", "Công", "Thành", "Mạnh", "Đình", "Trọng", "Bá",
    "Ngọc", "Gia", "Anh", "Hoàng", "Duy", "Tiến", "Viết", "Thế", "Quốc", "Khắc",
)  # fmt: skip
WOMEN_BETWEEN = (
    "Thị", "Ngọc", "Thu", "Thanh", "Thị Thu", "Thị Hồng", "Thị Ngọc", "Minh", "Phương", "Kim",
    "Thị Thanh", "Thị Minh", "Bích", "Mai", "Thị Kim", "Diệu", "Thị Phương", "Hồng", "Khánh",
)  # fmt: skip
MEN_GIVEN = (
    "Anh", "Bình", "Cường", "Dũng", "Đạt", "Đức", "Giang", "Hải", "Hiếu", "Hòa", "Hùng", "Huy",
    "Hưng", "Khánh", "Khoa", "Kiên", "Lâm", "Long", "Lộc", "Mạnh", "Minh", "Nam", "Nghĩa", "Phong",
    "Phúc", "Phước", "Quân", "Quang", "Quý", "Sơn", "Tài", "Tâm", "Thái", "Thành", "Thắng", "Thiện",
    "Thịnh", "Toàn", "Trí", "Trung", "Tuấn", "Tùng", "Việt", "Vinh", "Vũ", "Ước", "Đễ", "Đông",
)  # fmt: skip
WOMEN_GIVEN = (
    "An", "Anh", "Châu", "Chi", "Diệp", "Diệu", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng",
    "Hiền", "Hoa", "Hoài", "Hồng", "Huệ", "Huyền", "Hương", "Hường", "Lan", "Liên", "Linh",
    "Loan", "Ly", "Mai", "My", "Nga", "Ngân", "Ngọc", "Nguyệt", "Nhung", "Oanh", "Phương", "Phượng",
    "Quyên", "Quỳnh", "Tâm", "Thanh", "Thảo", "Thu", "Thủy", "Thúy", "Thư", "Trang", "Trâm",
    "Tuyết", "Vân", "Xuân", "Yến",
)  # fmt: skip
WARDS = (
    "phường Cửa Ông", "phường Quang Hanh", "phường Mông Dương", "phường Cẩm Phả", "phường Hạ Long",
    "phường Bãi Cháy", "phường Hồng Gai", "xã Quảng La", "xã Hải Hòa",
)  # fmt: skip
PAPERS = (
    "Tờ khai theo mẫu", "Bản sao giấy tờ tùy thân (xuất trình)", "Văn bản ủy quyền (nếu có)",
    "Bản chính giấy chứng nhận đã cấp", "Sơ đồ vị trí có xác nhận", "Hợp đồng đã công chứng",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist."""

    name: str
    sex: str
    birth: date
    personal_no: str
    phone: str
    address: str


class People:
    """Invents people and the dossiers they hand in, from one seed."""

    def __init__(self, seed: int, procedures: list[Procedure]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - invented data, nothing is kept secret
        self.procedures = procedures
        # a few procedures make most of a ward's work: weights fall like 1/rank
        self._weights = [1 / (rank + 1) for rank in range(len(procedures))]
        self._families = list(FAMILIES)
        self._shares = list(FAMILIES.values())

    def person(self) -> Invented:
        """Another person."""
        chance = self.chance
        woman = chance.random() < 0.5
        (family,) = chance.choices(self._families, self._shares)
        between = chance.choice(WOMEN_BETWEEN if woman else MEN_BETWEEN)
        given = chance.choice(WOMEN_GIVEN if woman else MEN_GIVEN)
        birth = date(1940, 1, 1) + timedelta(days=chance.randrange(24_800))  # before 2008
        century = (0 if birth.year < 2000 else 2) + woman
        return Invented(
            name=f"{family} {between} {given}",
            sex="Nữ" if woman else "Nam",
            birth=birth,
            personal_no=f"022{century}{birth.year % 100:02d}{chance.randrange(10**6):06d}",
            phone=f"057{chance.randrange(10**7):07d}",
            address=f"Số {chance.randrange(1, 400)}, tổ {chance.randrange(1, 40)}, khu Giả Định"
            f" {chance.randrange(1, 12)}, {chance.choice(WARDS)}, Quảng Ninh",
        )

    def procedure(self) -> Procedure:
        """A procedure, common ones more often."""
        return self.chance.choices(self.procedures, self._weights)[0]

    def papers(self, procedure: Procedure) -> list[tuple[str, int, int]]:
        """Two to six components: name, originals, copies."""
        names = (*procedure.documents, *PAPERS)[: self.chance.randint(2, 6)]
        count = self.chance.randint
        return [(name[:300], count(0, 2), count(0, 2)) for name in names]

    def item(self) -> dict[str, Any]:
        """A dossier as the outside hands it in: a line of ``receive``, decoded."""
        procedure, owner = self.procedure(), self.person()
        item: dict[str, Any] = {
            "procedure_code": procedure.code,
            "applicant": outside(owner),
            "submission": "counter",
            "return_by": "counter",
            "copies": 1,
            "attachments": [
                {"no": no, "name": name, "originals": originals, "copies": copies}
                for no, (name, originals, copies) in enumerate(self.papers(procedure), 1)
            ],
            "note": f"Hẹn gọi trước qua số {owner.phone}",
        }
        if self.chance.random() < 0.15:
            item["representative"] = outside(self.person())
        return item


def outside(person: Invented) -> dict[str, Any]:
    """A person in the shape of the command line's input."""
    return {
        "kind": "person",
        "name": person.name,
        "sex": person.sex,
        "dob": person.birth.isoformat(),
        "personal_no": person.personal_no,
        "phone": person.phone,
        "address": person.address,
    }
