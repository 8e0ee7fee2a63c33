"""Devices on the counter: what is plugged where, how each speaks, and a simulator for each.

A *resource* says what is plugged where, *framing* turns bytes into messages and knows no port, a
*driver* joins the two, and a *simulator* stands in for the device below pyserial, so that driver
and simulator pass one suite of contract tests. A device that vanishes never stops the counter.
"""
