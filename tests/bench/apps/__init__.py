"""Small programs that the bench starts: what ours is held against, and what counts inside a process of its own."""
