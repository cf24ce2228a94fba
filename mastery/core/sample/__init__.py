"""The sample journal: two years in the life of a learner."""
