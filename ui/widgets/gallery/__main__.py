"""Draws the gallery: ``python -m ui.widgets.gallery --out DIR``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.widgets import focus
from ui.widgets.gallery import parts, reception, search

Scene = Callable[[], tuple[QWidget, QWidget | None]]
SCENES: dict[str, tuple[Scene, QSize]] = {
    "reception-filled": (lambda: reception.scene(False), QSize(1366, 768)),
    "reception-errors": (lambda: reception.scene(True), QSize(1366, 768)),
    "search": (search.scene, QSize(1920, 1080)),
    "parts": (parts.scene, QSize(1366, 1180)),
    "states": (parts.states, QSize(1366, 900)),
}


def draw(app: QApplication, name: str, mode: theme.Mode, out: Path, scale: float = 1.0) -> Path:
    """Draws one scene in one mode and returns the picture's path."""
    theme.apply(app, mode, motion=False, text_scale=scale)
    rings = focus.install(app)
    make, size = SCENES[name]
    window, focused = make()
    window.resize(size)
    window.show()
    app.processEvents()
    rings.show_on(focused)
    app.processEvents()
    path = out / f"{name}-{mode}{'' if scale == 1 else f'-{scale}'}.png"
    window.grab().save(str(path))
    rings.show_on(None)
    window.close()
    window.deleteLater()
    return path


def main(arguments: list[str] | None = None) -> int:
    """Draws every scene in every mode."""
    parser = argparse.ArgumentParser(prog="python -m ui.widgets.gallery")
    parser.add_argument("--out", type=Path, required=True, help="where the pictures go")
    parser.add_argument("--scene", action="append", choices=sorted(SCENES), help="only these")
    parser.add_argument("--mode", action="append", choices=theme.MODES, help="only these")
    parser.add_argument("--text-scale", type=float, default=1.0)
    wanted = parser.parse_args(arguments)
    wanted.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    for name in wanted.scene or SCENES:
        for mode in wanted.mode or theme.MODES:
            path = draw(app, name, mode, wanted.out, wanted.text_scale)
            sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
