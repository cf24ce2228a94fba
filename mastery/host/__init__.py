"""What the machine gives: files, clock, config, mail, and other programs."""
