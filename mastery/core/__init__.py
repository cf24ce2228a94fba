"""Records and rules of the journal: pure, without file, clock, terminal or network."""
