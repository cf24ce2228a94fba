"""What the terminal can show and sends, and what of it reaches the interface."""
