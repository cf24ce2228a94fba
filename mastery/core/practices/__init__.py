"""Practices: cadence, check-ins, rests, streaks, and the timer."""
