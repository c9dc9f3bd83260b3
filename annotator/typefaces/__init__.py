"""The typefaces that travel with the program; docs/decisions/0020-where-fonts-come-from.md."""
