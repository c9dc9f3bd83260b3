"""Annotator: a desktop app for media-literacy classes."""
