"""The sample journal: two years of a person who learns."""
