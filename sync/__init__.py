"""Exchange with the central server: messages (``wire.py``), client, and bundles on USB sticks.

``wire.py`` imports nothing of ours, so that station, hub and central server share it.
"""
