"""Windows and screens: clerk, kiosk, hall board and supervisor, in Qt Widgets.

``viewmodels/`` (QtCore only, one a screen) decide, ``clerk/``, ``kiosk/``, ``board/``,
``supervisor/`` and ``widgets/`` show, ``background.py`` carries work to the database thread and
results back. Services of ``core`` act; no other room is imported.
"""
