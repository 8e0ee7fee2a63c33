"""The reception's view: `ReceptionView` shows what `ReceptionViewModel` decides."""

from ui.clerk.reception.view import ReceptionView

__all__ = ["ReceptionView"]
