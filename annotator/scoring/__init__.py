"""Pure functions: matching, credit, agreement, statistics."""
