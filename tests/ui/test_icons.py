"""Every icon that is named is shipped, drawn, tinted, sharp and kept."""

from __future__ import annotations

from importlib.resources import files

import pytest
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication

from ui import icons, theme
from ui.icons import Icon


def inked(picture: QPixmap) -> set[str]:
    """Returns the colours of what is fully painted."""
    image = picture.toImage()
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


def test_shipped_are_those_that_are_named() -> None:
    folder = files("ui") / "icons"
    shipped = {each.name.removesuffix(".svg") for each in folder.iterdir()}
    assert shipped == {*(str(each) for each in Icon), "LICENSE.txt"}
    assert "ISC License" in (folder / "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(Icon))
def test_each_is_drawn_in_its_tint(name: Icon, qapp: QApplication) -> None:
    assert inked(icons.pixmap(name, QColor(10, 20, 30), 24, 2.0)) == {"#0a141e"}


def test_sharp_at_the_screens_ratio_and_kept(qapp: QApplication) -> None:
    theme.apply(qapp, "light", motion=False)
    picture = icons.pixmap(Icon.PRINTER, "primary", 18, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (36, 2.0)
    assert icons.pixmap(Icon.PRINTER, "primary", 18, 2.0) is picture
    theme.apply(qapp, "dark", motion=False)
    assert icons.pixmap(Icon.PRINTER, "primary", 18, 2.0) is not picture
