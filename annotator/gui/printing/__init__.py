"""Printing: choose a document of a lesson, see its pages, print them or keep them as files."""
