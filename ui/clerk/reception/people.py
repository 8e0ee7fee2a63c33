"""Who files, whose dossier it is, and who else is concerned."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.clerk.reception.binding import Binder
from ui.clerk.reception.fold import FoldSection
from ui.clerk.reception.related import RelatedRows
from ui.clerk.reception.rows import FieldGrid, Place
from ui.icons import Icon
from ui.viewmodels.form_state import EXTRAS, OwnerKind
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import AreaField, Button, ChoiceField, Field, text

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
        self._make_extras()
        self.related = RelatedRows(viewmodel, binder)
        filer = (self.number, self.name, self.birth, self.sex, self.address, self.phone)
        owner = (self.owner_name, self.owner_number, self.owner_birth, self.tax)
        rest = (self.owner_address, self.owner_phone, self.basis)
        extras = (*self.extras["filer"], *self.extras["owner"])
        self._grid = FieldGrid([*filer, self.owner, *owner, *rest, *extras])
        self.inner.addWidget(self._grid)
        self.inner.addWidget(self.related)
        self._wide = True
        viewmodel.form.owner_kind_changed.connect(self._owner_changed)
        viewmodel.form.card_changed.connect(self._card_changed)
        viewmodel.form.value_changed.connect(self._reflow)
        viewmodel.form.check_changed.connect(self._reflow)
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
        self.address = add("filer.address", AreaField(self.tr("Nơi cư trú")))
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
        self.owner_name = add("owner.name", AreaField(self.tr("Họ tên chủ hồ sơ")))
        self.owner_number = add(
            "owner.personal_no", Field(self.tr("Số định danh chủ hồ sơ"), num=True)
        )
        self.owner_birth = add("owner.birth", Field(self.tr("Ngày sinh"), num=True))
        self.owner_birth.speaker().setAccessibleName(self.tr("Ngày sinh chủ hồ sơ"))
        self.tax = add("owner.tax_code", Field(self.tr("Mã số thuế"), num=True))
        self.owner_address = add("owner.address", AreaField(self.tr("Địa chỉ tổ chức")))
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

    def _make_extras(self) -> None:
        """What few people need: hidden until it is asked for or filled."""
        titles = (self.tr("Số hộ chiếu"), self.tr("Nước cấp"), self.tr("Thư điện tử"))
        of_owner = (
            self.tr("Số hộ chiếu chủ hồ sơ"),
            self.tr("Nước cấp hộ chiếu chủ hồ sơ"),
            self.tr("Thư điện tử chủ hồ sơ"),
        )
        self.extras: dict[str, list[Field]] = {"filer": [], "owner": []}
        self.more: dict[str, Button] = {}
        self._open: set[str] = set()
        for who, fields in self.extras.items():
            for name, title, said in zip(EXTRAS, titles, of_owner, strict=True):
                field = Field(title, num=name == "passport_no")
                if who == "owner":
                    field.speaker().setAccessibleName(said)
                fields.append(self._binder.field(f"{who}.{name}", field))
            fields[1].edit.setPlaceholderText(self.tr("ví dụ Hàn Quốc"))
            self.more[who] = _link(self.tr("Hộ chiếu, thư điện tử"), "Alt E")
            self.more[who].clicked.connect(lambda _=False, who=who: self.show_more(who))
        self.relate = _link(self.tr("Người liên quan"), "Alt Q")
        self.relate.clicked.connect(self.add_related)
        self.address.add_aside(self.more["filer"])
        self.address.add_aside(self.relate)
        self.basis.add_aside(self.more["owner"])

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        filer = (self.number, self.name, self.birth, self.sex, self.address, self.phone)
        rest = (self.owner_name, self.tax, self.owner_address, self.basis)
        last = (self.owner_number, self.owner_birth, self.owner_phone)
        segments = [self.owner.choice.segment(k) for k in ("filer", "other", "organisation")]
        found: list[QWidget] = [self.line, *(field.edit for field in filer)]
        found += [field.edit for field in self.extras["filer"]]
        found += [*segments, *(field.edit for field in (*rest, *last))]
        return [*found, *(field.edit for field in self.extras["owner"]), *self.related.stops()]

    # --- what is asked for seldom ----------------------------------------------------------

    def more_of_current(self) -> None:
        """Alt E: of the owner when the focus is there, else of the filer."""
        head = self._binder.current.partition(".")[0]
        of_owner = head in ("owner", "basis") and self._vm.form.owner_kind != "filer"
        self.show_more("owner" if of_owner else "filer")

    def show_more(self, who: str) -> None:
        """Opens passport and e-mail of a person, or closes them while they are empty."""
        first = "email" if self._only_email(who) else EXTRAS[0]
        if who in self._open and not self._said(who):
            self._open.discard(who)
            self._reflow()
            self._binder.focus("owner.name" if who == "owner" else "filer.personal_no")
            return
        self._open.add(who)
        self._reflow()
        self._vm.focus_requested.emit(f"{who}.{first}")

    def add_related(self) -> None:
        """Alt Q: one more person concerned."""
        self._vm.focus_requested.emit(self.related.add())

    def reveal(self, key: str) -> None:
        """Makes sure that a field is in sight before it takes the focus."""
        who, _, name = key.partition(".")
        if name in EXTRAS and who in self.extras:
            self._open.add(who)
            self._reflow()

    def _only_email(self, who: str) -> bool:
        return who == "owner" and self._vm.form.owner_kind == "organisation"

    def _said(self, who: str) -> bool:
        """Whether anything stands in a person's seldom fields, or is wrong with them."""
        form, keys = self._vm.form, [f"{who}.{name}" for name in EXTRAS]
        return any(form.value(k).strip() or form.error(k) or form.warning(k) for k in keys)

    # --- layout ---------------------------------------------------------------------------

    def set_wide(self, wide: bool) -> None:
        """Lays the fields out for a wide or a narrow form."""
        self._wide = wide
        self.related.set_wide(wide)
        self._reflow()

    def _reflow(self) -> None:
        """A name that does not fit beside the rest takes a line of its own."""
        focus = self._binder.current
        lines = [
            *self._filer_lines(focus),
            *self._extra_lines("filer"),
            *self._owner_lines(),
            *self._extra_lines("owner"),
        ]
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

    def _extra_lines(self, who: str) -> list[list[Place]]:
        form = self._vm.form
        absent = who == "owner" and form.owner_kind == "filer"
        if absent or not (who in self._open or self._said(who)):
            return []
        passport, country, email = self.extras[who]
        if self._only_email(who):
            return [[Place(email, 1)]]
        if not self._wide:
            return [[Place(passport, 1), Place(country, 1)], [Place(email, 1)]]
        return [[Place(passport, 0, NUMBER), Place(country, 0, PHONE), Place(email, 1)]]

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
    def _fits(field: Field | AreaField, room: int) -> bool:
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
        if self._vm.form.state.empty:  # another dossier begins
            self._open.clear()
        organisation = kind == "organisation"
        self.more["owner"].set_words(
            self.tr("Thư điện tử") if organisation else self.tr("Hộ chiếu, thư điện tử")
        )
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
        others = len(self._vm.form.state.related_filled())
        if others:
            parts.append(self.tr("{n} người liên quan").format(n=others))
        return "  ·  ".join(part for part in parts if part.strip())


def _link(words: str, key: str) -> Button:
    """A quiet way to more, beside a label; its key does the same from any field."""
    link = Button(words, "link", icon=Icon.PLUS)
    link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    link.setToolTip(f"{words} ({key})")
    link.setAccessibleDescription(key)
    return link
