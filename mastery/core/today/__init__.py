"""What the day needs: the outline a prompt reads, the first steps, what is known of an entry."""
