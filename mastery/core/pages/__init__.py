"""Pages: what there is to read of a goal, a practice, a model, a period, feedback; both faces paint them."""
