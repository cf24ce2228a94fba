"""What every other rule stands on: records and their changes, fields, dates, names, texts."""
