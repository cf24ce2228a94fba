"""The commands, one file each; the root finds them by listing this folder."""
