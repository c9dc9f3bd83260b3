"""The same use cases without a display."""
