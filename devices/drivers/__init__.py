"""Drivers: each opens the port that a resource names and speaks through its framing."""
