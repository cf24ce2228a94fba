"""What every other rule builds on: records and their changes, fields, dates, names, texts."""
