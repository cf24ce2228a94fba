"""The pages of records, as lines."""
