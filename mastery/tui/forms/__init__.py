"""The forms: what each asks, understands, and saves."""
