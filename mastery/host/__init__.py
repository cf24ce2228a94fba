"""The machine's services: files, clock, config, mail, and other programs."""
