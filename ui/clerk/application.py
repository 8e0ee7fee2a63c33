"""Qt's application, made once for a program with windows."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication


def application(name: str) -> QApplication:
    """Returns the one application, made if there is none yet."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(name)
    return app
