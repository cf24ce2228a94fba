"""Looking back: what was done, measured and told of a period."""
