"""Framing: pure functions and small state machines between bytes and messages, without I/O."""
