"""Entries: from what is typed to a record, templates and prompts, finding."""
