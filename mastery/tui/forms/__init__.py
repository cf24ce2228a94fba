"""The forms: what each asks for, checks, and saves."""
