"""Entries: capturing, editing and finding them; templates and prompts."""
