"""spaCy: the language pipeline behind suggestions."""
