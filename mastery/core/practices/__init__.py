"""Practices: cadence, check-ins, rest days, streaks, and the timer."""
