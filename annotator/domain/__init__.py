"""Frozen values and rules: text, spans, scheme, lessons, annotations, keys, hand-ins, errors."""
