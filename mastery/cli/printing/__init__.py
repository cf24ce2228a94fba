"""Printing records in the shell."""
