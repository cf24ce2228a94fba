"""What leaves the journal as HTML, in a real browser."""
