"""How records look as lines in the shell."""
