"""mastery: a terminal journal for personal mastery."""

__version__ = "0.1.0"
