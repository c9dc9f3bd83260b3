"""The typefaces that travel with the program; docs/decisions/0023-where-fonts-come-from.md."""
