"""A file per screen, main screens and those that lie over them."""
