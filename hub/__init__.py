"""The hub: a site's queue authority on its local network and relay to the central server.

Queue commands, the live feed of displays, and passing on other stations' frames unchanged. Uses
``core`` and ``sync.wire``; its database and devices are handed to it by ``counter_app.bootstrap``.
"""
