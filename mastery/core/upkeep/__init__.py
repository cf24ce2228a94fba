"""The journal as a whole: its kinds of record, undoing, importing, and saving damaged files."""
