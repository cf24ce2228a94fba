"""The day at a glance: the outline a prompt reads, the first steps, what is known of an entry."""
