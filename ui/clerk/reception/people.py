"""Who files, and whose dossier it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.clerk.reception.binding import Binder
from ui.clerk.reception.fold import FoldSection
from ui.clerk.reception.rows import FieldGrid, Place
from ui.icons import Icon
from ui.viewmodels.form_state import OwnerKind
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import ChoiceField, Field, text

NUMBER, BIRTH, SEX, PHONE = 238, 116, 78, 206


class PeopleSection(FoldSection):
    """The filer's card, the owner as three choices, and on what ground one acts for another."""

    def __init__(
        self, viewmodel: ReceptionViewModel, binder: Binder, parent: QWidget | None = None
    ) -> None:
        super().__init__("filer", self.tr("Người nộp"), parent)
        self._vm, self._binder = viewmodel, binder
        self._make_filer()
        self._make_owner()
        fields = [self.number, self.name, self.birth, self.sex, self.address, self.phone]
        fields += [self.owner_name, self.owner_number, self.owner_birth, self.tax]
        fields += [self.owner_address, self.owner_phone, self.basis]
        self._grid = FieldGrid([*fields[:6], self.owner, *fields[6:]])
        self.inner.addWidget(self._grid)
        self._wide = True
        viewmodel.form.owner_kind_changed.connect(self._owner_changed)
        viewmodel.form.card_changed.connect(self._card_changed)
        viewmodel.form.value_changed.connect(self._reflow)
        binder.entered.connect(self._reflow)
        self._owner_changed(viewmodel.form.owner_kind)
        self._card_changed()

    def _make_filer(self) -> None:
        add = self._binder.field
        self.number = add(
            "filer.personal_no",
            Field(self.tr("Số định danh"), placeholder=self.tr("Quét thẻ hoặc gõ 12 số"), num=True),
        )
        self.name = add("filer.name", Field(self.tr("Họ và tên")))
        self.birth = add(
            "filer.birth",
            Field(self.tr("Ngày sinh"), num=True),
        )
        self.sex = add("filer.sex", Field(self.tr("Giới tính")))
        self.address = add("filer.address", Field(self.tr("Nơi cư trú")))
        self.phone = add("filer.phone", Field(self.tr("Điện thoại"), icon=Icon.PHONE, num=True))

    def _make_owner(self) -> None:
        add = self._binder.field
        options = (
            ("filer", self.tr("Người nộp")),
            ("other", self.tr("Người khác")),
            ("organisation", self.tr("Tổ chức")),
        )
        self.owner = ChoiceField(self.tr("Chủ hồ sơ"), options)
        for kind, _ in options:
            # Enter goes on to the owner's name
            segment = self.owner.choice.segment(kind)
            self._binder.stop("filer.name", segment, target=False)
        self.owner.picked.connect(self._picked)
        self.owner_name = add("owner.name", Field(self.tr("Họ tên chủ hồ sơ")))
        self.owner_number = add(
            "owner.personal_no", Field(self.tr("Số định danh chủ hồ sơ"), num=True)
        )
        self.owner_birth = add("owner.birth", Field(self.tr("Ngày sinh"), num=True))
        self.owner_birth.speaker().setAccessibleName(self.tr("Ngày sinh chủ hồ sơ"))
        self.tax = add("owner.tax_code", Field(self.tr("Mã số thuế"), num=True))
        self.owner_address = add("owner.address", Field(self.tr("Địa chỉ tổ chức")))
        self.owner_phone = add(
            "owner.phone", Field(self.tr("Điện thoại tổ chức"), icon=Icon.PHONE, num=True)
        )
        self.basis = add(
            "basis",
            Field(
                self.tr("Căn cứ đại diện"),
                placeholder=self.tr("Cha mẹ, giấy ủy quyền, người đại diện…"),
            ),
        )

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        filer = (self.number, self.name, self.birth, self.sex, self.address, self.phone)
        rest = (self.owner_name, self.owner_number, self.owner_birth, self.tax)
        last = (self.owner_address, self.owner_phone, self.basis)
        segments = [self.owner.choice.segment(k) for k in ("filer", "other", "organisation")]
        found: list[QWidget] = [self.line, *(field.edit for field in filer), *segments]
        return [*found, *(field.edit for field in (*rest, *last))]

    # --- layout ---------------------------------------------------------------------------

    def set_wide(self, wide: bool) -> None:
        """Lays the fields out for a wide or a narrow form."""
        self._wide = wide
        self._reflow()

    def _reflow(self) -> None:
        """A name that does not fit beside the rest takes a line of its own."""
        focus = self._binder.current
        lines = self._filer_lines(focus) + self._owner_lines()
        self._grid.arrange(lines)

    def _filer_lines(self, focus: str) -> list[list[Place]]:
        number, birth = Place(self.number, 0, NUMBER), Place(self.birth, 0, BIRTH)
        sex = Place(self.sex, 0, SEX)
        name, phone = Place(self.name, 1), Place(self.phone, 0, PHONE)
        if not self._wide:
            first = [Place(self.number, 1), birth, sex]
            return [first, [name], [Place(self.address, 1)], [Place(self.phone, 1)]]
        room = self.content.width() - NUMBER - BIRTH - SEX - 3 * theme.space(3)
        if self._fits(self.name, room) or focus == "filer.name":
            first = [number, name, birth, sex]
            return [first, [Place(self.address, 1), phone]]
        return [[name], [Place(self.number, 1), birth, sex, phone], [Place(self.address, 1)]]

    def _owner_lines(self) -> list[list[Place]]:
        choice, name = Place(self.owner), Place(self.owner_name, 1)
        kind = self._vm.form.owner_kind
        if kind == "filer":
            return [[choice]]
        room = self.content.width() - self.owner.sizeHint().width() - theme.space(3)
        fits = self._fits(self.owner_name, room) or self._binder.current == "owner.name"
        lines = [[choice, name]] if self._wide and fits else [[choice], [name]]
        basis, birth = Place(self.basis, 1), Place(self.owner_birth, 0, BIRTH)
        if kind == "other":
            number = Place(self.owner_number, 0, PHONE)
            return [*lines, [basis, number, birth]] if self._wide else [
                *lines, [Place(self.owner_number, 1), birth], [basis]
            ]  # fmt: skip
        tax, phone = Place(self.tax, 0, 160), Place(self.owner_phone, 0, PHONE)
        address = Place(self.owner_address, 1)
        if self._wide:
            return [*lines, [tax, address], [basis, phone]]
        return [*lines, [Place(self.tax, 1), phone], [address], [basis]]

    @staticmethod
    def _fits(field: Field, room: int) -> bool:
        inside = room - 2 * theme.space(3) - theme.space(1)
        return room <= 0 or text.width_of(field.text(), text.font_of("value", 500)) <= inside

    # --- what the form tells --------------------------------------------------------------

    def _picked(self, key: str) -> None:
        kind: OwnerKind = "filer"
        if key == "other":
            kind = "other"
        elif key == "organisation":
            kind = "organisation"
        self._vm.set_owner_kind(kind)

    def _owner_changed(self, kind: str) -> None:
        if self.owner.choice.value() != kind:
            self.owner.choice.set_value(kind)
        organisation = kind == "organisation"
        self.owner_name.set_label(
            self.tr("Tên tổ chức") if organisation else self.tr("Họ tên chủ hồ sơ")
        )
        self._reflow()

    def _card_changed(self) -> None:
        badge = self._vm.form.card_badge
        self.number.set_badge(self.tr("Thẻ") if badge else "", "success", Icon.ID_CARD)
        time = self._vm.form.card_time
        hint = self.tr("quét thẻ lúc {time}").format(time=time) if badge and time else ""
        self.set_hint("" if self.is_folded() else hint)

    def set_folded(self, folded: bool, words: str = "") -> None:
        """One line has no room for the time of the scan."""
        super().set_folded(folded, words)
        self._card_changed()

    def folded_words(self) -> str:
        """The section in one line."""
        value = self._vm.form.value
        parts = [value("filer.name"), value("filer.personal_no"), value("filer.phone")]
        if self._vm.form.owner_kind != "filer":
            parts.append(self.tr("chủ hồ sơ {name}").format(name=value("owner.name")))
        return "  ·  ".join(part for part in parts if part.strip())
