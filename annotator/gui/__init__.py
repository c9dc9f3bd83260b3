"""All of Qt: the desktop app."""
