"""How long the tests wait for what never comes."""

PATIENCE = 120.0
"""Seconds after which a test gives up. It is long, for no test is about how fast the machine is."""
