"""What is read of a journal for each page, a module for each, so that a screen loads what it shows."""
