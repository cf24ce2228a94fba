"""What a mentor sees, the summary that is sent, and what they answer."""
