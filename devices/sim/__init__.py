"""Simulated devices, below pyserial: ``sim://NAME`` opens like any port once registered."""

import serial


def register() -> None:
    """Lets ``serial.serial_for_url`` open ``sim://`` addresses; calling it again is harmless."""
    packages = serial.protocol_handler_packages
    if __name__ not in packages:
        packages.append(__name__)
