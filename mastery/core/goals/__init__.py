"""Learning goals: vision, current reality and the creative tension between them."""
