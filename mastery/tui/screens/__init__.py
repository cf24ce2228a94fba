"""A file per screen: main screens and dialogs."""
